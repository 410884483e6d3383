import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { eventually, hasPage, page, test } from './harness';

interface PickItem {
    readonly label: string;
    readonly description: string;
    readonly detail: string;
    readonly checked: boolean;
}

export function workspaceFolder(): string {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    return folder.uri.fsPath;
}

const readText = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined);
const proposal = (): Promise<readonly PickItem[]> =>
    eventually(async () => {
        const items = await page<readonly PickItem[]>('quickPickItems');
        return items.some(({ label }) => ['Dockerfile', '.dockerignore'].includes(label)) ? items : undefined;
    }, 'the files to be written');

/** Starts the command as a person does, so that nothing here waits for its end. */
function addContainerFiles(): void {
    void vscode.commands.executeCommand('gopherdock.addContainerFiles');
}

export function scaffoldTests(): void {
    if (!hasPage) return;
    const root = workspaceFolder();
    const dockerfile = join(root, 'Dockerfile');
    const ignoreFile = join(root, '.dockerignore');

    test('container files are previewed, and Escape writes nothing', async () => {
        addContainerFiles();
        const items = await proposal();
        assert.deepEqual(items.map(({ label, checked }) => [label, checked]).sort(), [
            ['.dockerignore', true],
            ['Dockerfile', true],
        ]);
        assert.ok(
            items.every(({ detail }) => detail.length > 10),
            'each file says why',
        );
        await page('screenshot', 'preview');
        await page('press', 'Escape');
        await page('pause', 500);
        assert.equal(await readText(dockerfile), undefined);
    });

    test('more files and another base can be chosen, and the reasons read, before anything is written', async () => {
        addContainerFiles();
        await proposal();
        await page('clickQuickInputButton', 'More files');
        await eventually(
            async () => (await page<readonly PickItem[]>('quickPickItems')).some(({ label }) => label === 'compose'),
            'the kinds of files',
        );
        await page('pick', 'compose');
        await page('answer');
        await eventually(
            async () =>
                (await page<readonly PickItem[]>('quickPickItems')).some(({ label }) => label === 'compose.yaml'),
            'compose.yaml among the files',
        );
        await page('clickQuickInputButton', 'Another base image');
        await page('pick', 'scratch');
        await proposal();
        const shown = (): string =>
            vscode.window.visibleTextEditors.map(({ document }) => document.getText()).join('\n');
        await eventually(() => /^FROM scratch AS/m.test(shown()), 'the preview with the other base');
        await page('clickQuickInputButton', 'Reasons');
        await eventually(async () => /scratch/.test(await page<string>('webviewText')), 'the reasons');
        await page('screenshot', 'reasons');
        await page('press', 'Escape');
        await page('pause', 500);
        assert.equal(await readText(dockerfile), undefined);
    });

    test('accepted files are written whole, and the Dockerfile opens without a finding', async () => {
        addContainerFiles();
        await proposal();
        await page('answer');
        const text = await eventually(() => readText(dockerfile), 'the Dockerfile');
        assert.match(text, /^# syntax=docker\/dockerfile:1/);
        assert.match(text, /AS api/);
        assert.ok(await eventually(() => readText(ignoreFile), 'the .dockerignore'));
        await eventually(
            () => vscode.window.activeTextEditor?.document.uri.fsPath === dockerfile,
            'the Dockerfile to be shown',
        );
        await page('pause', 1000);
        assert.deepEqual(vscode.languages.getDiagnostics(vscode.Uri.file(dockerfile)), []);
    });

    test('a second run says that everything is up to date', async () => {
        addContainerFiles();
        await page('notification', 'up to date');
        await page('closeNotifications');
    });

    test('an edited file is not ticked, and accepting leaves it as it is', async () => {
        const edited = `${(await readText(dockerfile)) ?? ''}# mine\n`;
        await writeFile(dockerfile, edited);
        addContainerFiles();
        const items = await proposal();
        assert.deepEqual(
            items.map(({ label, checked }) => [label, checked]),
            [['Dockerfile', false]],
        );
        await page('answer');
        await page('pause', 500);
        assert.equal(await readText(dockerfile), edited);
    });

    test('a folder that cannot be written to is said, and nothing is lost', async () => {
        await rm(dockerfile);
        await rm(ignoreFile);
        // The super user may write anywhere: a folder in the file's place stops him too.
        await mkdir(join(dockerfile, 'full'), { recursive: true });
        try {
            addContainerFiles();
            await proposal();
            await page('answer');
            const said = await page<string>('notification', 'cannot be written');
            assert.match(said, /Dockerfile cannot be written, (nothing|\.dockerignore) was written/);
            assert.equal(await readText(join(root, 'Dockerfile.part')), undefined);
        } finally {
            await rm(dockerfile, { recursive: true, force: true });
            await rm(ignoreFile, { force: true });
            await page('closeNotifications');
        }
    });

    test('a broken go.mod is said with its line', async () => {
        const goMod = join(root, 'go.mod');
        const good = (await readText(goMod)) ?? '';
        try {
            await writeFile(goMod, 'modul example.com/shop\n');
            await page('pause', 1000);
            addContainerFiles();
            const said = await page<string>('notification', 'go.mod');
            assert.match(said, /go\.mod/);
        } finally {
            await writeFile(goMod, good);
            await page('pause', 1000);
            await page('closeNotifications');
        }
    });
}
