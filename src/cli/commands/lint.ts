import path from 'node:path';
import { reaches } from '../../rules/lint';
import { ruleIds, aliasNames } from '../../rules/knownNames';
import type { Severity } from '../../rules/rule';
import { defineCommand } from '../command';
import { CommandError } from '../commandError';
import { Complaints } from '../complaints';
import { formatNames, formats } from '../formats/index';
import type { ReportedFile } from '../formats/format';
import { createConfigs } from '../lint/configs';
import { fileKinds } from '../lint/containerFiles';
import { readDocuments, type Document } from '../lint/documents';
import { judgeDocument } from '../lint/judge';
import { createSurroundings } from '../lint/surroundings';
import { choice, flag, text, texts } from '../options';

const severities = ['error', 'warning', 'info', 'hint'] as const satisfies readonly Severity[];

export const lintCommand = defineCommand({
    name: 'lint',
    summary: 'Judges Dockerfiles, together with the Go project that they build',
    paths: { takes: '[path]...', most: Infinity },
    options: {
        stdin: text('NAME', 'Judge what comes through the standard input as if it were the file NAME'),
        kind: choice(fileKinds, 'What the files are, whatever their names'),
        profile: choice(['recommended', 'strict', 'all'], 'Which rules run (default: recommended)'),
        rule: texts('ID', 'Run only this rule, by id or by the name of the check elsewhere; may be repeated'),
        'no-project': flag('Do not look at go.mod and Go sources'),
        config: text('FILE', 'A .gopherdock.yaml or .hadolint.yaml to use instead of the nearest one'),
        format: choice(formatNames, 'How the findings are written (default: text)'),
        json: flag('The same as --format json'),
        fix: flag('Repair in the files what needs no person to look'),
        'fail-on': choice([...severities, 'none'], 'The least severity that gives exit code 1 (default: warning)'),
    },
    notes: [
        'A path is a file or a folder that is searched for Dockerfiles; without one, the working directory is.',
        'Exit code 0: fine, 1: findings at or above --fail-on, 2: wrong use, or a file that cannot be read or written.',
    ],
    async run(values, given, terminal) {
        const { stdin, kind, rule, json, fix } = values;
        if (kind !== undefined && kind !== 'dockerfile') throw new CommandError(`${kind} files are not judged yet`);
        if (fix && stdin !== undefined) throw new CommandError('`--fix` cannot repair what comes through `--stdin`');
        if (json && values.format !== undefined && values.format !== 'json')
            throw new CommandError(`\`--json\` and \`--format ${values.format}\` contradict each other`);
        for (const name of rule) requireRule(name);

        const complaints = new Complaints();
        const complain = complaints.add;
        const configAt = await createConfigs(values.config, terminal.folder, complain);
        const surroundingsOf = createSurroundings(!values['no-project'], terminal.folder);
        const judge = async (document: Document): Promise<ReportedFile & { readonly fails: boolean }> => {
            const folder = path.dirname(document.place);
            const surroundings = await surroundingsOf(document.place);
            const config = await configAt(folder, surroundings.root);
            const profile = values.profile ?? config.profile ?? 'recommended';
            const options = { profile, ...(rule.length > 0 && { only: rule }), fix, complain };
            const judgement = await judgeDocument(document, surroundings, config, options);
            const threshold = values['fail-on'] ?? config.failOn ?? 'warning';
            const fails = judgement.findings.some(({ severity }) => reaches(severity, threshold));
            return { file: document.file, ...judgement, fails };
        };

        const paths = given.length === 0 && stdin === undefined ? ['.'] : given;
        const documents = readDocuments({ paths, stdin, hasKind: kind !== undefined }, terminal, complain);
        const files = await collectParallel(documents, judge);
        const render = formats[json ? 'json' : (values.format ?? 'text')];
        terminal.write(render({ files, colours: terminal.colours }));
        const line = complaints.line();
        if (line !== undefined) terminal.complain(line);
        return line !== undefined ? 2 : files.some(({ fails }) => fails) ? 1 : 0;
    },
});

const parallel = 16;

/** In the order in which they come; some at a time, for the disk to have something to do. */
async function collectParallel<T, R>(items: AsyncIterable<T>, action: (item: T) => Promise<R>): Promise<readonly R[]> {
    const results: R[] = [];
    let batch: Promise<R>[] = [];
    for await (const item of items) {
        batch.push(action(item));
        if (batch.length < parallel) continue;
        results.push(...(await Promise.all(batch)));
        batch = [];
    }
    return [...results, ...(await Promise.all(batch))];
}

function requireRule(name: string): void {
    const check = name.slice(name.indexOf(':') + 1);
    if (!ruleIds.has(name) && !aliasNames.has(check)) throw new CommandError(`there is no rule \`${name}\``);
}
