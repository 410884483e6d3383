import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';
import {
    actionsAt,
    apply,
    findings,
    one,
    ownDiagnostics,
    replaceAll,
    untitled,
    withFile,
    without,
} from './dockerfiles';
import { eventually, test } from './harness';
import { workspaceFolder } from './scaffold';

const latest = 'FROM alpine:latest\nUSER 1000\n';
const maintainer = 'FROM scratch\nMAINTAINER me\n';

export function lintTests(): void {
    test('an unsaved Dockerfile is judged, and judged again as it is typed', async () => {
        const document = await untitled(latest);
        const finding = await one(document, 'base-image-latest');
        assert.equal(finding.range.start.line, 0);
        assert.ok(
            typeof finding.code === 'object' &&
                finding.code.target.toString() === 'gopherdock-rule:/base-image-latest.md',
        );
        await replaceAll(document, latest.replace('latest', '3.24'));
        await without(document, 'base-image-latest');
        await replaceAll(document, `${latest}MAINTAINER me\n`);
        const deprecated = await one(document, 'maintainer-deprecated');
        assert.deepEqual(deprecated.tags, [vscode.DiagnosticTag.Deprecated]);
    });

    test('a quick fix repairs what it is about and nothing else', async () => {
        const document = await untitled(maintainer);
        const finding = await one(document, 'maintainer-deprecated');
        const actions = await actionsAt(document, finding.range, vscode.CodeActionKind.QuickFix);
        const fix = actions.find(({ isPreferred }) => isPreferred === true);
        await apply(fix);
        await without(document, 'maintainer-deprecated');
        assert.match(document.getText(), /^FROM scratch\nLABEL .*me"?\n$/);
    });

    test('line breaks stay CRLF where they were, in fixes and in comments', async () => {
        const document = await untitled(maintainer.replaceAll('\n', '\r\n'));
        assert.equal(document.eol, vscode.EndOfLine.CRLF);
        const finding = await one(document, 'maintainer-deprecated');
        const actions = await actionsAt(document, finding.range);
        await apply(actions.find(({ title }) => title.includes('for this instruction')));
        await without(document, 'maintainer-deprecated');
        assert.equal(
            document.getText(),
            'FROM scratch\r\n# gopherdock ignore=maintainer-deprecated\r\nMAINTAINER me\r\n',
        );
    });

    test('an exception says why', async () => {
        const document = await untitled(maintainer);
        await vscode.window.showTextDocument(document);
        const finding = await one(document, 'maintainer-deprecated');
        const actions = await actionsAt(document, finding.range);
        await apply(actions.find(({ title }) => title.includes('with a reason')));
        await without(document, 'maintainer-deprecated');
        assert.equal(
            document.getText(),
            'FROM scratch\n# gopherdock ignore=maintainer-deprecated why\nMAINTAINER me\n',
        );
        assert.equal(document.getText(vscode.window.activeTextEditor?.selection), 'why');
    });

    test('a large rewrite is shown before it is made', async () => {
        const document = await untitled(
            'FROM golang:1.26\nWORKDIR /src\nCOPY main.go ./\nRUN CGO_ENABLED=0 go build -o /app main.go\nUSER 65532\nENTRYPOINT ["/app"]\n',
        );
        const finding = await one(document, 'final-stage-ships-toolchain');
        const editor = await vscode.window.showTextDocument(document);
        editor.selection = new vscode.Selection(finding.range.end, finding.range.end);
        const before = document.getText();
        const kind = vscode.CodeActionKind.QuickFix.value;
        const applied = vscode.commands.executeCommand('editor.action.codeAction', { kind, apply: 'first' });
        await pause(1000);
        assert.equal(document.getText(), before);
        for (const command of [
            'refactorPreview.focus',
            'list.focusFirst',
            'refactorPreview.toggleCheckedState',
            'refactorPreview.apply',
        ])
            await vscode.commands.executeCommand(command);
        await applied;
        await without(document, 'final-stage-ships-toolchain');
        assert.match(document.getText(), /^FROM golang:1\.26 AS build\n/);
    });

    test('a rule can be ignored in the file, and explained', async () => {
        const document = await untitled(`# syntax=docker/dockerfile:1\n${maintainer}`);
        const finding = await one(document, 'maintainer-deprecated');
        const actions = await actionsAt(document, finding.range);
        await apply(actions.find(({ title }) => title.includes('in this file')));
        await without(document, 'maintainer-deprecated');
        assert.match(document.getText(), /^# syntax.*\n# gopherdock global ignore=maintainer-deprecated\nFROM/);
        const explain = actions.find(({ command }) => command?.command === 'gopherdock.explainRule');
        assert.deepEqual(explain?.command?.arguments, ['maintainer-deprecated']);
        await vscode.commands.executeCommand(explain.command.command, 'maintainer-deprecated');
        await eventually(
            () =>
                vscode.window.tabGroups.all.some(({ tabs }) =>
                    tabs.some(({ label }) => label.includes('maintainer-deprecated')),
                ),
            'the page about the rule',
        );
        await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    });

    test('fix-all applies every preferred fix at once, as an action on save and as a command', async () => {
        const text = 'FROM golang:1.27 as Build\nMAINTAINER me\nFROM scratch\nCOPY --from=Build /a /a\nUSER 1000\n';
        const document = await untitled(text);
        await findings(document, 'maintainer-deprecated');
        const kind = vscode.CodeActionKind.SourceFixAll.append('gopherdock');
        const actions = await actionsAt(document, new vscode.Range(0, 0, 0, 0), kind);
        assert.equal(actions.length, 1);
        await apply(actions[0]);
        const fixed = document.getText();
        assert.doesNotMatch(fixed, /MAINTAINER| as /);
        await replaceAll(document, text);
        await findings(document, 'maintainer-deprecated');
        await vscode.commands.executeCommand('gopherdock.fixAll', document.uri);
        assert.equal(document.getText(), fixed);
    });

    test('the Go project counts, and what is unsaved in it too', async () => {
        await withFile(
            'Dockerfile.old',
            'FROM golang:1.20\nWORKDIR /src\nCOPY . .\nRUN go test ./...\n',
            async (document) => {
                const finding = await one(document, 'go-image-older-than-go-mod');
                const [related] = finding.relatedInformation ?? [];
                assert.equal(related?.location.uri.path.split('/').at(-1), 'go.mod');
                const goMod = await vscode.workspace.openTextDocument(join(workspaceFolder(), 'go.mod'));
                const before = goMod.getText();
                await replaceAll(goMod, before.replace(/^go .*$/m, 'go 1.19'));
                try {
                    await without(document, 'go-image-older-than-go-mod');
                } finally {
                    await replaceAll(goMod, before);
                    await goMod.save();
                }
                await one(document, 'go-image-older-than-go-mod');
            },
        );
    });

    test('a Dockerfile inside a module of its own is judged with that module', async () => {
        const folder = join(workspaceFolder(), 'own module');
        await mkdir(folder, { recursive: true });
        await writeFile(join(folder, 'go.mod'), 'module example.com/own\n\ngo 1.27\n');
        await writeFile(join(folder, 'main.go'), 'package main\n\nfunc main() {}\n');
        try {
            const text = 'FROM golang:1.26\nWORKDIR /src\nCOPY . .\nRUN go test ./...\n';
            await withFile('own module/Dockerfile', text, async (document) => {
                const finding = await one(document, 'go-image-older-than-go-mod');
                assert.match(finding.relatedInformation?.[0]?.location.uri.path ?? '', /own module\/go\.mod$/);
            });
        } finally {
            await rm(folder, { recursive: true, force: true });
        }
    });

    test('a configuration file switches rules off, and is told what is wrong in it', async () => {
        const config = join(workspaceFolder(), '.gopherdock.yaml');
        await withFile('Dockerfile.config', maintainer, async (document) => {
            await one(document, 'maintainer-deprecated');
            await writeFile(config, 'rules:\n  maintainer-deprecated: off\nnonsense: true\n');
            try {
                await without(document, 'maintainer-deprecated');
                await eventually(() => ownDiagnostics(vscode.Uri.file(config)).length > 0, 'a word about `nonsense`');
            } finally {
                await rm(config, { force: true });
            }
            await one(document, 'maintainer-deprecated');
            await eventually(
                () => ownDiagnostics(vscode.Uri.file(config)).length === 0,
                'silence about a file that is gone',
            );
        });
    });

    test('settings switch rules and everything off and on', async () => {
        const settings = vscode.workspace.getConfiguration('gopherdock');
        const document = await untitled(maintainer);
        await one(document, 'maintainer-deprecated');
        try {
            await settings.update('lint.rules', { 'maintainer-deprecated': 'off', broken: 7 }, true);
            await without(document, 'maintainer-deprecated');
            await settings.update('lint.rules', { 'maintainer-deprecated': 'error' }, true);
            await eventually(
                () => ownDiagnostics(document.uri).some(({ severity }) => severity === vscode.DiagnosticSeverity.Error),
                'an error',
            );
            await settings.update('lint.enabled', false, true);
            await eventually(() => ownDiagnostics(document.uri).length === 0, 'silence');
        } finally {
            await settings.update('lint.rules', undefined, true);
            await settings.update('lint.enabled', undefined, true);
        }
        await one(document, 'maintainer-deprecated');
    });

    test('a byte order mark shifts nothing', async () => {
        await withFile('Dockerfile.bom', `\uFEFF${latest}`, async (document) => {
            const { range } = await one(document, 'base-image-latest');
            assert.equal(document.getText(range).replace('alpine:', ''), 'latest');
        });
    });

    test('binary garbage named Dockerfile harms nothing', async () => {
        const bytes = Uint8Array.from({ length: 20_000 }, (_, index) => ((index * 7919) % 254) + 1);
        await withFile('garbage.dockerfile', bytes, async () => {
            const document = await untitled(maintainer);
            await one(document, 'maintainer-deprecated');
        }).catch((error: unknown) => {
            // the editor itself may refuse to show it as text
            assert.match(String(error), /binary/);
        });
    });

    test('ten thousand lines are judged to the last', async () => {
        const stages = Array.from(
            { length: 2500 },
            (_, index) => `FROM scratch AS s${String(index)}\nENV A=1\nRUN ["/a"]\n\n`,
        );
        const document = await untitled(`${stages.join('')}MAINTAINER me\n`);
        const { range } = await one(document, 'maintainer-deprecated');
        assert.equal(range.start.line, 10_000);
    });

    test('a document that is closed keeps no finding', async () => {
        const document = await untitled(maintainer);
        await vscode.window.showTextDocument(document);
        await one(document, 'maintainer-deprecated');
        await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
        await eventually(() => ownDiagnostics(document.uri).length === 0, 'silence about a closed document');
    });
}
