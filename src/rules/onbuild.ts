import { oncePerDockerfile } from '../dockerfile/once';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';

const triggersOf = oncePerDockerfile(
    ({ instructions }): ReadonlySet<Instruction> => new Set(instructions.flatMap(({ trigger }) => trigger ?? [])),
);

/** Whether an instruction stands behind ONBUILD: other tools do not look there, and it cannot be removed without its keyword. */
export function isTrigger(dockerfile: Dockerfile, instruction: Instruction): boolean {
    return triggersOf(dockerfile).has(instruction);
}
