import type { Dockerfile, Instruction, Stage } from '../dockerfile/syntax';
import { insertAt, removeInstruction, textOf } from './edits';
import type { Fix } from './rule';

/** In larger stages only a person sees who uses it. */
const mostInstructions = 300;

/** Gives the secret that an ARG holds to the RUNs that name it, by a mount that leaves nothing in the image; none where something else needs it, too. */
export function secretMountFixes(dockerfile: Dockerfile, stage: Stage | undefined, arg: Instruction): Fix[] {
    const [pair, ...others] = arg.pairs;
    if (stage === undefined || stage.instructions.length > mostInstructions || !stage.instructions.includes(arg))
        return [];
    if (pair === undefined || pair.value !== undefined || others.length > 0) return [];
    const name = pair.key.value;
    if (!/^[A-Za-z_]\w*$/.test(name)) return [];
    const users = usersOf(dockerfile, stage, arg, name);
    if (users === undefined || users.length === 0) return [];
    const mount = `--mount=type=secret,id=${name.toLowerCase()},env=${name} `;
    return [
        {
            title: `Mount \`${name}\` as a secret`,
            // who builds has to give it in another way
            preferred: false,
            edits: [
                removeInstruction(dockerfile, arg),
                ...users.map((run) => insertAt(dockerfile, run.body.start, mount)),
            ],
        },
    ];
}

/** The RUNs that name it; `undefined` where another instruction does, here or in a stage that inherits it. */
function usersOf(dockerfile: Dockerfile, stage: Stage, arg: Instruction, name: string): Instruction[] | undefined {
    const names = new RegExp(`(?<!\\w)${name}(?!\\w)`);
    const mentions = (instruction: Instruction): boolean => names.test(textOf(dockerfile, instruction));
    const later = stage.instructions.filter(({ start }) => start > arg.start).filter(mentions);
    const isInherited = dockerfile.stages.some(
        ({ parent, instructions }) => parent === stage.index && instructions.some(mentions),
    );
    const areRuns = later.every(
        ({ keyword, flags }) => keyword === 'RUN' && !flags.some(({ name: flag }) => flag === name),
    );
    return areRuns && !isInherited ? later : undefined;
}
