import { expand } from '../scope/expand';
import { readGlobalArguments } from '../scope/globalArguments';
import type { Escape, Instruction, Stage } from '../syntax';

/** Groups the instructions into stages; those before the first FROM belong to none. */
export function groupStages(instructions: readonly Instruction[], escape: Escape): Stage[] {
    const stages: Stage[] = [];
    const indexByName = new Map<string, number>();
    const defaults = new Map<string, string | undefined>();
    for (const { pair, value } of readGlobalArguments(instructions, escape)) defaults.set(pair.key.value, value);
    let from: Instruction | undefined;
    let members: Instruction[] = [];
    const finish = (): void => {
        if (from === undefined) return;
        const [image, as, name] = from.words;
        const stageName = as?.value.toUpperCase() === 'AS' ? name : undefined;
        const imageName = image && expand(image.raw, escape, (variable) => defaults.get(variable)).value;
        stages.push({
            start: from.start,
            end: members.at(-1)?.end ?? from.end,
            index: stages.length,
            from,
            name: stageName,
            image,
            platform: from.flags.find((flag) => flag.name === 'platform'),
            instructions: members,
            parent: parentOf(imageName, indexByName),
        });
        if (stageName !== undefined) indexByName.set(stageName.value.toLowerCase(), stages.length - 1);
    };
    for (const instruction of instructions) {
        if (instruction.keyword === 'FROM') {
            finish();
            from = instruction;
            members = [];
        } else members.push(instruction);
    }
    finish();
    return stages;
}

/** `scratch` is always the empty image, whatever a stage is called. */
function parentOf(imageName: string | undefined, indexByName: ReadonlyMap<string, number>): number | undefined {
    return imageName === undefined || imageName === 'scratch' ? undefined : indexByName.get(imageName.toLowerCase());
}
