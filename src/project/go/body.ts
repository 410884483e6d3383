import { readEmptyCheck } from './checks';
import { expressionPath, other, parseExpression, parsePrimary, type Expression } from './expression';
import type { Declarations } from './file';
import { eachSpec, readValueSpec, splitExpressions } from './specs';
import { readVariableStruct } from './structs';
import { isWord, kinds, tokenText, type Tokens } from './tokens';

const closeBrace = 125;
const openBrace = 123;
const openBracket = 91;
const openParenthesis = 40;
const comma = 44;
const dot = 46;
const colon = 58;
const semicolon = 59;
const assign = 61;

/** Calls on these say nothing about how a program is run; they are half of all calls. */
const silent = new Set(
    (
        'fmt errors strings bytes sort slices maps math unicode utf8 reflect log slog logger logrus zap klog glog ' +
        'append cap clear close copy delete len make max min new panic print println recover ' +
        'if for switch select return go defer func range case else break continue goto fallthrough default ' +
        'var const type struct interface map chan string byte rune bool error any'
    ).split(' '),
);

/** Elements that say something by being there at all: what a command does. */
const actions = new Set(['Run', 'RunE', 'Action']);

/**
 * Walks the tokens of a body once, closures included, and adds its calls, assignments, literal elements and returned
 * values to what was found. Brackets are jumped by their partners wherever an expression's end is sought, so that the
 * cost stays linear.
 */
export function scanBody(
    tokens: Tokens,
    from: number,
    to: number,
    scope: number,
    found: Declarations,
    returns: Expression[],
): void {
    const literals: { type: string; number: number; end: number }[] = [];
    let closureEnd = -1;
    for (let at = from; at < to; at++) {
        const which = tokens.kind[at];
        while (literals.length > 0 && at > (literals.at(-1)?.end ?? to)) literals.pop();
        if (which === kinds.name) {
            if (isWord(tokens, at, 'return') && at > closureEnd) {
                const value = splitExpressions(tokens, at + 1, statementEnd(tokens, at + 1, to))[0];
                if (value !== undefined && value.kind !== 'other') returns.push(value);
            } else if (isWord(tokens, at, 'func')) {
                closureEnd = Math.max(closureEnd, functionEnd(tokens, at, to));
            } else if (scope >= 0 && (isWord(tokens, at, 'var') || isWord(tokens, at, 'const'))) {
                addLocalValues(tokens, at, scope, found);
            } else if (isWord(tokens, at, 'if')) {
                const check = readEmptyCheck(tokens, at, scope);
                if (check !== undefined) found.emptyChecks.push(check);
            } else if (tokens.kind[at - 1] !== dot) {
                addCalls(tokens, at, to, scope, found);
            }
        } else if (which === kinds.define || which === assign) {
            addAssignment(tokens, at, from, to, scope, found);
        } else if (which === openBrace) {
            const type = literalType(tokens, at, literals.at(-1)?.type ?? '');
            literals.push({ type, number: at, end: closing(tokens, at, to) });
        } else if (which === colon && tokens.kind[at - 1] === kinds.name) {
            const before = tokens.kind[at - 2];
            const literal = literals.at(-1);
            if (literal === undefined || (before !== openBrace && before !== comma)) continue;
            const name = tokenText(tokens, at - 1);
            const value = parseExpression(tokens, at + 1, elementEnd(tokens, at + 1, literal.end));
            const line = tokens.line[at - 1] ?? 0;
            if (name !== 'default' && (value.kind !== 'other' || actions.has(name)))
                found.elements.push({ literal: literal.number, type: literal.type, name, value, scope, line });
        }
    }
}

/** All calls of the chain that starts at this name; those in its arguments come when the walk reaches them. */
function addCalls(tokens: Tokens, at: number, to: number, scope: number, found: Declarations): void {
    let probe = at;
    while (tokens.kind[probe + 1] === dot && tokens.kind[probe + 2] === kinds.name) probe += 2;
    if (tokens.kind[probe + 1] === openBracket) probe = closing(tokens, probe + 1, to);
    if (tokens.kind[probe + 1] !== openParenthesis || probe + 1 >= to) return;
    if (silent.has(tokenText(tokens, at))) return;
    const cursor = { at };
    let value = parsePrimary(tokens, cursor, to, 0);
    while (value.kind !== 'other') {
        if (value.kind === 'call') {
            const callee = value.callee;
            const path = expressionPath(callee);
            const named = callee.kind === 'member' || callee.kind === 'name';
            found.calls.push({
                path,
                name: named ? callee.name : '',
                on: callee.kind === 'member' ? callee.of : undefined,
                args: value.args,
                scope,
                line: named ? callee.line : value.line,
                from: at,
                to: cursor.at,
            });
            value = callee;
        } else if (value.kind === 'member') {
            value = value.of;
        } else {
            return;
        }
    }
}

