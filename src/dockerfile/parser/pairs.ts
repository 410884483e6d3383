import { spanOf, type FoldedText } from './fold';
import { isBlank, skipBlanks } from './lines';
import type { Escape, Pair, SyntaxFault } from '../syntax';
import { readWord } from './words';

/** The `name` and `name=default` words of ARG. */
export function readArguments(
    folded: FoldedText,
    words: readonly [number, number][],
    escape: Escape,
    faults: SyntaxFault[],
): Pair[] {
    return words.map(([start, end]) => readPair(folded, start, end, escape, faults));
}

/** `key=value …` of ENV and LABEL, or one legacy `key value`: the first word decides. */
export function readVariablePairs(
    folded: FoldedText,
    words: readonly [number, number][],
    escape: Escape,
    faults: SyntaxFault[],
): Pair[] {
    const [first] = words;
    if (first === undefined) return [];
    if (findEquals(folded.text, ...first, escape) < first[1])
        return words.map(([start, end]) => readPair(folded, start, end, escape, faults));
    return [readLegacyPair(folded, first[0], words.at(-1)?.[1] ?? first[1], escape, faults)];
}

/** The key ends at the first blank, quoted or not; the value is all the rest. */
function readLegacyPair(folded: FoldedText, start: number, end: number, escape: Escape, faults: SyntaxFault[]): Pair {
    let keyEnd = start;
    while (keyEnd < end && !isBlank(folded.text[keyEnd])) keyEnd++;
    const valueStart = skipBlanks(folded.text, keyEnd, end);
    return {
        ...spanOf(folded, start, end),
        key: readWord(folded, start, keyEnd, escape, faults),
        value: valueStart === end ? undefined : readWord(folded, valueStart, end, escape, faults),
        legacy: true,
    };
}

function readPair(folded: FoldedText, start: number, end: number, escape: Escape, faults: SyntaxFault[]): Pair {
    const equals = findEquals(folded.text, start, end, escape);
    return {
        ...spanOf(folded, start, end),
        key: readWord(folded, start, equals, escape, faults),
        value: equals === end ? undefined : readWord(folded, equals + 1, end, escape, faults),
        legacy: false,
    };
}

/** The first `=` outside quotes in `[start, end)`, else `end`. */
function findEquals(text: string, start: number, end: number, escape: Escape): number {
    let quote: string | undefined;
    for (let at = start; at < end; at++) {
        const character = text[at];
        if (character === escape && quote !== "'") at++;
        else if (quote !== undefined) {
            if (character === quote) quote = undefined;
        } else if (character === '"' || character === "'") quote = character;
        else if (character === '=') return at;
    }
    return end;
}
