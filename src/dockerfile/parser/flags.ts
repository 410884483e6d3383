import { spanOf, type FoldedText } from './fold';
import { skipBlanks, skipSpace } from './lines';
import type { Escape, Flag, FlagOption, SyntaxFault } from '../syntax';
import { endOfWord, readWord } from './words';

/** Reads the leading `--` words of `[start, end)`. A lone `--` ends them and belongs to nothing. */
export function readFlags(
    folded: FoldedText,
    start: number,
    end: number,
    escape: Escape,
    faults?: SyntaxFault[],
): { flags: Flag[]; next: number } {
    const { text } = folded;
    const flags: Flag[] = [];
    let at = skipSpace(text, start, end);
    while (text.startsWith('--', at) && at + 1 < end) {
        const wordEnd = endOfWord(text, at, end, escape);
        const next = skipBlanks(text, wordEnd, end);
        if (wordEnd === at + 2) return { flags, next };
        flags.push(readFlag(folded, at, wordEnd, escape, faults));
        at = next;
    }
    return { flags, next: at };
}

function readFlag(folded: FoldedText, start: number, end: number, escape: Escape, faults?: SyntaxFault[]): Flag {
    const equals = folded.text.indexOf('=', start);
    const nameEnd = equals === -1 || equals >= end ? end : equals;
    const name = folded.text.slice(start + 2, nameEnd);
    const span = spanOf(folded, start, end);
    return {
        start: span.start,
        end: span.end,
        name,
        nameSpan: spanOf(folded, start + 2, nameEnd),
        value: nameEnd === end ? undefined : readWord(folded, nameEnd + 1, end, escape, faults),
        options: name === 'mount' && nameEnd < end ? readOptions(folded, nameEnd + 1, end, escape) : [],
    };
}

/** Splits a `--mount` value at its commas; quotes around the whole, or around one option, keep theirs. */
function readOptions(folded: FoldedText, start: number, end: number, escape: Escape): FlagOption[] {
    const { text } = folded;
    const enclosed = readWord(folded, start, end, escape).quote !== undefined;
    const first = enclosed ? start + 1 : start;
    const last = enclosed ? end - 1 : end;
    const options: FlagOption[] = [];
    for (let at = first; at < last;) {
        const optionEnd = endOfOption(text, at, last);
        if (optionEnd > at) options.push(readOption(folded, at, optionEnd, escape));
        at = optionEnd + 1;
    }
    return options;
}

function endOfOption(text: string, start: number, end: number): number {
    let quote: string | undefined;
    let at = start;
    for (; at < end; at++) {
        const character = text[at];
        if (quote !== undefined) {
            if (character === quote) quote = undefined;
        } else if (character === '"' || character === "'") quote = character;
        else if (character === ',') break;
    }
    return at;
}

function readOption(folded: FoldedText, start: number, end: number, escape: Escape): FlagOption {
    const { text } = folded;
    const quoted = end - start > 1 && text[start] === '"' && text[end - 1] === '"';
    const first = quoted ? start + 1 : start;
    const last = quoted ? end - 1 : end;
    const equals = text.indexOf('=', first);
    const nameEnd = equals === -1 || equals >= last ? last : equals;
    const span = spanOf(folded, start, end);
    return {
        start: span.start,
        end: span.end,
        name: text.slice(first, nameEnd).toLowerCase(),
        value: nameEnd === last ? undefined : readWord(folded, nameEnd + 1, last, escape),
    };
}
