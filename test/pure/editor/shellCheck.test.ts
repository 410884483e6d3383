import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { parseDockerfile } from '../../../src/dockerfile/parse';
import { shellScriptsOf, type ShellScript } from '../../../src/dockerfile/shellScript';
import { shellCheckRule } from '../../../src/editor/shellcheck/faults';
import { readReport } from '../../../src/editor/shellcheck/report';
import { defaultConfig, readConfig } from '../../../src/rules/config';
import { applyEdits } from '../../../src/rules/fix';
import { judge } from '../../../src/rules/lint';
import type { Finding } from '../../../src/rules/rule';

const root = 'test/fixtures/editor/shellcheck';

/** What ShellCheck said of each script of a case, as JSON; `RECORD=1` asks the one on the PATH again. */
function answersTo(name: string, scripts: readonly ShellScript[]): readonly string[] {
    const file = `${root}/${name}.json`;
    if (process.env['RECORD'] === '1') {
        const answers = scripts.map((script): unknown => JSON.parse(ask(script)));
        writeFileSync(file, `${JSON.stringify(answers, undefined, 1)}\n`);
    }
    const recorded = JSON.parse(readFileSync(file, 'utf8')) as readonly unknown[];
    assert.equal(recorded.length, scripts.length, 'an answer for each script');
    return recorded.map((answer) => JSON.stringify(answer));
}

function ask({ dialect, excluded, text }: ShellScript): string {
    const args = ['--norc', '--format=json1', `--shell=${dialect}`, `--exclude=${excluded.join(',')}`, '-'];
    try {
        return execFileSync('shellcheck', args, { input: text, encoding: 'utf8' });
    } catch (error) {
        return (error as { readonly stdout: string }).stdout;
    }
}

function judgeCase(name: string, text: string): readonly Finding[] {
    const dockerfile = parseDockerfile(text);
    const scripts = shellScriptsOf(dockerfile);
    const answers = answersTo(name, scripts);
    const checked = scripts.map((script, index) => ({ script, comments: readReport(answers[index] ?? '') }));
    const configFile = `${root}/${name}.hadolint.yaml`;
    const config = existsSync(configFile)
        ? readConfig('.hadolint.yaml', readFileSync(configFile, 'utf8')).config
        : defaultConfig;
    return judge(
        { dockerfile, project: undefined, context: undefined, settings: config.settings },
        [shellCheckRule(checked)],
        { profile: 'recommended', config },
    );
}

/** Each finding with the text that it marks, and the lines that its repair changes. */
function describe(text: string, findings: readonly Finding[]): string {
    const lines = text.split(/\r?\n/);
    return findings
        .map(({ range: { start, end }, severity, message, aliases, fixes }) => {
            const marked =
                start.line === end.line
                    ? lines[start.line]?.slice(start.character, end.character)
                    : '(more than a line)';
            const repaired = fixes.flatMap(({ edits }) =>
                applyEdits(text, edits)
                    .split(/\r?\n/)
                    .filter((line) => !lines.includes(line))
                    .map((line) => `    ${line}\n`),
            );
            const place = `${start.line + 1}:${start.character + 1}`;
            return `${place} ${severity} ${aliases.join()} ${message}: ${marked ?? ''}\n${repaired.join('')}`;
        })
        .join('');
}

suite('what ShellCheck finds in RUN', () => {
    for (const file of readdirSync(root).filter((each) => each.endsWith('.Dockerfile'))) {
        const name = file.replace('.Dockerfile', '');
        test(name.replaceAll('-', ' '), () => {
            const text = readFileSync(`${root}/${file}`, 'utf8');
            const described = describe(text, judgeCase(name, text));
            const wantFile = `${root}/${name}.want`;
            if (process.env['UPDATE'] === '1') writeFileSync(wantFile, described);
            assert.equal(described, existsSync(wantFile) ? readFileSync(wantFile, 'utf8') : '');
        });
    }

    test('line breaks stay CRLF in places and repairs', () => {
        const name = 'places-are-exact-behind-continuations-and-comments';
        const text = readFileSync(`${root}/${name}.Dockerfile`, 'utf8');
        const withCrLf = text.replaceAll('\n', '\r\n');
        assert.deepEqual(
            describe(withCrLf, judgeCase(name, withCrLf)).split('\n'),
            describe(text, judgeCase(name, text)).split('\n'),
        );
    });

    test('an answer that is none is no finding', () => {
        const place = { line: 1, column: 1, endLine: 1, endColumn: 2 };
        const comment = { ...place, level: 'info', code: 2086, message: 'm', fix: null };
        const read = (changes: object): number =>
            readReport(JSON.stringify({ comments: [{ ...comment, ...changes }] })).length;
        assert.equal(read({}), 1);
        assert.equal(read({ line: '1' }), 0);
        assert.equal(read({ column: 0 }), 0);
        assert.equal(read({ endLine: 1.5 }), 0);
        assert.equal(read({ level: 'fatal' }), 0);
        assert.equal(read({ message: undefined }), 0);
        for (const output of ['', 'shellcheck: error', '[]', 'null', '{"comments":1}', '{"comments":[null,1,[]]}'])
            assert.deepEqual(readReport(output), []);
        const broken = {
            replacements: [
                { ...place, replacement: 'a' },
                { ...place, replacement: 1 },
            ],
        };
        const [withBrokenFix] = readReport(JSON.stringify({ comments: [{ ...comment, fix: broken }] }));
        assert.deepEqual(withBrokenFix?.replacements, [], 'half of a repair is none');
    });
});
