import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { eventually, page, runTests, test } from './harness';
import { workspaceFolder } from './scaffold';
import { untrustedShellCheckTests } from './shellcheck';

export async function run(): Promise<void> {
    test('a Dockerfile is judged in Restricted Mode', async () => {
        assert.equal(vscode.workspace.isTrusted, false);
        const document = await vscode.workspace.openTextDocument({
            language: 'dockerfile',
            content: 'FROM golang\nRUN go build .\n',
        });
        await vscode.window.showTextDocument(document);
        await eventually(() => vscode.languages.getDiagnostics(document.uri).length > 0, 'a finding');
    });

    test('container files are previewed in Restricted Mode', async () => {
        void vscode.commands.executeCommand(
            'gopherdock.addContainerFiles',
            vscode.Uri.file(join(workspaceFolder(), 'go.mod')),
        );
        await eventually(
            async () => (await page<{ label: string }[]>('quickPickItems')).some(({ label }) => label === 'Dockerfile'),
            'the preview',
        );
        await page('press', 'Escape');
    });

    test('the view says that nothing is executed', async () => {
        await page('openView', 'Gopherdock');
        await eventually(async () => (await page<string>('welcomeText')).includes('not trusted'), 'the welcome text');
        await page('screenshot', 'restricted');
    });

    test('building is refused with a reason', async () => {
        void vscode.commands.executeCommand('gopherdock.buildImage');
        assert.match(await page<string>('notification', 'trust'), /trust/i);
    });

    untrustedShellCheckTests();

    await runTests();
}
