import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { eventually, hasPage, page, test } from './harness';

interface Row {
    readonly label: string;
    readonly description: string;
    readonly level: number;
    readonly icon: string | undefined;
    readonly aria: string;
    readonly expanded: boolean | undefined;
}

const view = 'Go Containers';
const filesView = 'Container Files';
const run = promisify(execFile);
const docker = async (...args: string[]): Promise<string> => (await run('docker', args)).stdout.trim();
const testLabel = 'gopherdock.test=1';
const rows = (of = view): Promise<readonly Row[]> => page<readonly Row[]>('treeRows', of);
const row = (label: string, what: (row: Row) => boolean = () => true): Promise<Row> =>
    eventually(
        async () => (await rows()).find((each) => each.label === label && what(each)),
        `a row "${label}" in the view`,
    );
const gone = (label: string): Promise<unknown> =>
    eventually(async () => !(await rows()).some((each) => each.label === label), `no row "${label}"`);
const state = (name: string): Promise<string> => docker('inspect', '--format', '{{.State.Status}}', name);
const menu = (label: string, title: string): Promise<unknown> => page('rowMenu', label, title, view);

const one = 'gopherdock-view-one';
const two = 'gopherdock-view-two';
const volume = 'gopherdock-view-volume';
const network = 'gopherdock-view-network';

