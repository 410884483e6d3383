import { lineSpan, skipSpace, splitLines, trimBlanks, type Lines } from './lines';
import type { Comment, Escape, Span } from './syntax';

/** One instruction with its continuations taken out, and the way from there back to the document. */
export interface FoldedText {
    readonly text: string;
    /** Where each piece starts in `text`, ascending, and the offset of that place in the document. */
    readonly starts: readonly number[];
    readonly offsets: readonly number[];
    /** The document's offset to which an empty folded text belongs. */
    readonly origin: number;
}

export interface FoldedLines {
    readonly folded: FoldedText;
    /** The line after the last one that was taken. */
    readonly next: number;
    readonly comments: readonly Comment[];
    readonly emptyContinuations: readonly Span[];
}

/** Joins the line with those that continue it; comment lines and blank lines in between vanish, as for a builder. */
export function foldLines(lines: Lines, first: number, escape: Escape): FoldedLines {
    const pieces: string[] = [];
    const starts: number[] = [];
    const offsets: number[] = [];
    const comments: Comment[] = [];
    const emptyContinuations: Span[] = [];
    const origin = skipSpace(lines.text, lineSpan(lines, first).start, lineSpan(lines, first).end);
    let length = 0;
    let line = first;
    for (; line < lines.count; line++) {
        const { start: lineStart, end } = lineSpan(lines, line);
        const content = skipSpace(lines.text, lineStart, end);
        if (line > first) {
            if (content === end) {
                emptyContinuations.push({ start: lineStart, end });
                continue;
            }
            if (lines.text[content] === '#') {
                comments.push(readComment(lines.text, content, end, true));
                continue;
            }
        }
        const start = line === first ? content : lineStart;
        const continuation = findContinuation(lines.text, start, end, escape);
        const pieceEnd = continuation ?? end;
        if (pieceEnd > start) {
            pieces.push(lines.text.slice(start, pieceEnd));
            starts.push(length);
            offsets.push(start);
            length += pieceEnd - start;
        }
        if (continuation === undefined) {
            line++;
            break;
        }
    }
    return { folded: { text: pieces.join(''), starts, offsets, origin }, next: line, comments, emptyContinuations };
}

/** Folds what stands in `span`, which starts with an argument and ends with one. */
export function foldSpan(text: string, span: Span, escape: Escape): FoldedText {
    const { folded } = foldLines(splitLines(text.slice(span.start, span.end)), 0, escape);
    return { ...folded, offsets: folded.offsets.map((offset) => offset + span.start), origin: span.start };
}

export function joinFolded(parts: readonly FoldedText[]): FoldedText {
    let length = 0;
    const starts: number[] = [];
    const offsets: number[] = [];
    for (const part of parts) {
        for (const [index, start] of part.starts.entries()) {
            starts.push(length + start);
            offsets.push(part.offsets[index] ?? part.origin);
        }
        length += part.text.length;
    }
    return { text: parts.map((part) => part.text).join(''), starts, offsets, origin: parts[0]?.origin ?? 0 };
}

/** The part `[start, end)` of a folded text. */
export function sliceFolded(folded: FoldedText, start: number, end: number): FoldedText {
    const starts: number[] = [];
    const offsets: number[] = [];
    for (let piece = pieceOf(folded, start); piece < folded.starts.length; piece++) {
        const pieceStart = folded.starts[piece] ?? 0;
        if (pieceStart >= end) break;
        const from = Math.max(start, pieceStart);
        starts.push(from - start);
        offsets.push((folded.offsets[piece] ?? 0) + from - pieceStart);
    }
    return { text: folded.text.slice(start, end), starts, offsets, origin: spanOf(folded, start, end).start };
}

/** A text that has no continuations: a directive's value, a here-document's body. */
export function foldVerbatim(text: string, offset: number): FoldedText {
    return { text, starts: [0], offsets: [offset], origin: offset };
}

export function readComment(text: string, start: number, lineEnd: number, inside: boolean): Comment {
    const end = trimBlanks(text, start, lineEnd);
    return { start, end, text: text.slice(start + 1, end).trim(), inside };
}

/** The document's span of `[start, end)` of the folded text; it ends behind its last character, before any continuation. */
export function spanOf(folded: FoldedText, start: number, end: number): Span {
    if (end > start) return { start: offsetOf(folded, start), end: offsetOf(folded, end - 1) + 1 };
    const at = start > 0 ? offsetOf(folded, start - 1) + 1 : offsetOf(folded, 0);
    return { start: at, end: at };
}

function offsetOf(folded: FoldedText, index: number): number {
    const piece = pieceOf(folded, index);
    return (folded.offsets[piece] ?? folded.origin) + index - (folded.starts[piece] ?? 0);
}

/** The index of the piece in which the character at `index` stands. */
function pieceOf({ starts }: FoldedText, index: number): number {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= index) low = middle;
        else high = middle - 1;
    }
    return low;
}

/** Where the escape character stands that continues the line; a doubled one does not, and blanks may follow. */
function findContinuation(text: string, start: number, end: number, escape: Escape): number | undefined {
    let at = end;
    while (at > start && (text[at - 1] === ' ' || text[at - 1] === '\t')) at--;
    if (at === start || text[at - 1] !== escape) return undefined;
    return at - 2 >= start && text[at - 2] === escape ? undefined : at - 1;
}
