import { oncePer } from '../dockerfile/once';
import type { Dockerfile, Instruction, Stage } from '../dockerfile/syntax';

/** The instructions of some keywords in the order of the text, those behind ONBUILD included. */
export function instructionsOf(dockerfile: Dockerfile, ...keywords: readonly string[]): readonly Instruction[] {
    return instructionsByKeywords(dockerfile, keywords.join(' '));
}

const instructionsByKeywords = oncePer(({ instructions }, keywords: string): readonly Instruction[] => {
    const wanted = keywords.split(' ');
    return instructions
        .map((instruction) => instruction.trigger ?? instruction)
        .filter(({ keyword }) => wanted.includes(keyword));
});

/** What an ADD or COPY takes, without its target; in JSON form too. Here-documents count as sources by their marker. */
export function copiedPaths({ json, words }: Instruction): readonly { value: string; start: number; end: number }[] {
    return (json?.valid === true ? json.items : words).slice(0, -1);
}

export function copyTarget({ json, words }: Instruction): string | undefined {
    return (json?.valid === true ? json.items : words).at(-1)?.value;
}

/** What stands before the first FROM, then each stage without its FROM; instructions as they are written. */
export function blocksOf({
    instructions,
    stages,
}: Dockerfile): { stage: Stage | undefined; instructions: readonly Instruction[] }[] {
    const before = instructions.filter(({ stage }) => stage === undefined);
    const opening = before.length === 0 ? [] : [{ stage: undefined, instructions: before }];
    return [...opening, ...stages.map((stage) => ({ stage, instructions: stage.instructions }))];
}
