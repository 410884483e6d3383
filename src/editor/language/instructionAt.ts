import type { Dockerfile, Instruction } from '../../dockerfile/syntax';

/** The instruction that an offset stands in, its here-documents included. */
export function instructionAt({ instructions }: Dockerfile, offset: number): Instruction | undefined {
    const instruction = instructions.findLast(({ start }) => start <= offset);
    return instruction !== undefined && offset <= endOf(instruction) ? instruction : undefined;
}

/** Where an instruction ends together with its here-documents, or those of the instruction behind ONBUILD. */
export function endOf({ end, heredocs, trigger }: Instruction): number {
    return Math.max(end, heredocs.at(-1)?.end ?? 0, trigger?.heredocs.at(-1)?.end ?? 0);
}
