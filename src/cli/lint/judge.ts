import path from 'node:path';
import { parseDockerfile } from '../../dockerfile/parse';
import type { LintConfig } from '../../rules/config';
import { fixAll } from '../../rules/fix';
import { lint, type LintOptions } from '../../rules/lint';
import { loadSubject } from '../../rules/load';
import type { Finding } from '../../rules/rule';
import { CommandError } from '../commandError';
import { replaceFiles } from '../replaceFiles';
import { decode, type Document } from './documents';
import type { Surroundings } from './surroundings';

export interface Judgement {
    readonly findings: readonly Finding[];
    /** How many fixes were written to the file. */
    readonly fixed: number;
}

export interface JudgeOptions extends Pick<LintOptions, 'profile' | 'only'> {
    /** Whether to repair the file first, as far as that needs no person. */
    readonly fix: boolean;
    readonly complain: (message: string) => void;
}

/** Judges one Dockerfile where it stands; where it cannot be repaired, that is told, and it is judged as it is. */
export async function judgeDocument(
    document: Document,
    { root, files, project, contextFiles }: Surroundings,
    config: LintConfig,
    { fix, complain, ...asked }: JudgeOptions,
): Promise<Judgement> {
    const { text, isExact } = decode(document.bytes);
    const given = { project, contextFolder: '', contextFiles, settings: config.settings };
    const relative = path.relative(root, document.place).replaceAll(path.sep, '/');
    const subject = await loadSubject(files, { path: relative, text }, given);
    const onRuleError = (id: string, error: unknown): void => {
        complain(`\`${document.file}\`: the rule \`${id}\` failed: ${String(error)}`);
    };
    const options = { ...asked, config, onRuleError };
    const judge = (current: string): readonly Finding[] =>
        lint({ ...subject, dockerfile: parseDockerfile(current) }, options);
    if (fix) {
        const repaired = fixAll(text, judge);
        if (repaired.fixed > 0 && (await write(document, repaired.text, isExact, complain)))
            return { findings: judge(repaired.text), fixed: repaired.fixed };
    }
    return { findings: lint(subject, options), fixed: 0 };
}

/** Whether it was written. */
async function write(
    { file, place }: Document,
    content: string,
    isExact: boolean,
    complain: (message: string) => void,
): Promise<boolean> {
    try {
        if (!isExact) throw new CommandError(`cannot write \`${file}\`: it is no UTF-8 text`);
        await replaceFiles([{ file: place, shown: file, content }]);
        return true;
    } catch (error) {
        if (!(error instanceof CommandError)) throw error;
        complain(error.message);
        return false;
    }
}
