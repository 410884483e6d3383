import type { Position, Range } from 'vscode-languageserver-types';
import type { Dockerfile, Span, Word } from './syntax';

/** Where an editor starts a line: after LF, CRLF and a lone CR. */
export function lineStartsOf(text: string): number[] {
    const starts = [0];
    for (let at = 0; at < text.length; at++) {
        const code = text.charCodeAt(at);
        if (code === 0x0a || (code === 0x0d && text.charCodeAt(at + 1) !== 0x0a)) starts.push(at + 1);
    }
    return starts;
}

/** An offset outside the text gives its nearest end. */
export function positionAt(dockerfile: Dockerfile, offset: number): Position {
    const { lineStarts, text } = dockerfile;
    const at = Math.max(0, Math.min(offset, text.length));
    let low = 0;
    let high = lineStarts.length - 1;
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((lineStarts[middle] ?? 0) <= at) low = middle;
        else high = middle - 1;
    }
    return { line: low, character: at - (lineStarts[low] ?? 0) };
}

export function rangeOf(dockerfile: Dockerfile, span: Span): Range {
    return { start: positionAt(dockerfile, span.start), end: positionAt(dockerfile, span.end) };
}

/** A character beyond the line's end gives that end, before its line break. */
export function offsetAt(dockerfile: Dockerfile, position: Position): number {
    const { lineStarts, text } = dockerfile;
    if (position.line < 0) return 0;
    const start = lineStarts[position.line];
    if (start === undefined) return text.length;
    let end = lineStarts[position.line + 1] ?? text.length;
    while (end > start && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--;
    return Math.min(start + Math.max(0, position.character), end);
}

/** How many of some spans, in the order of the text, start before an offset. */
export function countBefore(spans: readonly Span[], offset: number): number {
    let low = 0;
    let high = spans.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if ((spans[middle]?.start ?? 0) < offset) low = middle + 1;
        else high = middle;
    }
    return low;
}

/** The span of `[start, end)` of a word's `raw`; of the whole word where a continuation breaks it. */
export function partOf(word: Word, start: number, end: number): Span {
    const isWhole = word.end - word.start === word.raw.length;
    return isWhole ? { start: word.start + start, end: word.start + end } : { start: word.start, end: word.end };
}
