import { matchingLengths, readGlob } from './globPattern';
import { scanWord, type ScannedReference } from '../parser/scanWord';
import type { Escape } from '../syntax';

/** What a text becomes when its variables are replaced. */
export interface Expansion {
    /** Unknown variables stay as written. */
    readonly value: string;
    /** Whether every variable was known, or had a default of its own. */
    readonly isComplete: boolean;
    /** Names that were not known, in order. */
    readonly unknown: readonly string[];
}

/** The value of a variable; `undefined` where it is not set or not known. */
export type Lookup = (name: string) => string | undefined;

/** Values grow when they refer to themselves, so that their length is bounded. */
const longestValue = 4096;
const deepestOperand = 20;
/** Of matching a pattern, whose cost is the product of both lengths. */
const mostSteps = 100_000;

/** Expands a word's raw text as a builder does: variables replaced, then quotes and escapes gone. */
export function expand(raw: string, escape: Escape, lookup: Lookup, depth = 0): Expansion {
    const { value, references } = scanWord(raw, 0, raw.length, escape);
    const unknown: string[] = [];
    let expanded = '';
    let taken = 0;
    for (const reference of references) {
        const { start, end, valueStart } = reference;
        if (valueStart === undefined) continue;
        const replacement = replace(reference, escape, lookup, depth);
        const valueEnd = valueStart + end - start;
        if (replacement.value === undefined) for (const name of replacement.unknown) unknown.push(name);
        expanded += value.slice(taken, valueStart) + (replacement.value ?? value.slice(valueStart, valueEnd));
        taken = valueEnd;
        if (expanded.length > longestValue)
            return { value: expanded.slice(0, longestValue), isComplete: false, unknown };
    }
    expanded += value.slice(taken);
    return {
        value: expanded.slice(0, longestValue),
        isComplete: unknown.length === 0 && expanded.length <= longestValue,
        unknown,
    };
}

interface Replacement {
    /** `undefined` where it stays as written. */
    readonly value: string | undefined;
    readonly unknown: readonly string[];
}

function replace(
    { name, operator, operand = '' }: ScannedReference,
    escape: Escape,
    lookup: Lookup,
    depth: number,
): Replacement {
    const current = lookup(name);
    const asWritten: Replacement = { value: undefined, unknown: [name] };
    if (depth > deepestOperand) return asWritten;
    const expandOperand = (text: string): Replacement => {
        const { value, isComplete, unknown } = expand(text, escape, lookup, depth + 1);
        return { value: isComplete ? value : undefined, unknown };
    };
    switch (operator) {
        case undefined:
            return current === undefined ? asWritten : { value: current, unknown: [] };
        case ':-':
            return current === undefined || current === '' ? expandOperand(operand) : { value: current, unknown: [] };
        case '-':
            return current === undefined ? expandOperand(operand) : { value: current, unknown: [] };
        case ':+':
            return current === undefined || current === '' ? { value: '', unknown: [] } : expandOperand(operand);
        case '+':
            return current === undefined ? { value: '', unknown: [] } : expandOperand(operand);
        case ':?':
            return current === undefined || current === '' ? asWritten : { value: current, unknown: [] };
        case '?':
            return current === undefined ? asWritten : { value: current, unknown: [] };
        default:
            break;
    }
    if (current === undefined || current.length * operand.length > mostSteps) return asWritten;
    const edited = edit(current, operator, operand);
    return edited === undefined ? asWritten : { value: edited, unknown: [] };
}

/** The operators that cut or replace what a pattern matches. */
function edit(current: string, operator: string, operand: string): string | undefined {
    switch (operator) {
        case '#':
            return current.slice(matchingLengths(readGlob(operand), current)[0] ?? 0);
        case '##':
            return current.slice(matchingLengths(readGlob(operand), current).at(-1) ?? 0);
        case '%':
            return cutEnd(current, operand, 0);
        case '%%':
            return cutEnd(current, operand, -1);
        case '/':
        case '//':
            return replaceMatches(current, operand, operator === '//');
        default:
            return undefined;
    }
}

function cutEnd(current: string, operand: string, which: 0 | -1): string {
    const reversed = current.split('').reverse().join('');
    const length = matchingLengths(readGlob(operand).reverse(), reversed).at(which) ?? 0;
    return current.slice(0, current.length - length);
}

function replaceMatches(current: string, operand: string, all: boolean): string | undefined {
    if (current.length > 200) return undefined;
    const slash = /(?<!\\)\//.exec(operand)?.index ?? operand.length;
    const pattern = readGlob(operand.slice(0, slash));
    const replacement = operand.slice(slash + 1);
    let replaced = '';
    for (let at = 0; at < current.length;) {
        const length = matchingLengths(pattern, current.slice(at)).at(-1) ?? 0;
        replaced += length > 0 ? replacement : current.charAt(at);
        at += Math.max(length, 1);
        if (length > 0 && !all) return replaced + current.slice(at);
    }
    return replaced;
}
