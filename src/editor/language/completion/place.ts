import { offsetAt, positionAt } from '../../../dockerfile/positions';
import type { Dockerfile, Instruction } from '../../../dockerfile/syntax';
import type { Position, Range } from 'vscode-languageserver-types';

/** Where in an instruction something is typed. */
export interface CompletionPlace {
    readonly dockerfile: Dockerfile;
    readonly offset: number;
    /** The instruction itself, or the one behind ONBUILD. */
    readonly instruction: Instruction;
    /** From behind the keyword to the cursor, continuations and comment lines in between replaced by a blank. */
    readonly before: string;
    /** The unbroken text right before the cursor, such as `--mount=type=cache,ta`. */
    readonly word: string;
    /** Whether only flags stand before that word. */
    readonly isAmongFlags: boolean;
}

/** `undefined` where no arguments of an instruction can be typed: in the keyword, a comment, a here-document. */
export function placeAt(dockerfile: Dockerfile, position: Position): CompletionPlace | undefined {
    const offset = offsetAt(dockerfile, position);
    const outer = dockerfile.instructions.findLast(({ start }) => start < offset);
    if (outer === undefined) return undefined;
    const instruction = outer.trigger !== undefined && outer.trigger.start < offset ? outer.trigger : outer;
    const keywordEnd = instruction.keywordSpan.end;
    if (offset <= keywordEnd || dockerfile.comments.some(({ start, end }) => start < offset && offset <= end))
        return undefined;
    if (instruction.heredocs.some(({ start, end }) => start <= offset && offset < end)) return undefined;
    const written = dockerfile.text.slice(keywordEnd, offset);
    const reaches = offset <= outer.end || !/[\r\n]/.test(dockerfile.text.slice(outer.end, offset));
    const escape = dockerfile.escape === '\\' ? '\\\\' : '`';
    const folded = written
        .replaceAll(new RegExp(`${escape}[ \\t]*\\r?\\n(?:[ \\t]*(?:#[^\\n]*)?\\r?\\n)*[ \\t]*`, 'g'), ' ')
        .replace(/^[ \t]+/, '');
    if (!reaches || /[\r\n]/.test(folded)) return undefined;
    const word = /\S*$/.exec(folded)?.[0] ?? '';
    const earlier = folded
        .slice(0, folded.length - word.length)
        .split(/\s+/)
        .filter((each) => each !== '');
    return {
        dockerfile,
        offset,
        instruction,
        before: folded,
        word,
        isAmongFlags: earlier.every((each) => each.startsWith('--')),
    };
}

/** The last `length` characters before the cursor. */
export function replaced(
    { dockerfile, offset }: Pick<CompletionPlace, 'dockerfile' | 'offset'>,
    length: number,
): Range {
    return { start: positionAt(dockerfile, offset - length), end: positionAt(dockerfile, offset) };
}
