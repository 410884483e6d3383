import { parseGoNumber, unquoteGo } from './literals';
import { kinds, tokenText, type Tokens } from './tokens';

/**
 * A Go expression as far as facts are read from it. `&x`, `*x`, `(x)`, `x.(T)`, `x[T]` and `x[0]` are x itself: a list
 * is any one of its elements. What says nothing to us (function literals, comparisons) is `other`. Lines are zero-based.
 */
export type Expression =
    | { readonly kind: 'string'; readonly value: string; readonly line: number }
    | { readonly kind: 'number'; readonly value: number; readonly line: number }
    | { readonly kind: 'name'; readonly name: string; readonly line: number }
    | { readonly kind: 'member'; readonly of: Expression; readonly name: string; readonly line: number }
    | CallExpression
    | {
          readonly kind: 'binary';
          readonly operator: '+' | '*' | '/' | '-';
          readonly left: Expression;
          readonly right: Expression;
          readonly line: number;
      }
    | {
          readonly kind: 'composite';
          /** As written, without blanks: `http.Server`, `[]string`; `''` where the surrounding literal says it. */
          readonly type: string;
          readonly elements: readonly { readonly key: Expression | undefined; readonly value: Expression }[];
          readonly line: number;
      }
    | typeof other;

export interface CallExpression {
    readonly kind: 'call';
    readonly callee: Expression;
    readonly args: readonly Expression[];
    readonly line: number;
}

export const other = { kind: 'other', line: -1 } as const;

const deepest = 40;
/** A longer literal is a table, not a setting. */
const longestList = 256;

const openParenthesis = 40;
const openBracket = 91;
const openBrace = 123;
const comma = 44;
const colon = 58;
const dot = 46;
const semicolon = 59;

/** The expression that fills the tokens from `from` up to `to`, or `other`. Never throws; cost linear in its tokens. */
export function parseExpression(tokens: Tokens, from: number, to: number, depth = 0): Expression {
    const end = tokens.kind[to - 1] === semicolon && tokens.start[to - 1] === tokens.end[to - 1] ? to - 1 : to;
    if (from >= end || depth > deepest) return other;
    const cursor = { at: from };
    const left = parseSum(tokens, cursor, end, depth);
    return cursor.at === end ? left : other;
}

interface Cursor {
    at: number;
}

function parseSum(tokens: Tokens, cursor: Cursor, end: number, depth: number): Expression {
    let left = parseProduct(tokens, cursor, end, depth);
    for (;;) {
        const which = tokens.kind[cursor.at];
        if (cursor.at >= end || (which !== 43 && which !== 45)) return left;
        cursor.at++;
        const right = parseProduct(tokens, cursor, end, depth);
        left = { kind: 'binary', operator: which === 43 ? '+' : '-', left, right, line: left.line };
    }
}

function parseProduct(tokens: Tokens, cursor: Cursor, end: number, depth: number): Expression {
    let left = parseUnary(tokens, cursor, end, depth);
    for (;;) {
        const which = tokens.kind[cursor.at];
        if (cursor.at >= end || (which !== 42 && which !== 47)) return left;
        cursor.at++;
        const right = parseUnary(tokens, cursor, end, depth);
        left = { kind: 'binary', operator: which === 42 ? '*' : '/', left, right, line: left.line };
    }
}

function parseUnary(tokens: Tokens, cursor: Cursor, end: number, depth: number): Expression {
    while (cursor.at < end && (tokens.kind[cursor.at] === 38 || tokens.kind[cursor.at] === 42)) cursor.at++;
    return parsePrimary(tokens, cursor, end, depth);
}

/** An operand with all the selectors, calls and literals that follow it; leaves the cursor behind them. */
export function parsePrimary(tokens: Tokens, cursor: Cursor, end: number, depth: number): Expression {
    let value = parseOperand(tokens, cursor, end, depth);
    while (cursor.at < end) {
        const at = cursor.at;
        const which = tokens.kind[at];
        const line = tokens.line[at] ?? 0;
        const partner = tokens.partner[at] ?? -1;
        if (which === dot && tokens.kind[at + 1] === kinds.name) {
            value = { kind: 'member', of: value, name: tokenText(tokens, at + 1), line: tokens.line[at + 1] ?? line };
            cursor.at += 2;
        } else if (which === dot && tokens.kind[at + 1] === openParenthesis && (tokens.partner[at + 1] ?? -1) > at) {
            cursor.at = (tokens.partner[at + 1] ?? at) + 1;
        } else if (which === openParenthesis && partner > at && partner < end) {
            const args = parseList(tokens, at + 1, partner, depth + 1).map((element) => element.value);
            value = { kind: 'call', callee: value, args, line: value.line >= 0 ? value.line : line };
            cursor.at = partner + 1;
        } else if (which === openBracket && partner > at && partner < end) {
            cursor.at = partner + 1;
        } else if (which === openBrace && partner > at && partner < end && isTypeName(value)) {
            value = parseComposite(tokens, typeText(value), at, partner, depth);
            cursor.at = partner + 1;
        } else {
            return value;
        }
    }
    return value;
}

