import type { Escape } from './syntax';

/** What one word says; all offsets count in the scanned text. */
export interface ScannedWord {
    /** Without quotes and escapes, variables as written. */
    readonly value: string;
    /** The pair of quotes around the whole word. */
    readonly quote: '"' | "'" | undefined;
    readonly references: readonly ScannedReference[];
    readonly problems: readonly ScanProblem[];
}

export interface ScannedReference {
    readonly start: number;
    end: number;
    readonly name: string;
    readonly nameStart: number;
    readonly operator: string | undefined;
    operand: string | undefined;
}

/** Why a builder cannot expand the word. */
export interface ScanProblem {
    /** What is not closed, or which operator is not known. */
    readonly subject: 'quote' | 'reference' | 'operator';
    readonly start: number;
    readonly end: number;
    readonly message: string;
}

/** A double quote, or the braces of a reference with an operator, that is still open. */
interface Frame {
    readonly start: number;
    /** Where the operand starts; `undefined` for a double quote. */
    readonly operandStart: number | undefined;
    readonly reference: ScannedReference | undefined;
}

const operators = [':-', ':+', ':?', '##', '%%', '//', '-', '+', '?', '#', '%', '/'];
const namePattern = /[\p{L}_][\p{L}\p{N}_]*|[0-9]+|[@*#?$!-]/uy;

/**
 * Reads quotes, escapes and references in one pass over `[start, end)`, without recursion.
 * `quotes` is false where quotes are ordinary characters, as in a here-document's body.
 */
export function scanWord(text: string, start: number, end: number, escape: Escape, quotes = true): ScannedWord {
    const references: ScannedReference[] = [];
    const problems: ScanProblem[] = [];
    const frames: Frame[] = [];
    let braces = 0;
    let value = '';
    let enclosing: '"' | "'" | undefined;
    /** Start of the text that is not yet part of `value`. */
    let pending = start;
    const take = (until: number, resume: number): void => {
        if (braces > 0) return;
        value += text.slice(pending, until);
        pending = resume;
    };
    let at = start;
    while (at < end) {
        const character = text[at];
        const frame = frames.at(-1);
        const inDouble = frame !== undefined && frame.reference === undefined;
        if (character === escape) {
            const next = at + 1 < end ? text[at + 1] : undefined;
            if (!inDouble || next === '"' || next === '$' || next === escape) take(at, at + 1);
            at += 2;
        } else if (quotes && character === "'" && !inDouble) {
            let close = at + 1;
            while (close < end && text[close] !== "'") close++;
            if (close === end)
                problems.push({ subject: 'quote', start: at, end, message: 'A single quote is not closed' });
            else if (at === start && close === end - 1) enclosing = "'";
            take(at, at + 1);
            take(close, close + 1);
            at = close + 1;
        } else if (quotes && character === '"') {
            take(at, at + 1);
            if (inDouble) {
                frames.pop();
                if (frame.start === start && at === end - 1) enclosing = '"';
            } else frames.push({ start: at, operandStart: undefined, reference: undefined });
            at++;
        } else if (character === '}' && frame?.reference !== undefined) {
            frames.pop();
            braces--;
            frame.reference.end = at + 1;
            frame.reference.operand = text.slice(frame.operandStart, at);
            at++;
        } else if (character === '$') {
            const reference = readReference(text, at, end);
            if (reference === undefined) {
                if (text[at + 1] === '{')
                    problems.push({
                        subject: 'reference',
                        start: at,
                        end,
                        message: 'A `${` is followed by no name',
                    });
                at++;
                continue;
            }
            references.push(reference);
            at = reference.end;
            if (text[reference.start + 1] === '{' && text[at - 1] !== '}') {
                if (reference.operator !== undefined && !operators.includes(reference.operator))
                    problems.push({
                        subject: 'operator',
                        start: reference.start,
                        end: at,
                        message: `\`${reference.operator}\` is no operator that a builder knows`,
                    });
                braces++;
                frames.push({ start: reference.start, operandStart: at, reference });
            }
        } else at++;
    }
    for (const frame of frames) {
        if (frame.reference === undefined)
            problems.push({ subject: 'quote', start: frame.start, end, message: 'A double quote is not closed' });
        else {
            problems.push({ subject: 'reference', start: frame.start, end, message: 'A `${` is not closed by `}`' });
            frame.reference.end = end;
            frame.reference.operand = text.slice(frame.operandStart, end);
        }
    }
    braces = 0;
    take(end, end);
    return { value, quote: enclosing, references, problems };
}

/** The reference at a `$`, up to its operator where it has one; `undefined` for a `$` that stands for itself. */
function readReference(text: string, start: number, end: number): ScannedReference | undefined {
    const braced = text[start + 1] === '{';
    const nameStart = start + (braced ? 2 : 1);
    namePattern.lastIndex = nameStart;
    const name = namePattern.exec(text)?.[0];
    if (name === undefined || nameStart + name.length > end) return undefined;
    const nameEnd = nameStart + name.length;
    if (!braced || nameEnd === end)
        return { start, end: nameEnd, name, nameStart, operator: undefined, operand: undefined };
    if (text[nameEnd] === '}')
        return { start, end: nameEnd + 1, name, nameStart, operator: undefined, operand: undefined };
    const written = text.slice(nameEnd, Math.min(nameEnd + 2, end));
    const operator = operators.find((known) => written.startsWith(known)) ?? written.slice(0, 1);
    return { start, end: nameEnd + operator.length, name, nameStart, operator, operand: undefined };
}
