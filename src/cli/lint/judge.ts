import path from 'node:path';
import { parseDockerfile } from '../../dockerfile/parse';
import type { LintConfig } from '../../rules/config';
import { fixAll } from '../../rules/fix';
import { lint, type LintOptions } from '../../rules/lint';
import { loadSubject } from '../../rules/load';
import type { Finding } from '../../rules/rule';
import { decode, type Document } from './documents';
import type { Surroundings } from './surroundings';

export interface Judgement {
    /** The text that was judged: with `fix`, the repaired one. */
    readonly text: string;
    readonly findings: readonly Finding[];
    /** How many fixes were applied to it. */
    readonly fixed: number;
}

/** Judges one Dockerfile where it stands; with `fix`, repairs its text first as far as that needs no person. */
export async function judgeDocument(
    { place, bytes }: Document,
    { root, files, project, contextFiles }: Surroundings,
    config: LintConfig,
    options: Omit<LintOptions, 'config'>,
    fix: boolean,
): Promise<Judgement> {
    const { text } = decode(bytes);
    const given = { project, contextFolder: '', contextFiles, settings: config.settings };
    const relative = path.relative(root, place).replaceAll(path.sep, '/');
    const subject = await loadSubject(files, { path: relative, text }, given);
    const judge = (current: string): readonly Finding[] =>
        lint({ ...subject, dockerfile: parseDockerfile(current) }, { ...options, config });
    if (!fix) return { text, findings: lint(subject, { ...options, config }), fixed: 0 };
    const { text: repaired, fixed } = fixAll(text, judge);
    return { text: repaired, findings: judge(repaired), fixed };
}
