/**
 * Token kinds. Operators and brackets of one character are their own character code; those of several characters are
 * `other`, but for `:=`, which declares.
 */
export const kinds = { name: 1, string: 2, number: 3, rune: 4, define: 5, other: 6 } as const;

/** The tokens of a Go file as parallel arrays: half a million objects would cost more than the lexing. */
export interface Tokens {
    readonly text: string;
    readonly kind: Uint8Array;
    /** UTF-16 offsets, end exclusive. A semicolon that a line end implies is empty. */
    readonly start: Int32Array;
    readonly end: Int32Array;
    /** Zero-based. */
    readonly line: Int32Array;
    /** For a bracket the index of its partner, else -1; -1 too for a bracket that has none. */
    readonly partner: Int32Array;
    readonly count: number;
    /** Line comments that say something to a tool (`go:…`, `+build …`, `Code generated …`), without slashes and blanks. */
    readonly directives: readonly { readonly text: string; readonly line: number }[];
}

const newline = 10;
const semicolon = 59;
const directive = /^(?:go:| ?\+build| Code gen)/;
const closers: Readonly<Record<number, number>> = { 41: 40, 93: 91, 125: 123 };

/** Keywords after which a line end does not end the statement. */
const openEnded = new Set(
    (
        'case chan const default defer else for func go goto if import interface map package range select struct ' +
        'switch type var'
    ).split(' '),
);

/**
 * Splits Go source as the language specification says; never throws, and gives what it can of broken text.
 * `part: 'head'` stops behind the imports.
 */
export function lexGo(text: string, part: 'head' | 'all' = 'all'): Tokens {
    let kind = new Uint8Array(part === 'head' ? 256 : (text.length >> 2) + 16);
    let start = new Int32Array(kind.length);
    let end = new Int32Array(kind.length);
    let lines = new Int32Array(kind.length);
    let partner = new Int32Array(kind.length);
    let count = 0;
    const directives: { text: string; line: number }[] = [];
    const open: number[] = [];
    const length = text.length;
    let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    let line = 0;

    const add = (which: number, from: number, to: number, onLine: number): void => {
        if (count === kind.length) {
            kind = enlarge(kind);
            start = enlarge(start);
            end = enlarge(end);
            lines = enlarge(lines);
            partner = enlarge(partner);
        }
        kind[count] = which;
        start[count] = from;
        end[count] = to;
        lines[count] = onLine;
        partner[count] = -1;
        count++;
    };
    const endStatement = (): void => {
        if (count === 0) return;
        const last = count - 1;
        const which = kind[last] ?? 0;
        const ends =
            which === 1 ? !isOpenEnded(text, start[last] ?? 0, end[last] ?? 0) : which <= 4 || which in closers;
        if (ends || endsInIncrement(text, which, end[last] ?? 0)) add(semicolon, at, at, line);
    };
    /** Moves past text that may hold line ends. */
    const skipTo = (target: number): void => {
        for (let found = text.indexOf('\n', at); found >= 0 && found < target; found = text.indexOf('\n', found + 1))
            line++;
        at = target;
    };

    while (at < length) {
        const code = text.charCodeAt(at);
        if (code === newline) {
            endStatement();
            line++;
            at++;
        } else if (code === 32 || code === 9 || code === 13) {
            at++;
        } else if (code === 47 && text.charCodeAt(at + 1) === 47) {
            const stop = lineEnd(text, at);
            const first = text.charCodeAt(at + 2);
            if ((first === 32 || first === 43 || first === 103) && directive.test(text.slice(at + 2, at + 12)))
                directives.push({ text: text.slice(at + 2, stop).trim(), line });
            at = stop;
        } else if (code === 47 && text.charCodeAt(at + 1) === 42) {
            const found = text.indexOf('*/', at + 2);
            const stop = found < 0 ? length : found + 2;
            const spans = text.indexOf('\n', at);
            if (spans >= 0 && spans < stop) endStatement();
            skipTo(stop);
        } else {
            const from = at;
            const fromLine = line;
            if (isLetter(code)) {
                at++;
                while (at < length && isLetterOrDigit(text.charCodeAt(at))) at++;
                if (part === 'head' && declares(text, from, at) && (count === 0 || kind[count - 1] === semicolon))
                    break;
                add(kinds.name, from, at, fromLine);
            } else if (isDigit(code) || (code === 46 && isDigit(text.charCodeAt(at + 1)))) {
                at = numberEnd(text, at);
                add(kinds.number, from, at, fromLine);
            } else if (code === 34 || code === 39) {
                at = quotedEnd(text, at, code);
                add(code === 34 ? kinds.string : kinds.rune, from, at, fromLine);
            } else if (code === 96) {
                const found = text.indexOf('`', at + 1);
                skipTo(found < 0 ? length : found + 1);
                add(kinds.string, from, at, fromLine);
            } else {
                at += operatorLength(text, at, code);
                const which = at - from === 1 ? code : code === 58 ? kinds.define : kinds.other;
                const index = count;
                add(which, from, at, fromLine);
                if (which === 40 || which === 91 || which === 123) open.push(index);
                const wants = closers[which];
                if (wants !== undefined) {
                    const opener = open.at(-1);
                    if (opener !== undefined && kind[opener] === wants) {
                        open.pop();
                        partner[opener] = index;
                        partner[index] = opener;
                    }
                }
            }
        }
    }
    endStatement();
    return {
        text,
        kind: kind.subarray(0, count),
        start: start.subarray(0, count),
        end: end.subarray(0, count),
        line: lines.subarray(0, count),
        partner: partner.subarray(0, count),
        count,
        directives,
    };
}

