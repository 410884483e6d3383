import { foldVerbatim, joinFolded, sliceFolded, spanOf, type FoldedText } from './fold';
import { isBlank, skipBlanks } from './lines';
import type { JsonForm, Span, SyntaxFault } from '../syntax';

const simpleEscapes: Readonly<Record<string, string>> = {
    '"': '"',
    '\\': '\\',
    '/': '/',
    b: '\b',
    f: '\f',
    n: '\n',
    r: '\r',
    t: '\t',
};

/** Reads the array that starts with the `[` at `start`; what follows it up to `end` makes it invalid. */
export function readJsonForm(folded: FoldedText, start: number, end: number): JsonForm {
    const { text } = folded;
    const items: (Span & { value: string })[] = [];
    let problem: SyntaxFault | undefined;
    const complain = (from: number, to: number, message: string): void => {
        problem ??= { ...spanOf(folded, from, to), message };
    };
    const addItem = (from: number, to: number, value: string): void => {
        const span = spanOf(folded, from, to);
        items.push({ start: span.start, end: span.end, value });
    };
    let at = start + 1;
    let expected: 'value or end' | 'value' | 'comma or end' = 'value or end';
    let closed: number | undefined;
    while (closed === undefined) {
        at = skipBlanks(text, at, end);
        if (at >= end) break;
        const character = text[at];
        if (character === ']') {
            if (expected === 'value') complain(at, at + 1, 'A comma is followed by no string');
            closed = ++at;
        } else if (character === ',') {
            if (expected !== 'comma or end') complain(at, at + 1, 'A string is missing before the comma');
            expected = 'value';
            at++;
        } else {
            if (expected === 'comma or end') complain(at, at + 1, 'A comma is missing between the strings');
            expected = 'comma or end';
            if (character === '"') {
                const string = readString(text, at, end);
                if (string.problem !== undefined) complain(string.problemAt, string.end, string.problem);
                addItem(at, string.end, string.value);
                at = string.end;
            } else {
                const valueEnd = endOfOther(text, at, end);
                const other = text.slice(at, valueEnd);
                if (character === "'") {
                    complain(at, valueEnd, 'JSON strings stand in double quotes');
                    addItem(at, valueEnd, other.replace(/^'|'$/g, ''));
                } else {
                    complain(at, valueEnd, `\`${other}\` is no JSON string`);
                }
                at = valueEnd;
            }
        }
    }
    if (closed === undefined) complain(start, end, 'The JSON array is not closed by `]`');
    else if (skipBlanks(text, closed, end) < end) complain(closed, end, 'Something follows the JSON array');
    return {
        ...spanOf(folded, start, closed ?? end),
        valid: problem === undefined,
        items,
        problem,
        hasOtherValues: problem !== undefined && isJson(text.slice(start, end)),
    };
}

function isJson(text: string): boolean {
    try {
        JSON.parse(text);
        return true;
    } catch {
        return false;
    }
}

interface ReadString {
    readonly value: string;
    /** The value in pieces: runs that stand in the source as they are, and decoded escapes. */
    readonly pieces: readonly { readonly text: string; readonly at: number; readonly width: number }[];
    readonly end: number;
    readonly problem: string | undefined;
    readonly problemAt: number;
}

function readString(text: string, start: number, end: number): ReadString {
    const pieces: { text: string; at: number; width: number }[] = [];
    let pending = start + 1;
    let problem: string | undefined;
    let problemAt = start;
    let at = start + 1;
    const complain = (message: string): void => {
        if (problem !== undefined) return;
        problem = message;
        problemAt = at;
    };
    const takeUntil = (end: number): void => {
        if (end > pending) pieces.push({ text: text.slice(pending, end), at: pending, width: end - pending });
    };
    for (; at < end && text[at] !== '"'; at++) {
        const character = text.charAt(at);
        if (character < ' ') complain('A control character stands in the string');
        if (character !== '\\') continue;
        const next = text.charAt(at + 1);
        const code = next === 'u' ? /^[0-9a-f]{4}/i.exec(text.slice(at + 2, Math.min(at + 6, end)))?.[0] : undefined;
        const decoded = code === undefined ? simpleEscapes[next] : String.fromCharCode(parseInt(code, 16));
        if (decoded === undefined) {
            complain(`\`\\${next}\` is no JSON escape, a backslash is written \`\\\\\``);
            continue;
        }
        takeUntil(at);
        const width = code === undefined ? 2 : 6;
        pieces.push({ text: decoded, at, width });
        at += width - 1;
        pending = at + 1;
    }
    takeUntil(Math.min(at, end));
    if (at >= end) complain('A string is not closed');
    const value = pieces.map((piece) => piece.text).join('');
    return { value, pieces, end: Math.min(at + 1, end), problem, problemAt: Math.min(problemAt, end - 1) };
}

/** What a JSON string in quotes says, with the way back to its characters. */
export function decodeJsonString(folded: FoldedText): FoldedText {
    const { pieces } = readString(folded.text, 0, folded.text.length);
    return joinFolded(
        pieces.map(({ text, at, width }) => {
            if (text.length === width) return sliceFolded(folded, at, at + width);
            const { start, end } = spanOf(folded, at, at + width);
            return foldVerbatim(text, start, end - start);
        }),
    );
}

/** The end of something that is no JSON string: the next comma, bracket or blank; in single quotes, behind the closing one. */
function endOfOther(text: string, start: number, end: number): number {
    let at = start + 1;
    if (text[start] === "'") {
        while (at < end && text[at] !== "'") at++;
        return Math.min(at + 1, end);
    }
    while (at < end && !isBlank(text[at]) && !',]"'.includes(text.charAt(at))) at++;
    return at;
}
