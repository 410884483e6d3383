import { spanOf, type FoldedText } from './fold';
import type { KeywordSyntax } from './keywords';
import { isBlank, skipBlanks } from './lines';
import type { Escape, Pair, SyntaxFault } from '../syntax';
import { readWord } from './words';

/**
 * What ARG, ENV and LABEL name: `name` or `name=default`; `key=value …`, or one legacy `key value`, which the first
 * word decides.
 */
export function readPairs(
    kind: KeywordSyntax['pairs'],
    folded: FoldedText,
    words: readonly [number, number][],
    escape: Escape,
    faults: SyntaxFault[] | undefined,
): Pair[] {
    const [first] = words;
    if (kind === undefined || first === undefined) return [];
    if (kind === 'variables' && findEquals(folded.text, ...first, escape) === first[1])
        return [readLegacyPair(folded, first[0], words.at(-1)?.[1] ?? first[1], escape, faults)];
    return words.map(([start, end]) => readPair(folded, start, end, escape, faults));
}

/** The key ends at the first blank, quoted or not; the value is all the rest. */
function readLegacyPair(folded: FoldedText, start: number, end: number, escape: Escape, faults?: SyntaxFault[]): Pair {
    let keyEnd = start;
    while (keyEnd < end && !isBlank(folded.text[keyEnd])) keyEnd++;
    const valueStart = skipBlanks(folded.text, keyEnd, end);
    const span = spanOf(folded, start, end);
    const key = readWord(folded, start, keyEnd, escape, faults);
    const value = valueStart === end ? undefined : readWord(folded, valueStart, end, escape, faults);
    return { start: span.start, end: span.end, key, value, legacy: true };
}

function readPair(folded: FoldedText, start: number, end: number, escape: Escape, faults?: SyntaxFault[]): Pair {
    const equals = findEquals(folded.text, start, end, escape);
    const span = spanOf(folded, start, end);
    const key = readWord(folded, start, equals, escape, faults);
    const value = equals === end ? undefined : readWord(folded, equals + 1, end, escape, faults);
    return { start: span.start, end: span.end, key, value, legacy: false };
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
