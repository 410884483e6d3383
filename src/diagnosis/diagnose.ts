import type { Project } from '../project/project';
import type { Diagnosis, Failure } from './failure';
import { signatures } from './index';
import { readableLine } from './readableLine';
import type { Likelihood, Match, Signature } from './signature';

/** Of a longer log the end is read: what went wrong last is what a person asks about. */
const mostLines = 50_000;
const longestEvidence = 400;
const ranks: Readonly<Record<Likelihood, number>> = { certain: 0, likely: 1, possible: 2 };

/** What is known to fail like this, most likely first; empty where nothing is known. Each failure is named once, with its best evidence. */
export function diagnose(failure: Failure, project?: Project): readonly Diagnosis[] {
    const texts = textsOf(failure);
    return signatures
        .filter(({ phases }) => phases.includes(failure.phase))
        .flatMap((signature) => recognise(signature, failure, texts, project))
        .sort((one, other) => one.rank - other.rank || one.order - other.order)
        .map(({ diagnosis }) => diagnosis);
}

interface Candidate {
    readonly diagnosis: Diagnosis;
    readonly rank: number;
    /** Among equally likely ones the better evidence comes first. */
    readonly order: number;
}

interface Text {
    readonly line: number;
    readonly text: string;
}

/**
 * All that can be recognised by its words, the best evidence first: the engine's word, then the log, then the probe. In a build the first error brings
 * on the others; of a program the last words tell why it ended.
 */
function textsOf({ phase, lines, engineError, health }: Failure): readonly Text[] {
    const first = Math.max(0, lines.length - mostLines);
    const log = lines.slice(first).map((raw, index) => ({ line: first + index, text: readableLine(raw) }));
    if (phase !== 'build') log.reverse();
    const probes = health.flatMap(({ output }) => linesOf(output)).reverse();
    return [...linesOf(engineError ?? ''), ...log, ...probes];
}

function linesOf(words: string): readonly Text[] {
    return words
        .slice(0, 64 * 1024)
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => ({ line: -1, text: readableLine(line) }));
}

function recognise(
    signature: Signature,
    failure: Failure,
    texts: readonly Text[],
    project: Project | undefined,
): readonly Candidate[] {
    for (const [order, match] of matches(signature, failure, texts)) {
        const explained = signature.explain(match, failure, project);
        if (explained === undefined) continue;
        const { likelihood, cause, remedy, fixes = [] } = explained;
        const evidence = { line: match.line, text: match.text.trim().slice(0, longestEvidence) };
        return [{ diagnosis: { id: signature.id, cause, remedy, evidence, fixes }, rank: ranks[likelihood], order }];
    }
    return [];
}

function* matches({ shows }: Signature, failure: Failure, texts: readonly Text[]): Iterable<[number, Match]> {
    if (typeof shows === 'function') {
        const match = shows(failure);
        if (match !== undefined) yield [-1, match];
        return;
    }
    for (const [order, { line, text }] of texts.entries()) {
        const found = shows.exec(text);
        if (found !== null) yield [order, { line, text, groups: found }];
    }
}
