import { symlink } from 'node:fs/promises';
import * as vscode from 'vscode';
import { eventually, page, runTests, test } from './harness';

const address = (name: string): string => (process.env[name] ?? '').replace(/^unix:\/\//, '');

interface Row {
    readonly label: string;
    readonly description: string;
}

/** In a VS Code whose engine does not answer at first. */
export async function run(): Promise<void> {
    test('without an engine the view says so and offers what to do', async () => {
        await page('openView', 'Gopherdock');
        await eventually(
            async () => (await page<string>('welcomeText')).includes('No container engine answers'),
            'the welcome text',
        );
        await page('screenshot', 'no engine');
    });

    test('without an engine a Dockerfile is judged', async () => {
        const document = await vscode.workspace.openTextDocument({ language: 'dockerfile', content: 'FROM golang\n' });
        await eventually(() => vscode.languages.getDiagnostics(document.uri).length > 0, 'a finding');
    });

    test('the help names what to do on this system', async () => {
        void vscode.commands.executeCommand('gopherdock.showEngineHelp');
        await eventually(
            async () => (await page<readonly Row[]>('quickPickItems')).some(({ label }) => /docker/i.test(label)),
            'the steps',
        );
        await page('screenshot', 'engine help');
        await page('press', 'Escape');
    });

    test('when the engine starts, the tree fills by itself', async () => {
        await symlink(address('GOPHERDOCK_TEST_LATER'), address('DOCKER_HOST'));
        await eventually(async () => {
            const labels = (await page<readonly Row[]>('treeRows', 'Go Containers')).map(({ label }) => label);
            return labels.includes('api') && labels.includes('worker');
        }, 'the commands');
        await page('screenshot', 'engine came');
    });

    await runTests();
}