/** The rest of the containers view: groups, menus, keys, filter, files, terminal. */
export function containersViewTests(): void {
    if (!hasPage) return;

    test('in the view, what no command of the workspace made stands in groups with counts', async () => {
        await cleanUp();
        await docker('volume', 'create', '--label', testLabel, volume);
        await docker('network', 'create', '--label', testLabel, network);
        for (const name of [one, two])
            await docker(
                ...['run', '--detach', '--init', '--label', testLabel, '--name', name, '--volume', `${volume}:/data`],
                ...['busybox:latest', 'sh', '-c', 'echo hello > /data/hello.txt; sleep 3600'],
            );
        await page('openView', 'Gopherdock');
        // a tooltip hides the row below from the mouse
        await vscode.workspace.getConfiguration('workbench').update('hover.delay', 60_000, true);
        const others = await row('Other Containers');
        assert.match(others.description, /^\d+ of \d+ running$/);
        for (const label of ['Images', 'Volumes', 'Networks']) {
            const group = await row(label);
            assert.match(group.description, /^\d+$/);
            assert.equal(group.expanded, false);
        }
        await page('screenshot', 'groups');
    });

    test('in the view, a filter leaves what has its words, and is taken off again', async () => {
        await page('clickViewAction', view, 'Filter the Containers View');
        await page('answer', 'gopherdock-view');
        await row(one);
        await gone('api');
        const labels = (await rows()).map(({ label }) => label);
        for (const label of [two, volume, network]) assert.ok(labels.includes(label), label);
        assert.ok(!labels.includes('host'));
        await page('screenshot', 'filtered');
        await page('clickViewAction', view, 'Show All Rows Again');
        await row('api');
        await page('expandRow', 'Other Containers', view);
    });

    test('in the view, a container is paused, resumed, restarted and killed from its menu', async () => {
        await menu(one, 'Pause');
        await row(one, ({ icon }) => icon === 'debug-pause');
        assert.equal(await state(one), 'paused');
        await page('clickRowAction', one, 'Resume', view);
        await row(one, ({ icon }) => icon === 'vm-running');
        const started = await docker('inspect', '--format', '{{.State.StartedAt}}', one);
        await menu(one, 'Restart');
        await eventually(
            async () => (await docker('inspect', '--format', '{{.State.StartedAt}}', one)) !== started,
            'the restart',
        );
        await row(one, ({ icon }) => icon === 'vm-running');
        await menu(one, 'Kill');
        await row(one, ({ description }) => description.startsWith('exited (137)'));
        await page('clickRowAction', one, 'Start', view);
        await row(one, ({ icon }) => icon === 'vm-running');
    });

    test('in the view, F2 renames, and a name that is taken is told', async () => {
        await page('clickRow', one, view);
        await page('press', 'F2');
        await page('pause', 500);
        await page('answer', two);
        await eventually(
            async () => (await page<{ message: string }>('quickInputMessage')).message.includes('is called'),
            'the complaint',
        );
        await page('answer', `${one}-renamed`);
        await row(`${one}-renamed`);
        await docker('rename', `${one}-renamed`, one);
        await row(one);
    });

    test('in the view, a row shows what its container uses, and stops showing it', async () => {
        await menu(one, 'Show CPU and Memory');
        const measured = await row(one, ({ description }) => / % · .*B/.test(description));
        assert.match(measured.description, /running · [\d.]+ % · [\d.]+ [kM]B/);
        await page('screenshot', 'measured');
        await menu(one, 'Hide CPU and Memory');
        await row(one, ({ description }) => !description.includes('%'));
    });

    test('in the view, a container is a page and a JSON document', async () => {
        await menu(one, 'Inspect as JSON');
        const document = await eventually(() => editorOf('gopherdock-inspect')?.document, 'the JSON');
        assert.equal((JSON.parse(document.getText()) as { Name: string }).Name, `/${one}`);
        await menu(one, 'Show Details');
        await eventually(async () => (await page<string>('webviewText')).includes('Limits and rights'), 'the page');
        await page('screenshot', 'details');
        await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });

    test('in the view, the files of a stopped container are opened and copied out', async () => {
        await docker('stop', '--time', '1', two);
        await row(two, ({ icon }) => icon === 'vm-outline' || icon === 'error');
        await menu(two, 'Browse Files');
        const files = (): Promise<readonly Row[]> => rows(filesView);
        await eventually(async () => (await files()).some(({ label }) => label === 'etc'), 'the folder etc');
        await page('expandRow', 'etc', filesView);
        await eventually(async () => (await files()).some(({ label }) => label === 'passwd'), 'the file passwd');
        await page('screenshot', 'files');
        await page('clickRow', 'passwd', filesView);
        const editor = await eventually(() => editorOf('gopherdock-container'), 'the file in an editor');
        assert.match(editor.document.getText(), /^root:/);
        await page('clickViewAction', filesView, 'Close Container Files');
        await eventually(async () => !(await page<boolean>('isViewShown', filesView)), 'the view to close');
        await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });

    test('in the view, a terminal opens inside of a container', async () => {
        await menu(one, 'Open Terminal Inside');
        await page('pause', 1000);
        await vscode.commands.executeCommand('workbench.action.terminal.sendSequence', {
            text: 'echo in-$((40+2)); cat /data/hello.txt\r',
        });
        const shown = (text: string): Promise<unknown> =>
            eventually(async () => (await page<string>('terminalText')).includes(text), `the terminal to show ${text}`);
        await shown('in-42');
        await shown('hello');
        await vscode.commands.executeCommand('workbench.action.terminal.killAll');
    });

    test('in the view, several rows are selected and started or removed at once', async () => {
        await docker('stop', '--time', '1', one);
        await row(one, ({ icon }) => icon !== 'vm-running');
        await page('clickRow', one, view);
        await page('shiftClickRow', two, view);
        await menu(two, 'Start');
        for (const name of [one, two]) await row(name, ({ icon }) => icon === 'vm-running');
        await page('closeNotifications');
        // the focus comes back to the view after the list of messages
        await page('clickRow', one, view);
        await page('shiftClickRow', two, view);
        await page('press', 'Delete');
        // a VS Code under test shows no dialog, and says what it would have asked
        await page('notification', 'Remove 2 containers? 2 of them run');
        assert.equal(await state(one), 'running');
    });

    test('in the view, a volume and a network in use are kept, and go when they are free', async () => {
        await page('expandRow', 'Volumes', view);
        await row(volume, ({ description }) => description.includes('2 containers'));
        await page('closeNotifications');
        await page('clickRowAction', volume, 'Remove Volume', view);
        await page('notification', `The volume \`${volume}\` is in use by`);
        await page('expandRow', 'Networks', view);
        await page('clickRowAction', network, 'Remove Network', view);
        await gone(network);
    });

    test('in the view, cleaning up shows what goes and takes only what is ticked', async () => {
        await docker('network', 'create', '--label', testLabel, network);
        await page('runCommand', 'gopherdock.cleanUpEngine');
        const items = await eventually(
            async () => {
                const found =
                    await page<readonly { label: string; detail: string; checked: boolean }[]>('quickPickItems');
                return found.some(({ label }) => label.startsWith('Networks')) ? found : undefined;
            },
            'what nothing uses',
            60_000,
        );
        const networks = items.find(({ label }) => label.startsWith('Networks'));
        assert.match(networks?.detail ?? '', new RegExp(network));
        for (const { label, checked } of items)
            assert.equal(checked, /^(Build cache|Images without a name)/.test(label), label);
        await page('screenshot', 'clean up');
        await page('press', 'Escape');
        assert.match(await docker('network', 'ls'), new RegExp(network));
    });

    test('in the view, the status bar names the engine', async () => {
        const items = await page<readonly { id: string; text: string; aria: string }[]>('statusItems');
        const item = items.find(({ id }) => id.includes('gopherdock.engine'));
        assert.match(item?.aria ?? '', /at unix:\/\//);
    });

    test('in the view, these tests leave nothing behind', async () => {
        await cleanUp();
        await gone(one);
    });
}

const editorOf = (scheme: string): vscode.TextEditor | undefined => {
    const editor = vscode.window.activeTextEditor;
    return editor?.document.uri.scheme === scheme ? editor : undefined;
};

async function cleanUp(): Promise<void> {
    await docker('rm', '--force', one, two, `${one}-renamed`).catch(() => undefined);
    await docker('volume', 'rm', '--force', volume);
    await docker('network', 'rm', network).catch(() => undefined);
}
