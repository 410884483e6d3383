import { other, parseExpression, type Expression } from './expression';
import { kinds, tokenText, type Tokens } from './tokens';

const openParenthesis = 40;
const closeParenthesis = 41;
const comma = 44;
const semicolon = 59;
const assign = 61;

/** `a, b T = x, y` without its keyword. */
export function readValueSpec(
    tokens: Tokens,
    from: number,
    to: number,
): { names: { name: string; line: number }[]; type: string; values: Expression[] } {
    const names: { name: string; line: number }[] = [];
    let at = from;
    while (at < to && tokens.kind[at] === kinds.name) {
        names.push({ name: tokenText(tokens, at), line: tokens.line[at] ?? 0 });
        at++;
        if (tokens.kind[at] !== comma) break;
        at++;
    }
    const typeFrom = at;
    while (at < to && tokens.kind[at] !== assign) at = Math.max(tokens.partner[at] ?? -1, at) + 1;
    const values = at < to ? splitExpressions(tokens, at + 1, to) : [];
    return { names, type: typeText(tokens, typeFrom, Math.min(at, to)), values };
}

/** The expressions between commas. */
export function splitExpressions(tokens: Tokens, from: number, to: number): Expression[] {
    const expressions: Expression[] = [];
    for (let first = from; first < to;) {
        let end = first;
        while (end < to && tokens.kind[end] !== comma) end = Math.max(tokens.partner[end] ?? -1, end) + 1;
        expressions.push(parseExpression(tokens, first, Math.min(end, to)));
        first = end + 1;
    }
    return expressions.length === 0 ? [other] : expressions;
}

/** Runs `read` over the one spec after a keyword, or over each in its parentheses; gives the index behind them. */
export function eachSpec(tokens: Tokens, keyword: number, read: (from: number, to: number) => void): number {
    const grouped = tokens.kind[keyword + 1] === openParenthesis;
    const end = grouped ? closing(tokens, keyword + 1) : tokens.count;
    for (let from = keyword + (grouped ? 2 : 1); from < end;) {
        let to = from;
        while (to < end && tokens.kind[to] !== semicolon && tokens.kind[to] !== closeParenthesis)
            to = Math.max(tokens.partner[to] ?? -1, to) + 1;
        read(from, Math.min(to, end));
        if (!grouped) return to + 1;
        from = to + 1;
    }
    return end + 1;
}

/** The partner of an opening bracket; the end of the file where it is never closed. */
export function closing(tokens: Tokens, open: number): number {
    const partner = tokens.partner[open] ?? -1;
    return partner < 0 ? tokens.count : partner;
}

/** A type as written, without blanks, pointers and dots of a variadic parameter. */
export function typeText(tokens: Tokens, from: number, to: number): string {
    if (from >= to) return '';
    return tokens.text
        .slice(tokens.start[from], Math.min(tokens.end[to - 1] ?? 0, (tokens.start[from] ?? 0) + 200))
        .replaceAll(/\s+|\*|\.{3}/g, '');
}
