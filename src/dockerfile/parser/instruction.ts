import { checkInstruction } from './checkInstruction';
import { readFlags } from './flags';
import { foldLines, spanOf, type FoldedText } from './fold';
import { checkMarkerLine, findHeredocMarkers, readHeredocs } from './heredocs';
import { readJsonForm } from './json';
import { keywords } from './keywords';
import { isBlank, skipBlanks, skipSpace, trimSpace, type Lines } from './lines';
import { readArguments, readVariablePairs } from './pairs';
import type { Comment, Escape, Instruction, JsonForm, Span, SyntaxFault } from '../syntax';
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
    const instruction = readInstruction(state, folded, start, end, line, { stagesBefore, emptyContinuations });
    return { instruction, comments, next: line.current };
}

interface Surroundings {
    readonly stagesBefore: number;
    readonly emptyContinuations: readonly Span[];
    readonly isTrigger?: boolean;
}

function readInstruction(
    state: ParseState,
    folded: FoldedText,
    start: number,
    end: number,
    line: { current: number },
    surroundings: Surroundings,
): Instruction {
    const { text } = folded;
    const { escape, faults } = state;
    const { stagesBefore, emptyContinuations, isTrigger = false } = surroundings;
    let keywordEnd = start;
    while (keywordEnd < end && !isBlank(text[keywordEnd])) keywordEnd++;
    const keyword = text.slice(start, keywordEnd).toUpperCase();
    const syntax = keywords.get(keyword);
    const ownFaults: SyntaxFault[] = [];
    const wordFaults = syntax?.expands === true ? ownFaults : [];

    const isOnbuild = keyword === 'ONBUILD';
    const { flags, next: bodyStart } =
        syntax === undefined || isOnbuild
            ? { flags: [], next: skipBlanks(text, keywordEnd, end) }
            : readFlags(folded, keywordEnd, end, escape, wordFaults);
    const split = syntax?.splitsAtEveryBlank === true ? splitAtBlanks : splitWords;
    const wordRanges = split(text, bodyStart, end, escape);
    const json = syntax?.takesJson === true ? readJson(folded, keyword, wordRanges, end) : undefined;
    const readPairs = { variables: readVariablePairs, arguments: readArguments, none: () => [] }[
        syntax?.pairs ?? 'none'
    ];
    const pairs = readPairs(folded, wordRanges, escape, wordFaults);
    const faultsOfWords = syntax?.pairs === undefined && json?.valid !== true ? wordFaults : [];
    const words = wordRanges.map(([from, to]) => readWord(folded, from, to, escape, faultsOfWords));

    const trigger =
        isOnbuild && bodyStart < end && !isTrigger
            ? readInstruction(state, folded, bodyStart, end, line, {
                  stagesBefore,
                  emptyContinuations: [],
                  isTrigger: true,
              })
            : undefined;
    const markers = syntax?.takesHeredocs === true ? findHeredocMarkers(folded, bodyStart, end, escape, ownFaults) : [];
    if (markers.length > 0 && keyword === 'RUN') ownFaults.push(...checkMarkerLine(folded, bodyStart, end, escape));
    const { heredocs, next } = readHeredocs(state.lines, line.current, markers, escape, ownFaults);
    line.current = next;

    const keywordSpan = spanOf(folded, start, keywordEnd);
    const body = bodyStart < end ? spanOf(folded, bodyStart, end) : { start: keywordSpan.end, end: keywordSpan.end };
    const contentEnd = spanOf(folded, start, end).end;
    const instruction: Instruction = {
        start: keywordSpan.start,
        end: Math.max(contentEnd, heredocs.at(-1)?.end ?? 0, trigger?.end ?? 0),
        keyword,
        keywordSpan,
        flags,
        body,
        words,
        json,
        pairs,
        heredocs,
        trigger,
        emptyContinuations,
        stage: stageOf(keyword, stagesBefore, isTrigger),
    };
    faults.push(...ownFaults, ...checkInstruction(instruction));
    return instruction;
}

function stageOf(keyword: string, stagesBefore: number, isTrigger: boolean): number | undefined {
    if (keyword === 'FROM' && !isTrigger) return stagesBefore;
    return stagesBefore === 0 ? undefined : stagesBefore - 1;
}

function readJson(
    folded: FoldedText,
    keyword: string,
    words: readonly [number, number][],
    end: number,
): JsonForm | undefined {
    const skipped = keyword === 'HEALTHCHECK' ? 1 : 0;
    const start = words[skipped]?.[0];
    return start !== undefined && folded.text[start] === '[' ? readJsonForm(folded, start, end) : undefined;
}
