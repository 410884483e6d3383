import { oncePerDockerfile } from '../dockerfile/once';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import { definitionAt } from '../dockerfile/variables';

/**
 * Whether the file itself has declared a variable before an instruction, as hadolint counts it: by ENV in the stage or one
 * that it is built on, or by ARG in whatever stage. What stands behind ONBUILD sees what stands there only.
 */
export function isDeclaredBefore(dockerfile: Dockerfile, instruction: Instruction, name: string): boolean {
    const { arguments: byArgument, loose, triggers } = firstDeclarations(dockerfile);
    const isBefore = (firsts: ReadonlyMap<string, number>): boolean =>
        (firsts.get(name) ?? Infinity) < instruction.start;
    if (instruction.trigger !== undefined) return isBefore(triggers);
    return isBefore(byArgument) || isBefore(loose) || definitionAt(dockerfile, instruction, name)?.kind === 'env';
}

/** Where each name is declared first: by ARG, by ENV before the first FROM, and behind ONBUILD. */
interface Declarations {
    readonly arguments: ReadonlyMap<string, number>;
    readonly loose: ReadonlyMap<string, number>;
    readonly triggers: ReadonlyMap<string, number>;
}

const firstDeclarations = oncePerDockerfile((dockerfile): Declarations => {
    const ofKind = (isMeant: (instruction: Instruction) => boolean): ReadonlyMap<string, number> => {
        const firsts = new Map<string, number>();
        for (const instruction of dockerfile.instructions) {
            if (!isMeant(instruction)) continue;
            for (const { key } of (instruction.trigger ?? instruction).pairs)
                if (!firsts.has(key.value)) firsts.set(key.value, instruction.start);
        }
        return firsts;
    };
    return {
        arguments: ofKind(({ keyword }) => keyword === 'ARG'),
        loose: ofKind(({ keyword, stage }) => keyword === 'ENV' && stage === undefined),
        triggers: ofKind(({ trigger }) => trigger?.keyword === 'ENV' || trigger?.keyword === 'ARG'),
    };
});
