import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import * as vscode from 'vscode';
import { actionsAt, apply, replaceAll, ruleOf, untitled } from './dockerfiles';
import { eventually, test } from './harness';

const text = 'FROM debian:13\nRUN echo a && \\\n    cat $name\n';

/** What ShellCheck 0.9.0 says of that RUN. */
const answer = {
    comments: [
        comment({ level: 'warning', code: 2154, message: 'name is referenced but not assigned.', fix: null }),
        comment({
            level: 'info',
            code: 2086,
            message: 'Double quote to prevent globbing and word splitting.',
            fix: { replacements: [quote(19, 'afterEnd'), quote(24, 'beforeStart')] },
        }),
    ],
};

function comment(rest: object): object {
    return { file: '-', line: 2, endLine: 2, column: 19, endColumn: 24, ...rest };
}

function quote(column: number, insertionPoint: string): object {
    return { column, endColumn: column, line: 2, endLine: 2, insertionPoint, precedence: 7, replacement: '"' };
}

export function shellCheckTests(): void {
    test('what ShellCheck finds stands at its exact place in RUN', () =>
        withStandIn(async () => {
            const document = await untitled(text);
            const found = await shown(document, 2);
            for (const { range } of found) assert.equal(document.getText(range), '$name');
            const [, quoting] = found;
            assert.ok(quoting && typeof quoting.code === 'object');
            assert.equal(ruleOf(quoting), 'SC2086');
            assert.equal(quoting.severity, vscode.DiagnosticSeverity.Information);
            assert.equal(quoting.code.target.toString(), 'https://www.shellcheck.net/wiki/SC2086');

            const actions = await actionsAt(document, quoting.range, vscode.CodeActionKind.QuickFix);
            await apply(actions.find(({ title }) => title.includes('repair of `SC2086`')));
            assert.equal(document.getText(), text.replace('$name', '"$name"'));
            await shown(document, 0);

            await replaceAll(document, text);
            const [unset] = await shown(document, 2);
            assert.ok(unset);
            const ways = await actionsAt(document, unset.range, vscode.CodeActionKind.QuickFix);
            await apply(ways.find(({ title }) => /Ignore `SC2154` for this/.test(title)));
            assert.match(document.getText(), /\n# gopherdock ignore=SC2154\nRUN/);
            await shown(document, 1);
        }));

    test('ShellCheck can be switched off', () =>
        withStandIn(async () => {
            const settings = vscode.workspace.getConfiguration('gopherdock');
            const document = await untitled(text);
            await shown(document, 2);
            try {
                await settings.update('shellcheck.enabled', 'off', true);
                await shown(document, 0);
            } finally {
                await settings.update('shellcheck.enabled', undefined, true);
            }
            await shown(document, 2);
        }));

    test('the next key ends a ShellCheck that is still reading', () =>
        withStandIn(async (folder) => {
            const document = await untitled(text.replace('$name', 'slow'));
            const processFile = join(folder, 'process');
            const id = Number(
                await eventually(
                    async () => existsSync(processFile) && (await readFile(processFile, 'utf8')).trim(),
                    'a ShellCheck that reads',
                ),
            );
            assert.ok(isRunning(id));
            await replaceAll(document, text);
            await eventually(() => !isRunning(id), 'its end');
            await shown(document, 2);
        }));
}

/** For a window that is not trusted. */
export function untrustedShellCheckTests(): void {
    test('ShellCheck is not started in Restricted Mode', () =>
        withStandIn(async (folder) => {
            const document = await untitled(`${text}MAINTAINER me\n`);
            await eventually(
                () =>
                    vscode.languages
                        .getDiagnostics(document.uri)
                        .some((each) => ruleOf(each) === 'maintainer-deprecated'),
                'what we find ourselves',
            );
            await new Promise((resolve) => setTimeout(resolve, 1000));
            assert.deepEqual(ofShellCheck(document), []);
            assert.ok(!existsSync(join(folder, 'started')));
        }));
}

/** A program named `shellcheck` on the PATH while `use` runs; it writes into its folder that it was started. */
async function withStandIn(use: (folder: string) => Promise<void>): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'gopherdock-shellcheck-'));
    const before = process.env['PATH'] ?? '';
    await writeFile(join(folder, 'answer.json'), JSON.stringify(answer));
    await writeFile(
        join(folder, 'shellcheck'),
        `#!/bin/sh
cd '${folder}' && : > started
case "$(cat)" in
    *'"$name"'*) ;;
    *'cat $name'*) cat answer.json && exit 1 ;;
    *slow*) echo $$ > process && exec sleep 60 ;;
esac
echo '{"comments":[]}'
`,
    );
    await chmod(join(folder, 'shellcheck'), 0o755);
    process.env['PATH'] = `${folder}${delimiter}${before}`;
    try {
        await use(folder);
    } finally {
        process.env['PATH'] = before;
        await rm(folder, { recursive: true, force: true });
    }
}

function ofShellCheck(document: vscode.TextDocument): vscode.Diagnostic[] {
    return vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'shellcheck');
}

function shown(document: vscode.TextDocument, count: number): Promise<vscode.Diagnostic[]> {
    return eventually(
        () => {
            const found = ofShellCheck(document);
            return found.length === count ? found : undefined;
        },
        `${String(count)} findings of ShellCheck`,
    );
}

function isRunning(id: number): boolean {
    try {
        process.kill(id, 0);
        return true;
    } catch {
        return false;
    }
}
