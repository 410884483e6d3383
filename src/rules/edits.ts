import { positionAt, rangeOf } from '../dockerfile/positions';
import type { Dockerfile, Instruction, Span } from '../dockerfile/syntax';
import { isTrigger } from './onbuild';
import type { FileEdit } from './rule';

export function replaceSpan(dockerfile: Dockerfile, span: Span, newText: string): FileEdit {
    return { range: rangeOf(dockerfile, span), newText };
}

export function insertAt(dockerfile: Dockerfile, offset: number, newText: string): FileEdit {
    return replaceSpan(dockerfile, { start: offset, end: offset }, newText);
}

/** Whole lines before an instruction, above the comment lines that stand directly on it. */
export function insertLinesBefore(dockerfile: Dockerfile, instruction: Instruction, lines: string): FileEdit {
    let { line } = positionAt(dockerfile, instruction.start);
    while (line > 0 && isComment(dockerfile, line - 1)) line--;
    return insertAt(dockerfile, dockerfile.lineStarts[line] ?? 0, `${lines}\n`);
}

export function insertLinesAfter(dockerfile: Dockerfile, instruction: Instruction, lines: string): FileEdit {
    return insertAt(dockerfile, instruction.end, `\n${lines}`);
}

/** The instruction with its line break; comments above it stay. */
export function removeInstruction(dockerfile: Dockerfile, instruction: Instruction): FileEdit {
    return replaceSpan(dockerfile, linesOf(dockerfile, instruction), '');
}

/** The whole lines that a span touches, the last line break included. */
export function linesOf(dockerfile: Dockerfile, { start, end }: Span): Span {
    const first = positionAt(dockerfile, start).line;
    const last = positionAt(dockerfile, end).line;
    return {
        start: dockerfile.lineStarts[first] ?? 0,
        end: dockerfile.lineStarts[last + 1] ?? dockerfile.text.length,
    };
}

/** One of the words of an instruction with the blank before it; the whole instruction where it is the only one. */
export function removeItem(
    dockerfile: Dockerfile,
    instruction: Instruction,
    items: readonly Span[],
    at: number,
): FileEdit[] {
    const [before, item, next] = [items[at - 1], items[at], items[at + 1]];
    if (items.length === 1)
        return isTrigger(dockerfile, instruction) ? [] : [removeInstruction(dockerfile, instruction)];
    if (item === undefined) return [];
    const [start, end] = next === undefined ? [before?.end ?? item.start, item.end] : [item.start, next.start];
    const isPlain = !dockerfile.text.slice(start, end).includes('#');
    return isPlain ? [replaceSpan(dockerfile, { start, end }, '')] : [];
}

/** Directives count as none: nothing may be put above them. */
function isComment({ text, lineStarts, directives }: Dockerfile, line: number): boolean {
    const start = lineStarts[line] ?? 0;
    const isDirective = directives.some(
        (directive) => directive.start >= start && directive.start < (lineStarts[line + 1] ?? Infinity),
    );
    return !isDirective && /^[ \t]*#/.test(text.slice(start, lineStarts[line + 1]));
}

export function textOf({ text }: Dockerfile, { start, end }: Span): string {
    return text.slice(start, end);
}
