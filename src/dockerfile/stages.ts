import type { Instruction, Stage, Word } from './syntax';

/** Groups the instructions into stages; those before the first FROM belong to none. */
export function groupStages(instructions: readonly Instruction[]): Stage[] {
    const stages: Stage[] = [];
    const indexByName = new Map<string, number>();
    let from: Instruction | undefined;
    let members: Instruction[] = [];
    const finish = (): void => {
        if (from === undefined) return;
        const [image, as, name] = from.words;
        const stageName = as?.value.toUpperCase() === 'AS' ? name : undefined;
        stages.push({
            start: from.start,
            end: members.at(-1)?.end ?? from.end,
            index: stages.length,
            from,
            name: stageName,
            image,
            platform: from.flags.find((flag) => flag.name === 'platform'),
            instructions: members,
            parent: parentOf(image, indexByName),
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
function parentOf(image: Word | undefined, indexByName: ReadonlyMap<string, number>): number | undefined {
    return image === undefined || image.value === 'scratch' ? undefined : indexByName.get(image.value.toLowerCase());
}
