import type { CompletionPlace } from './place';

/** The stages that an instruction can name: those before its own, nearest first. */
export function stagesBefore({
    dockerfile,
    instruction,
    offset,
}: CompletionPlace): { readonly name: string; readonly image: string | undefined }[] {
    const own = dockerfile.stages.findLast(
        ({ start }) => start <= (instruction.keyword === 'FROM' ? instruction.start : offset),
    );
    return dockerfile.stages
        .slice(0, own?.index ?? 0)
        .map(({ name, index, image }) => ({ name: name?.value ?? String(index), image: image?.value }))
        .reverse();
}
