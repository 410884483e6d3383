import { lineSpan, skipSpace, splitLines, trimBlanks, type Lines } from './lines';
import type { Comment, Escape, Span } from '../syntax';

/** One instruction with its continuations taken out, and the way from there back to the document. */
export interface FoldedText {
    readonly text: string;
    /** In order, without gaps. */
    readonly pieces: readonly Piece[];
    /** The document's offset to which an empty folded text belongs. */
    readonly origin: number;
}

/** A run of text that stands in the document as it is, or one character that is written there as an escape. */
interface Piece {
    /** Where it starts in the folded text. */
    readonly start: number;
    /** Where it starts and ends in the document. */
    readonly offset: number;
    readonly end: number;
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
    const texts: string[] = [];
    const pieces: Piece[] = [];
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
            texts.push(lines.text.slice(start, pieceEnd));
            pieces.push({ start: length, offset: start, end: pieceEnd });
            length += pieceEnd - start;
        }
        if (continuation === undefined) {
            line++;
            break;
        }
    }
    return { folded: { text: texts.join(''), pieces, origin }, next: line, comments, emptyContinuations };
}

/** Folds what stands in `span`, which starts with an argument and ends with one. */
export function foldSpan(text: string, span: Span, escape: Escape): FoldedText {
    const { folded } = foldLines(splitLines(text.slice(span.start, span.end)), 0, escape);
    const pieces = folded.pieces.map(({ start, offset, end }) => ({
        start,
        offset: offset + span.start,
        end: end + span.start,
    }));
    return { text: folded.text, pieces, origin: span.start };
}

export function joinFolded(parts: readonly FoldedText[]): FoldedText {
    const pieces: Piece[] = [];
    let length = 0;
    for (const part of parts) {
        for (const { start, offset, end } of part.pieces) pieces.push({ start: start + length, offset, end });
        length += part.text.length;
    }
    return { text: parts.map((part) => part.text).join(''), pieces, origin: parts[0]?.origin ?? 0 };
}

/** The part `[start, end)` of a folded text. */
export function sliceFolded(folded: FoldedText, start: number, end: number): FoldedText {
    const pieces: Piece[] = [];
    for (let index = pieceOf(folded, start); index < folded.pieces.length; index++) {
        const piece = folded.pieces[index];
        if (piece === undefined || piece.start >= end) break;
        const from = Math.max(start, piece.start);
        const to = Math.min(end, folded.pieces[index + 1]?.start ?? folded.text.length);
        if (from < to)
            pieces.push({
                start: from - start,
                offset: spanOf(folded, from, to).start,
                end: spanOf(folded, from, to).end,
            });
    }
    return { text: folded.text.slice(start, end), pieces, origin: spanOf(folded, start, end).start };
}

/** A text that has no continuations: a directive's value, a here-document's body; or an escape `width` characters wide in the document. */
export function foldVerbatim(text: string, offset: number, width = text.length): FoldedText {
    const pieces = text === '' ? [] : [{ start: 0, offset, end: offset + width }];
    return { text, pieces, origin: offset };
}

export function readComment(text: string, start: number, lineEnd: number, inside: boolean): Comment {
    const end = trimBlanks(text, start, lineEnd);
    return { start, end, text: text.slice(start + 1, end).trim(), inside };
}

/** The document's span of `[start, end)` of the folded text; it ends behind its last character, before any continuation. */
export function spanOf(folded: FoldedText, start: number, end: number): Span {
    if (end > start) return { start: offsetOf(folded, start), end: endOf(folded, end) };
    const at = start > 0 ? endOf(folded, start) : offsetOf(folded, 0);
    return { start: at, end: at };
}

function offsetOf(folded: FoldedText, index: number): number {
    const piece = folded.pieces[pieceOf(folded, index)];
    return piece === undefined ? folded.origin : piece.offset + index - piece.start;
}

/** The document's offset behind the character before `index`. */
function endOf(folded: FoldedText, index: number): number {
    const position = pieceOf(folded, index - 1);
    const piece = folded.pieces[position];
    if (piece === undefined) return folded.origin;
    const isWhole = index === (folded.pieces[position + 1]?.start ?? folded.text.length);
    return isWhole ? piece.end : piece.offset + index - piece.start;
}

/** The position of the piece in which the character at `index` stands. */
function pieceOf({ pieces }: FoldedText, index: number): number {
    let low = 0;
    let high = pieces.length - 1;
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((pieces[middle]?.start ?? 0) <= index) low = middle;
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
