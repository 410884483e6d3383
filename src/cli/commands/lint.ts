import path from 'node:path';
import { reaches } from '../../rules/lint';
import { ruleIds, aliasNames } from '../../rules/knownNames';
import type { Severity } from '../../rules/rule';
import { defineCommand } from '../command';
import { CommandError } from '../commandError';
import { formatNames, formats } from '../formats/index';
import type { ReportedFile } from '../formats/format';
import { createConfigs } from '../lint/configs';
import { fileKinds } from '../lint/containerFiles';
import { readDocuments, requireExact, type Document } from '../lint/documents';
import { judgeDocument, type Judgement } from '../lint/judge';
import { createSurroundings } from '../lint/surroundings';
import { choice, flag, text, texts } from '../options';
import { replaceFiles } from '../replaceFiles';
import type { Terminal } from '../terminal';

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

        const complaints = new Complaints(terminal);
        const complain = (message: string) => {
            complaints.add(message);
        };
        const configAt = await createConfigs(values.config, terminal.folder, complain);
        const surroundingsOf = createSurroundings({ withProject: !values['no-project'] });
        const paths = given.length === 0 && stdin === undefined ? ['.'] : given;
        const reported: ReportedFile[] = [];
        let fails = false;
        for await (const document of readDocuments({ paths, stdin, hasKind: kind !== undefined }, terminal, complain)) {
            const folder = path.dirname(document.place);
            const surroundings = await surroundingsOf(folder);
            const config = await configAt(folder, surroundings.root);
            const options = {
                profile: values.profile ?? config.profile ?? 'recommended',
                ...(rule.length > 0 && { only: rule }),
                onRuleError: (id: string, error: unknown) => {
                    complain(`\`${document.file}\`: the rule \`${id}\` failed: ${String(error)}`);
                },
            };
            const judgement = await judgeDocument(document, surroundings, config, options, fix);
            const written = await write(document, judgement, complain);
            const { findings, fixed } = written
                ? judgement
                : await judgeDocument(document, surroundings, config, options, false);
            reported.push({ file: document.file, findings, fixed });
            const threshold = values['fail-on'] ?? config.failOn ?? 'warning';
            fails ||= findings.some(({ severity }) => reaches(severity, threshold));
        }
        const render = formats[json ? 'json' : (values.format ?? 'text')];
        terminal.write(render({ files: reported, colours: terminal.colours }));
        return complaints.tell() ? 2 : fails ? 1 : 0;
    },
});

/** Whether the file holds what was judged: nothing was to be repaired, or it could be written. */
async function write(
    document: Document,
    { fixed, text: repaired }: Judgement,
    complain: (message: string) => void,
): Promise<boolean> {
    if (fixed === 0) return true;
    try {
        requireExact(document);
        await replaceFiles([{ file: document.place, shown: document.file, content: repaired }]);
        return true;
    } catch (error) {
        if (!(error instanceof CommandError)) throw error;
        complain(error.message);
        return false;
    }
}

function requireRule(name: string): void {
    const check = name.slice(name.indexOf(':') + 1);
    if (!ruleIds.has(name) && !aliasNames.has(check)) throw new CommandError(`there is no rule \`${name}\``);
}

/** What went wrong on the way, told in one line at the end, so that a script finds all of it there. */
class Complaints {
    readonly #terminal: Terminal;
    readonly #messages: string[] = [];

    constructor(terminal: Terminal) {
        this.#terminal = terminal;
    }

    add(message: string): void {
        this.#messages.push(message);
    }

    /** Whether there was anything to tell. */
    tell(): boolean {
        const more = this.#messages.length - mostComplaints;
        const shown = this.#messages.slice(0, mostComplaints);
        if (more > 0) shown.push(`and ${more} more`);
        if (shown.length > 0) this.#terminal.complain(shown.join('; '));
        return shown.length > 0;
    }
}

const mostComplaints = 10;
