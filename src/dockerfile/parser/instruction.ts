import { checkInstruction } from './checkInstruction';
import { readFlags } from './flags';
import { foldLines, spanOf, type FoldedText } from './fold';
import { checkMarkerLine, findHeredocMarkers, readHeredocs } from './heredocs';
import { readJsonForm } from './json';
import { keywords, type KeywordSyntax } from './keywords';
import { isBlank, skipBlanks, skipSpace, trimSpace, type Lines } from './lines';
import { readPairs } from './pairs';
import type { Comment, Escape, Heredoc, Instruction, JsonForm, Span, SyntaxFault } from '../syntax';
import { readWord, splitAtBlanks, splitWords } from './words';

/** What the parse of one instruction needs to know, and where it leaves its faults. */
export interface ParseState {
    readonly lines: Lines;
    readonly escape: Escape;
    readonly faults: SyntaxFault[];
}

export interface ParsedInstruction {
    /** `undefined` where a continuation is followed by nothing. */
    readonly instruction: Instruction | undefined;
    readonly comments: readonly Comment[];
    /** The line behind its last one, here-documents included. */
    readonly next: number;
}

/** Parses the instruction that starts on line `first`. `stagesBefore` is the number of FROMs so far. */
export function parseInstruction(state: ParseState, first: number, stagesBefore: number): ParsedInstruction {
    const { folded, next, comments, emptyContinuations } = foldLines(state.lines, first, state.escape);
    const start = skipSpace(folded.text, 0, folded.text.length);
    const end = trimSpace(folded.text, start, folded.text.length);
    if (start === end) {
        const at = folded.origin;
        state.faults.push({ start: at, end: at + 1, message: 'The continuation is followed by no instruction' });
        return { instruction: undefined, comments, next };
    }
    const line = { current: next };
    const instruction = readInstruction(state, folded, start, end, line, {
        stagesBefore,
        emptyContinuations,
        isTrigger: false,
    });
    return { instruction, comments, next: line.current };
}

interface Surroundings {
    readonly stagesBefore: number;
    readonly emptyContinuations: readonly Span[];
    readonly isTrigger: boolean;
}

/** Reads the instruction in `[start, end)` of the folded text; `line` moves on over its here-documents. */
function readInstruction(
    state: ParseState,
    folded: FoldedText,
    start: number,
    end: number,
    line: { current: number },
    surroundings: Surroundings,
): Instruction {
    const { text } = folded;
    let keywordEnd = start;
    while (keywordEnd < end && !isBlank(text[keywordEnd])) keywordEnd++;
    const keyword = text.slice(start, keywordEnd).toUpperCase();
    const syntax = keywords.get(keyword);
    const read = readArguments(state, folded, keywordEnd, end, keyword, syntax);
    const trigger =
        keyword === 'ONBUILD' && !surroundings.isTrigger && read.start < end
            ? readInstruction(state, folded, read.start, end, line, { ...surroundings, isTrigger: true })
            : undefined;
    const heredocs = syntax?.takesHeredocs === true ? readBodies(state, folded, read.start, end, keyword, line) : [];
    const keywordSpan = spanOf(folded, start, keywordEnd);
    const body = read.start < end ? spanOf(folded, read.start, end) : { start: keywordSpan.end, end: keywordSpan.end };
    const instruction: Instruction = {
        start: keywordSpan.start,
        end: Math.max(spanOf(folded, start, end).end, heredocs.at(-1)?.end ?? 0, trigger?.end ?? 0),
        keyword,
        keywordSpan,
        flags: read.flags,
        body,
        words: read.words,
        json: read.json,
        pairs: read.pairs,
        heredocs,
        trigger,
        emptyContinuations: surroundings.isTrigger ? [] : surroundings.emptyContinuations,
        stage: stageOf(keyword, surroundings),
    };
    for (const fault of checkInstruction(instruction)) state.faults.push(fault);
    return instruction;
}

function stageOf(keyword: string, { stagesBefore, isTrigger }: Surroundings): number | undefined {
    if (keyword === 'FROM' && !isTrigger) return stagesBefore;
    return stagesBefore === 0 ? undefined : stagesBefore - 1;
}

interface Arguments extends Pick<Instruction, 'flags' | 'words' | 'json' | 'pairs'> {
    /** Where what follows the flags starts in the folded text. */
    readonly start: number;
}

function readArguments(
    { escape, faults }: ParseState,
    folded: FoldedText,
    from: number,
    end: number,
    keyword: string,
    syntax: KeywordSyntax | undefined,
): Arguments {
    const expandedFaults = syntax?.expands === true ? faults : undefined;
    // the flags behind ONBUILD are its trigger's
    const hasFlags = syntax !== undefined && keyword !== 'ONBUILD';
    const { flags, next: start } = hasFlags
        ? readFlags(folded, from, end, escape, expandedFaults)
        : { flags: [], next: skipBlanks(folded.text, from, end) };
    const split = syntax?.splitsAtEveryBlank === true ? splitAtBlanks : splitWords;
    const ranges = split(folded.text, start, end, escape);
    const json = syntax?.takesJson === true ? readJson(folded, keyword, ranges, end) : undefined;
    const pairs = readPairs(syntax?.pairs, folded, ranges, escape, expandedFaults);
    // pairs have told theirs, and in JSON form quotes are not what they seem
    const wordFaults = syntax?.pairs === undefined && json?.valid !== true ? expandedFaults : undefined;
    const words = ranges.map(([wordStart, wordEnd]) => readWord(folded, wordStart, wordEnd, escape, wordFaults));
    return { flags, start, words, json, pairs };
}

function readJson(
    folded: FoldedText,
    keyword: string,
    words: readonly [number, number][],
    end: number,
): JsonForm | undefined {
    const start = words[keyword === 'HEALTHCHECK' ? 1 : 0]?.[0];
    return start !== undefined && folded.text[start] === '[' ? readJsonForm(folded, start, end) : undefined;
}

function readBodies(
    { lines, escape, faults }: ParseState,
    folded: FoldedText,
    start: number,
    end: number,
    keyword: string,
    line: { current: number },
): Heredoc[] {
    const markers = findHeredocMarkers(folded, start, end, escape, faults);
    if (markers.length === 0) return [];
    if (keyword === 'RUN') for (const fault of checkMarkerLine(folded, start, end, escape)) faults.push(fault);
    const { heredocs, next } = readHeredocs(lines, line.current, markers, escape, faults);
    line.current = next;
    return heredocs;
}