function addLocalValues(tokens: Tokens, keyword: number, scope: number, found: Declarations): void {
    eachSpec(tokens, keyword, (from, to) => {
        const { names, type, values } = readValueSpec(tokens, from, to);
        const [first] = names;
        if (type.startsWith('struct{') && first !== undefined) readVariableStruct(tokens, from, first.name, found);
        names.forEach(({ name, line }, index) => {
            // A variable without a value is the empty value of its type.
            const empty = { kind: 'composite', type, elements: [], line } as const;
            const value = values[index] ?? (type === '' ? undefined : empty);
            if (value !== undefined && value.kind !== 'other')
                found.assignments.push({ name, base: '', value, declares: true, scope, line });
        });
    });
}

function addAssignment(
    tokens: Tokens,
    operator: number,
    from: number,
    to: number,
    scope: number,
    found: Declarations,
): void {
    let first = operator;
    while (first > from && isTarget(tokens.kind[first - 1])) first--;
    // `var x T = …` and `const x = …` are read where their keyword stands.
    if (isWord(tokens, first, 'var') || isWord(tokens, first, 'const')) return;
    while (first < operator && isStatementKeyword(tokens, first)) first++;
    if (first === operator) return;
    const declares = tokens.kind[operator] === kinds.define;
    const targets = splitExpressions(tokens, first, operator);
    const ranges = isWord(tokens, operator + 1, 'range');
    const start = operator + (ranges ? 2 : 1);
    const end = ranges ? loopBody(tokens, start, to) : statementEnd(tokens, start, to);
    const values = splitExpressions(tokens, start, end);
    // The first name that `range` sets is an index, the second an element.
    if (ranges && targets.length > 1) values.unshift(other);
    targets.forEach((target, index) => {
        const value = values[index];
        if (value === undefined || value.kind === 'other') return;
        const place = { value, declares, scope, line: tokens.line[operator] ?? 0 };
        if (target.kind === 'name') found.assignments.push({ name: target.name, base: '', ...place });
        else if (target.kind === 'member')
            found.assignments.push({ name: target.name, base: expressionPath(target.of), ...place });
    });
}

function isTarget(which: number | undefined): boolean {
    return which === kinds.name || which === comma || which === dot || which === 42;
}

function isStatementKeyword(tokens: Tokens, at: number): boolean {
    return ['if', 'for', 'switch', 'select', 'case', 'else'].some((word) => isWord(tokens, at, word));
}

/** Up to the semicolon, or the bracket that closes what surrounds the statement, or the colon of a case. */
function statementEnd(tokens: Tokens, from: number, to: number): number {
    let at = from;
    while (at < to) {
        const which = tokens.kind[at];
        if (which === semicolon || which === closeBrace || which === 41 || which === 93 || which === colon) return at;
        at = Math.max(tokens.partner[at] ?? -1, at) + 1;
    }
    return to;
}

/** Where the block of a `for` begins. */
function loopBody(tokens: Tokens, from: number, to: number): number {
    let at = from;
    while (at < to && tokens.kind[at] !== openBrace && tokens.kind[at] !== semicolon)
        at = Math.max(tokens.partner[at] ?? -1, at) + 1;
    return at;
}

function elementEnd(tokens: Tokens, from: number, to: number): number {
    let at = from;
    while (at < to && tokens.kind[at] !== comma) at = Math.max(tokens.partner[at] ?? -1, at) + 1;
    return Math.min(at, to);
}

/** Where the body of a function literal ends; `keyword` itself where it is only a type. */
function functionEnd(tokens: Tokens, keyword: number, to: number): number {
    let at = closing(tokens, keyword + 1, to) + 1;
    while (at < to && tokens.kind[at] !== openBrace) {
        const which = tokens.kind[at];
        if (which === comma || which === semicolon || which === 41 || which === assign) return keyword;
        at = Math.max(tokens.partner[at] ?? -1, at) + 1;
    }
    return closing(tokens, at, to);
}

/** What stands before a brace, `''` for a block; an element without a type has the element type of its list. */
function literalType(tokens: Tokens, brace: number, surrounding: string): string {
    const before = tokens.kind[brace - 1];
    if (before === kinds.name) {
        const qualified = tokens.kind[brace - 2] === dot && tokens.kind[brace - 3] === kinds.name;
        const name = tokenText(tokens, brace - 1);
        return qualified ? `${tokenText(tokens, brace - 3)}.${name}` : name;
    }
    // The type of a generic literal stands before its type arguments: `Flag[string]{…}`.
    const open = before === 93 ? (tokens.partner[brace - 1] ?? -1) : -1;
    if (open > 0 && tokens.kind[open - 1] === kinds.name && open < brace - 2) return tokenText(tokens, open - 1);
    return before === openBrace || before === comma || before === colon || before === 38 ? surrounding : '';
}

function closing(tokens: Tokens, open: number, to: number): number {
    const partner = tokens.partner[open] ?? -1;
    return partner < open ? to : Math.min(partner, to);
}
