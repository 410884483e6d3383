/**
 * The lines of a text as a builder counts them: ended by LF, with a CR before it left out, a BOM at the very start too.
 * (An editor also breaks lines at a lone CR: see `lineStartsOf`.)
 */
export interface Lines {
    readonly text: string;
    readonly count: number;
    readonly starts: readonly number[];
    /** Where the content of each line ends, its line break excluded. */
    readonly ends: readonly number[];
}

export function splitLines(text: string): Lines {
    const starts: number[] = [];
    const ends: number[] = [];
    let start = text.startsWith('\uFEFF') ? 1 : 0;
    while (start < text.length) {
        const lineFeed = text.indexOf('\n', start);
        const next = lineFeed === -1 ? text.length : lineFeed + 1;
        let end = lineFeed === -1 ? text.length : lineFeed;
        if (end > start && text[end - 1] === '\r') end--;
        starts.push(start);
        ends.push(end);
        start = next;
    }
    return { text, count: starts.length, starts, ends };
}

export function lineSpan(lines: Lines, line: number): { start: number; end: number } {
    return { start: lines.starts[line] ?? lines.text.length, end: lines.ends[line] ?? lines.text.length };
}

export function isBlank(character: string | undefined): boolean {
    return character === ' ' || character === '\t' || character === '\r' || character === '\v' || character === '\f';
}

/** White space of any script, which a builder strips around an instruction but does not split at. */
function isSpace(character: string | undefined): boolean {
    return isBlank(character) || (character !== undefined && character > '~' && /[\s\x85]/.test(character));
}

/** The offset of the first character in `[start, end)` that is no blank, else `end`. */
export function skipBlanks(text: string, start: number, end: number): number {
    let at = start;
    while (at < end && isBlank(text[at])) at++;
    return at;
}

/** The offset behind the last character in `[start, end)` that is no blank, else `start`. */
export function trimBlanks(text: string, start: number, end: number): number {
    let at = end;
    while (at > start && isBlank(text[at - 1])) at--;
    return at;
}

/** As `skipBlanks`, over white space of any script. */
export function skipSpace(text: string, start: number, end: number): number {
    let at = start;
    while (at < end && isSpace(text[at])) at++;
    return at;
}

/** As `trimBlanks`, over white space of any script. */
export function trimSpace(text: string, start: number, end: number): number {
    let at = end;
    while (at > start && isSpace(text[at - 1])) at--;
    return at;
}
