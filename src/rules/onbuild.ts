import type { Dockerfile, Instruction } from '../dockerfile/syntax';

const triggers = new WeakMap<Dockerfile, ReadonlySet<Instruction>>();

/** Whether an instruction stands behind ONBUILD: other tools do not look there, and it cannot be removed without its keyword. */
export function isTrigger(dockerfile: Dockerfile, instruction: Instruction): boolean {
    let found = triggers.get(dockerfile);
    if (found === undefined) {
        found = new Set(dockerfile.instructions.flatMap(({ trigger }) => trigger ?? []));
        triggers.set(dockerfile, found);
    }
    return found.has(instruction);
}