/** The text of a token. */
export function tokenText(tokens: Tokens, index: number): string {
    return tokens.text.slice(tokens.start[index], tokens.end[index]);
}

/** Whether the token is exactly this name or keyword. */
export function isWord(tokens: Tokens, index: number, word: string): boolean {
    const from = tokens.start[index];
    return (
        from !== undefined &&
        tokens.kind[index] === kinds.name &&
        (tokens.end[index] ?? 0) - from === word.length &&
        tokens.text.startsWith(word, from)
    );
}

function enlarge<Numbers extends Uint8Array | Int32Array>(numbers: Numbers): Numbers {
    const larger =
        numbers instanceof Uint8Array ? new Uint8Array(numbers.length * 2) : new Int32Array(numbers.length * 2);
    larger.set(numbers);
    return larger as Numbers;
}

function isLetter(code: number): boolean {
    return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code > 127;
}

function isDigit(code: number): boolean {
    return code >= 48 && code <= 57;
}

function isLetterOrDigit(code: number): boolean {
    return isLetter(code) || isDigit(code);
}

function isOpenEnded(text: string, from: number, to: number): boolean {
    const length = to - from;
    return length >= 2 && length <= 9 && openEnded.has(text.slice(from, to));
}

function declares(text: string, from: number, to: number): boolean {
    const length = to - from;
    return length >= 3 && length <= 5 && /^(?:func|var|const|type)$/.test(text.slice(from, to));
}

function endsInIncrement(text: string, which: number, end: number): boolean {
    if (which !== kinds.other) return false;
    const last = text.charCodeAt(end - 1);
    return (last === 43 || last === 45) && text.charCodeAt(end - 2) === last;
}

function lineEnd(text: string, from: number): number {
    const found = text.indexOf('\n', from);
    return found < 0 ? text.length : found;
}

function quotedEnd(text: string, from: number, quote: number): number {
    let at = from + 1;
    while (at < text.length) {
        const code = text.charCodeAt(at);
        if (code === newline) return at;
        if (code === quote) return at + 1;
        at += code === 92 && text.charCodeAt(at + 1) !== newline ? 2 : 1;
    }
    return text.length;
}

/** Exponents may carry a sign: `e` in decimal, `p` in hexadecimal numbers. */
function numberEnd(text: string, from: number): number {
    const hexadecimal = text.charCodeAt(from) === 48 && (text.charCodeAt(from + 1) | 32) === 120;
    const exponent = hexadecimal ? 112 : 101;
    let at = from + 1;
    while (at < text.length) {
        const code = text.charCodeAt(at);
        const signed = (code === 43 || code === 45) && (text.charCodeAt(at - 1) | 32) === exponent;
        if (!isLetterOrDigit(code) && code !== 46 && !signed) return at;
        at++;
    }
    return at;
}

/** How many characters an operator takes: enough of the specification's list that none is split in a misleading way. */
function operatorLength(text: string, at: number, code: number): number {
    const next = text.charCodeAt(at + 1);
    switch (code) {
        case 58: // :
        case 33: // !
        case 61: // =
        case 42: // *
        case 47: // /
        case 37: // %
        case 94: // ^
            return next === 61 ? 2 : 1;
        case 43: // +
        case 45: // -
        case 124: // |
            return next === code || next === 61 ? 2 : 1;
        case 38: // &
            if (next === 94) return text.charCodeAt(at + 2) === 61 ? 3 : 2;
            return next === 38 || next === 61 ? 2 : 1;
        case 60: // <
        case 62: // >
            if (code === 60 && next === 45) return 2;
            if (next === code) return text.charCodeAt(at + 2) === 61 ? 3 : 2;
            return next === 61 ? 2 : 1;
        case 46: // .
            return next === 46 && text.charCodeAt(at + 2) === 46 ? 3 : 1;
        default:
            return 1;
    }
}