function parseOperand(tokens: Tokens, cursor: Cursor, end: number, depth: number): Expression {
    const at = cursor.at;
    const line = tokens.line[at] ?? 0;
    const partner = tokens.partner[at] ?? -1;
    if (at >= end) return other;
    switch (tokens.kind[at]) {
        case kinds.name: {
            const name = tokenText(tokens, at);
            if (name === 'func' || name === 'struct' || name === 'interface') return skipType(tokens, cursor, end);
            if (name === 'map') return parseTyped(tokens, cursor, end, depth);
            cursor.at++;
            return { kind: 'name', name, line };
        }
        case kinds.string:
            cursor.at++;
            return { kind: 'string', value: unquoteGo(tokenText(tokens, at)), line };
        case kinds.number: {
            cursor.at++;
            const value = parseGoNumber(tokenText(tokens, at));
            return value === undefined ? other : { kind: 'number', value, line };
        }
        case openParenthesis:
            if (partner < at || partner >= end) return other;
            cursor.at = partner + 1;
            return parseExpression(tokens, at + 1, partner, depth + 1);
        case openBracket:
            return parseTyped(tokens, cursor, end, depth);
        case openBrace:
            if (partner < at || partner >= end) return other;
            cursor.at = partner + 1;
            return parseComposite(tokens, '', at, partner, depth);
        default:
            return other;
    }
}

/** `[]T{…}`, `[]T(…)`, `map[K]V{…}`: up to the bracket that opens the value. */
function parseTyped(tokens: Tokens, cursor: Cursor, end: number, depth: number): Expression {
    const from = cursor.at;
    const line = tokens.line[from] ?? 0;
    let at = from;
    while (at < end) {
        const which = tokens.kind[at];
        if (which === openBracket) at = Math.max(tokens.partner[at] ?? -1, at);
        else if (which !== kinds.name && which !== dot && which !== 42) break;
        at++;
    }
    const close = tokens.partner[at] ?? -1;
    if (close < at || close >= end) return other;
    const type = tokens.text.slice(tokens.start[from], tokens.start[at]).replaceAll(/\s+/g, '');
    cursor.at = close + 1;
    if (tokens.kind[at] === openBrace) return parseComposite(tokens, type, at, close, depth);
    if (tokens.kind[at] !== openParenthesis) return other;
    const args = parseList(tokens, at + 1, close, depth + 1).map((element) => element.value);
    return { kind: 'call', callee: { kind: 'name', name: type, line }, args, line };
}

/** A function literal or a type literal: its braces are walked by the caller, token by token. */
function skipType(tokens: Tokens, cursor: Cursor, end: number): Expression {
    let at = cursor.at + 1;
    while (at < end && tokens.kind[at] !== openBrace) at = Math.max(tokens.partner[at] ?? -1, at) + 1;
    cursor.at = Math.min(end, Math.max(tokens.partner[at] ?? -1, at) + 1);
    return other;
}

function parseComposite(tokens: Tokens, type: string, open: number, close: number, depth: number): Expression {
    const small = close - open <= longestList;
    const elements = small ? parseList(tokens, open + 1, close, depth + 1) : [];
    return { kind: 'composite', type, elements, line: tokens.line[open] ?? 0 };
}

/** Arguments or elements, split at the commas of this level. */
function parseList(
    tokens: Tokens,
    from: number,
    to: number,
    depth: number,
): { key: Expression | undefined; value: Expression }[] {
    const elements: { key: Expression | undefined; value: Expression }[] = [];
    let first = from;
    let key: Expression | undefined;
    for (let at = from; at <= to; at++) {
        const which = at === to ? comma : tokens.kind[at];
        if (which === comma) {
            if (at > first && !(at === to && tokens.kind[first] === semicolon))
                elements.push({ key, value: parseExpression(tokens, first, spreadEnd(tokens, at), depth) });
            first = at + 1;
            key = undefined;
        } else if (which === colon) {
            key = parseExpression(tokens, first, at, depth);
            first = at + 1;
        } else {
            at = Math.max(tokens.partner[at] ?? -1, at);
        }
    }
    return elements;
}

/** Where the element ends that is followed by `...`. */
function spreadEnd(tokens: Tokens, end: number): number {
    return tokens.kind[end - 1] === kinds.other && tokenText(tokens, end - 1) === '...' ? end - 1 : end;
}

function isTypeName(value: Expression): boolean {
    return value.kind === 'name' || (value.kind === 'member' && value.of.kind === 'name');
}

/** `http.Server` for the expression of that type name. */
function typeText(value: Expression): string {
    return expressionPath(value);
}

/** `http.ListenAndServe`, `s.router.Get`, `kingpin.Flag().String`: the names of a chain, calls as `()`; `''` else. */
export function expressionPath(value: Expression): string {
    switch (value.kind) {
        case 'name':
            return value.name;
        case 'member': {
            const before = expressionPath(value.of);
            return before === '' ? '' : `${before}.${value.name}`;
        }
        case 'call': {
            const before = expressionPath(value.callee);
            return before === '' ? '' : `${before}()`;
        }
        default:
            return '';
    }
}
