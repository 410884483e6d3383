import { spanOf, type FoldedText } from './fold';
import { isBlank, skipBlanks } from './lines';
import { scanWord, type ScannedReference, type ScanProblem } from './scanWord';
import type { Escape, Span, SyntaxFault, Variable, Word } from '../syntax';

/** Where the word that starts at `start` ends: at a blank outside quotes that is not escaped. */
export function endOfWord(text: string, start: number, end: number, escape: Escape): number {
    let quote: string | undefined;
    let at = start;
    for (; at < end; at++) {
        const character = text[at];
        if (character === escape && quote !== "'") at++;
        else if (quote !== undefined) {
            if (character === quote) quote = undefined;
        } else if (character === '"' || character === "'") quote = character;
        else if (isBlank(character)) break;
    }
    return Math.min(at, end);
}

/** The `[start, end)` pairs of the words in `[start, end)`. */
export function splitWords(text: string, start: number, end: number, escape: Escape): [number, number][] {
    const words: [number, number][] = [];
    for (let at = skipBlanks(text, start, end); at < end;) {
        const wordEnd = endOfWord(text, at, end, escape);
        words.push([at, wordEnd]);
        at = skipBlanks(text, wordEnd, end);
    }
    return words;
}

/** The same where quotes and the escape character do not keep blanks. */
export function splitAtBlanks(text: string, start: number, end: number): [number, number][] {
    const words: [number, number][] = [];
    for (let at = skipBlanks(text, start, end); at < end;) {
        let wordEnd = at;
        while (wordEnd < end && !isBlank(text[wordEnd])) wordEnd++;
        words.push([at, wordEnd]);
        at = skipBlanks(text, wordEnd, end);
    }
    return words;
}

/** Reads one word; what a builder could not expand in it goes to `faults`, where given. */
export function readWord(folded: FoldedText, start: number, end: number, escape: Escape, faults?: SyntaxFault[]): Word {
    const raw = folded.text.slice(start, end);
    const span = spanOf(folded, start, end);
    if (!special.test(raw)) return plainWord(span, raw);
    const { value, quote, references, problems } = scanWord(folded.text, start, end, escape);
    if (faults !== undefined) for (const problem of problems) faults.push(toFault(folded, problem));
    const variables = references.map((reference) => toVariable(folded, reference));
    return { start: span.start, end: span.end, raw, value, quote, variables };
}

/** What quotes, escapes or refers. */
const special = /["'$\\`]/;
const noVariables: readonly Variable[] = [];

// objects written out: spreading a span costs more than all the rest of the parse
function plainWord({ start, end }: Span, raw: string): Word {
    return { start, end, raw, value: raw, quote: undefined, variables: noVariables };
}

/** A word in which nothing is special. */
export function verbatimWord(folded: FoldedText, start: number, end: number): Word {
    return plainWord(spanOf(folded, start, end), folded.text.slice(start, end));
}

/** The references in a text whose quotes are ordinary characters. */
export function readVariables(folded: FoldedText, escape: Escape): Variable[] {
    const { references } = scanWord(folded.text, 0, folded.text.length, escape, false);
    return references.map((reference) => toVariable(folded, reference));
}

export function toFault(folded: FoldedText, { start, end, message }: ScanProblem): SyntaxFault {
    return { ...spanOf(folded, start, end), message };
}

function toVariable(folded: FoldedText, reference: ScannedReference): Variable {
    const { name, nameStart, operator, operand } = reference;
    const { start, end } = spanOf(folded, reference.start, reference.end);
    const nameSpan = spanOf(folded, nameStart, nameStart + name.length);
    return { start, end, name, nameSpan, operator, operand };
}
