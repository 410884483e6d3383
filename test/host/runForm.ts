import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { labelNames, labelsFor } from '../../src/engine/labels';
import { eventually, hasPage, page, test } from './harness';
import { workspaceFolder } from './scaffold';

interface Inspected {
    readonly Id: string;
    readonly Config: { readonly Env: string[]; readonly User: string; readonly Labels: Record<string, string> };
    readonly HostConfig: Readonly<Record<string, unknown>>;
    readonly NetworkSettings: { readonly Networks: Record<string, { readonly Aliases: string[] | null }> };
    readonly Mounts: readonly Readonly<Record<string, unknown>>[];
    readonly State: { readonly Running: boolean };
}

const view = 'Go Containers';
const run = promisify(execFile);
const docker = async (...args: string[]): Promise<string> => (await run('docker', args)).stdout.trim();
const inspect = async (container: string): Promise<Inspected> => {
    const [inspected] = JSON.parse(await docker('inspect', container)) as [Inspected];
    return inspected;
};
/** For what these tests create beside the extension. */
const testLabel = 'gopherdock.test=1';
const secretValue = 'hunter2-is-nobodys-business';

const fill = (label: string, value: string | boolean, group?: string): Promise<unknown> =>
    page('fillField', label, value, group);
const press = (button: string, group?: string): Promise<unknown> => page('pressButton', button, group);
const text = (): Promise<string> => page<string>('webviewText');
const shows = (what: string | RegExp): Promise<unknown> =>
    eventually(
        async () => {
            const shown = await text();
            return typeof what === 'string' ? shown.includes(what) : what.test(shown);
        },
        `the form to show ${String(what)}`,
    );
const valueOf = async (id: string): Promise<string | undefined> =>
    (await page<{ value: string }[]>('inWebview', `[id="field/${id}"]`))[0]?.value;
const openForm = async (): Promise<void> => {
    await page('rowMenu', 'api', 'Run with Options…', view);
    await shows('docker run');
};
const closeForm = (): Thenable<unknown> => vscode.commands.executeCommand('workbench.action.closeAllEditors');
/** Presses the button and waits for the container of that name. */
const runAs = async (name: string): Promise<Inspected> => {
    await fill('Name', name);
    await shows(new RegExp(`name[ =]${name}`));
    await press('Run');
    await shows('api runs');
    return inspect(name);
};
const sections = ['Secrets', 'Limits and the Go runtime', 'Volumes and folders', 'Network', 'User and security'];

/** The run form from a person's side, on the engine that DOCKER_HOST names. */
export function runFormTests(): void {
    if (!hasPage) return;
    const root = workspaceFolder();

    test('the form opens from the tree and the palette, filled in as one click would, one for each command', async () => {
        await buildStandIn(root);
        await page('openView', 'Gopherdock');
        await openForm();
        assert.match(await text(), /^Run api\n+A container of shop-api:dev, from the folder shop/);
        assert.match(
            await text(),
            /--publish[ =]127\.0\.0\.1:\d+:8080[^]*--read-only[^]*--cap-drop[ =]ALL[^]*--security-opt[ =]no-new-privileges/,
        );
        await page('runCommand', 'gopherdock.runWithOptions');
        await page('pause', 500);
        await page('pick', 'api');
        await shows('docker run');
        const tabs = vscode.window.tabGroups.all.flatMap(({ tabs: each }) => each);
        assert.equal(tabs.filter(({ label }) => label === 'Run api').length, 1);
    });

    test('a screen reader finds headings, groups, labels, hints and a status', async () => {
        const outline = await page<string>('webviewOutline');
        for (const part of [
            /main "Run api"/,
            /heading "Ports" \[level=2\]/,
            /group "Published ports"/,
            /group "Port 1"/,
            /textbox "In the container": "8080"/,
            /button "Remove: Port 1"/,
            /checkbox "Remove the container that ran for this command before" \[checked\]/,
            /region "Equivalent command line"/,
            /- status/,
        ])
            assert.match(outline, part);
        const unnamed = await page<unknown[]>('inWebview', 'input:not([id]), select:not([id])');
        assert.deepEqual(unnamed, []);
    });

    test('by the keyboard alone a port is added and removed, and the container runs', async () => {
        await page('webviewFocusOn', 'Name');
        await page('press', 'End');
        await page('press', 'Shift+Home');
        await page('type', 'gopherdock-test-keys');
        const seen: (string | undefined)[] = [];
        for (let step = 0; step < 9; step++) {
            await page('press', 'Tab');
            seen.push((await page<string | undefined>('webviewFocus'))?.split('\n')[0]);
        }
        assert.match(
            seen.join('\n'),
            /checkbox "Remove the container[^]*combobox "When the program ends"[^]*checkbox "Run an init process"[^]*"In the container"[^]*"Protocol"[^]*"On this machine"[^]*"Reachable at"/,
        );
        await page('webviewFocusOn', 'Add Port');
        await page('press', 'Enter');
        assert.match(await page<string>('webviewFocus'), /textbox "In the container"/);
        await page('type', '9090');
        await shows(/:9090/);
        await page('webviewFocusOn', 'Remove: Port 2');
        await page('press', 'Enter');
        assert.match(await page<string>('webviewFocus'), /"In the container": "8080"/);
        await page('press', 'ControlOrMeta+Enter');
        await shows('api runs');
        assert.match(await text(), /name[ =]gopherdock-test-keys/);
        assert.equal((await inspect('gopherdock-test-keys')).State.Running, true);
    });

    test(
        'every field reaches the container',
        async () => {
            await writeFile(join(root, 'run.env'), '# for the form\nFROM_FILE=file\n');
            await mkdir(join(root, 'files'), { recursive: true });
            for (const section of sections) await page('openSection', section);
            await press('Add Variable');
            await fill('Name', 'LOG_LEVEL', 'Variable 1');
            await fill('Value', 'debug & "more"', 'Variable 1');
            await fill('File with variables', 'run.env');
            await fill('When the program ends', 'restart after a failure');
            await fill('Restarts at most', '3');
            await fill('Run an init process', true);
            await fill('Memory in MiB', '200');
            await fill('Processors', '0.5');
            await fill('Processes and threads at most', '99');
            await fill('GOMEMLIMIT', 'another value');
            await fill('Value of GOMEMLIMIT', '150MiB');
            await fill('GOGC', '50: less memory');
            await fill('GOMAXPROCS', 'the processor limit, rounded up');
            await press('Add Volume');
            await fill('Name', 'gopherdock-test-data', 'Volume 1');
            await fill('In the container', '/data', 'Volume 1');
            await press('Add Volume');
            await fill('Type', 'bind', 'Volume 2');
            await fill('Path on this machine', join(root, 'files'), 'Volume 2');
            await fill('In the container', '/files', 'Volume 2');
            await fill('read-only', true, 'Volume 2');
            await fill('SELinux label', '`z`: shared by containers', 'Volume 2');
            await press('Add Folder in Memory');
            await fill('In the container', '/cache', 'Folder 2');
            await fill('Network', 'another network');
            await fill('Name of the network', 'gopherdock-test-net');
            await fill('Other names in this network', 'shop, store');
            await fill('User', '65534:65534');
            await fill('Drop all capabilities', false);
            await fill('Capabilities to drop', 'MKNOD');
            await fill('Capabilities to add', 'net_bind_service');
            await fill('SELinux options', 'disable');
            await fill('Seccomp profile', 'none');
            await fill('User namespace', "the machine's own");
            await page('screenshot', 'run form filled');
            const { Config, HostConfig, NetworkSettings, Mounts } = await runAs('gopherdock-test-all');
            for (const variable of [
                'LOG_LEVEL=debug & "more"',
                'FROM_FILE=file',
                'GOMEMLIMIT=150MiB',
                'GOGC=50',
                'GOMAXPROCS=1',
            ])
                assert.ok(Config.Env.includes(variable), variable);
            assert.equal(Config.User, '65534:65534');
            assert.equal(Config.Labels[labelNames.command], 'api');
            const { Memory, NanoCpus, PidsLimit, RestartPolicy, Init, CapAdd, CapDrop, SecurityOpt, UsernsMode } =
                HostConfig;
            assert.deepEqual(
                { Memory, NanoCpus, PidsLimit, RestartPolicy, Init, UsernsMode },
                {
                    Memory: 200 * 1024 * 1024,
                    NanoCpus: 500_000_000,
                    PidsLimit: 99,
                    RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
                    Init: true,
                    UsernsMode: 'host',
                },
            );
            assert.match(JSON.stringify([CapAdd, CapDrop]), /NET_BIND_SERVICE.*MKNOD/);
            assert.deepEqual((SecurityOpt as string[]).toSorted(), [
                'label=disable',
                'no-new-privileges',
                'seccomp=unconfined',
            ]);
            assert.ok('/cache' in (HostConfig['Tmpfs'] as object));
            assert.match(JSON.stringify(NetworkSettings.Networks['gopherdock-test-net']?.Aliases), /"shop","store"/);
            const mounts = Mounts.map(
                ({ Type, Destination, RW }) => `${String(Type)} ${String(Destination)} ${String(RW)}`,
            );
            assert.ok(mounts.includes('volume /data true'), mounts.join());
            assert.ok(mounts.includes('bind /files false'), mounts.join());
        },
        { timeout: 90_000 },
    );

    test('what was chosen is remembered, and what is typed stays while the page is hidden', async () => {
        await closeForm();
        await openForm();
        assert.equal(await valueOf('memory'), '200');
        assert.equal(await valueOf('networkName'), 'gopherdock-test-net');
        await fill('Name', 'gopherdock-test-hidden');
        await shows(/name[ =]gopherdock-test-hidden/);
        await vscode.window.showTextDocument(vscode.Uri.file(join(root, 'go.mod')), { preview: false });
        await vscode.commands.executeCommand('workbench.action.openEditorAtIndex1');
        await shows(/name[ =]gopherdock-test-hidden/);
        assert.equal(await valueOf('name'), 'gopherdock-test-hidden');
        await press('Reset');
        await shows(/name[ =]shop-api/);
        assert.equal(await valueOf('memory'), '512');
    });

    test(
        'who holds a port is said, and the next free one or a stop helps',
        async () => {
            const holder = await docker(
                ...['run', '--detach', '--label', testLabel, '--name', 'gopherdock-test-holder'],
                ...['--publish', '127.0.0.1::80', 'busybox:latest', 'sleep', '600'],
            );
            const server = createServer().listen(0, '127.0.0.1');
            try {
                const held = (await docker('port', holder, '80')).split(':').at(-1) ?? '';
                await fill('On this machine', held, 'Port 1');
                await shows(`Port ${held} is held by the container gopherdock-test-holder`);
                await press('Run');
                await shows('1 problem keeps the container from starting');
                await page('screenshot', 'run form port held');
                await press(`Use Port ${Number(held) + 1}`);
                await shows(`127.0.0.1:${Number(held) + 1}:8080`);
                await fill('On this machine', held, 'Port 1');
                await press('Stop `gopherdock-test-holder`');
                await shows('Stopped gopherdock-test-holder');
                await eventually(async () => !(await text()).includes('is held by'), 'the port to be free');
                const { port } = server.address() as AddressInfo;
                await fill('On this machine', String(port), 'Port 1');
                await shows(new RegExp(`Port ${port} is held by`));
            } finally {
                server.close();
                await docker('rm', '--force', holder);
            }
        },
        { timeout: 60_000 },
    );

    test(
        'secrets reach the program, and neither log, label, line nor the page itself',
        async () => {
            await press('Reset');
            await page('openSection', 'Secrets');
            await press('Add Secret');
            await fill('Name', 'api_key', 'Secret 1');
            await shows('api_key has no value yet');
            await fill('Value', secretValue, 'Secret 1');
            await eventually(async () => !(await text()).includes('no value yet'), 'the value to be taken');
            await press('Add Variable');
            await fill('Name', 'DB_PASSWORD', 'Variable 1');
            await fill('Value', secretValue, 'Variable 1');
            await shows('DB_PASSWORD looks like a secret');
            await press('Make It a Secret');
            await shows('DB_PASSWORD');
            await press('Copy Command Line');
            await shows('Copied');
            const copied = await vscode.env.clipboard.readText();
            assert.match(copied, /docker run[^]*DB_PASSWORD/);
            const inspected = await runAs('gopherdock-test-secret');
            assert.equal(await docker('exec', 'gopherdock-test-secret', 'cat', '/run/secrets/api_key'), secretValue);
            assert.ok(inspected.Config.Env.includes(`DB_PASSWORD=${secretValue}`));
            const { Config, ...others } = inspected;
            await vscode.commands.executeCommand('gopherdock.showLog');
            const log = await eventually(
                () =>
                    vscode.workspace.textDocuments
                        .find(
                            (each) => each.uri.scheme === 'output' && each.getText().includes('gopherdock-test-secret'),
                        )
                        ?.getText(),
                'the log to tell of the container',
            );
            for (const place of [copied, await text(), log, JSON.stringify([others, Config.Labels])])
                assert.ok(!place.includes(secretValue), place);
            await vscode.commands.executeCommand('workbench.action.closePanel');
            await closeForm();
            await openForm();
            await page('openSection', 'Secrets');
            const kept = await page<{ value: string; placeholder: string }[]>('inWebview', 'input[type=password]');
            assert.deepEqual(
                kept.map(({ value, placeholder }) => [value, placeholder]),
                [
                    ['', 'kept: type to replace it'],
                    ['', 'kept: type to replace it'],
                ],
            );
        },
        { timeout: 60_000 },
    );

    test('hostile texts are shown as they are', async () => {
        const hostile = '<img src=x onerror="document.title=1"><b>`bold`';
        await fill('Name', hostile);
        await shows('is no name of a container');
        const main = await page<unknown[]>('inWebview', 'main img, main b');
        assert.deepEqual(main, []);
        assert.ok((await text()).includes('<img src=x onerror="document.title=1"><b>'));
        await press('Run');
        await shows('1 problem keeps the container from starting');
    });

    test('the form is there in light, dark and high contrast', async () => {
        await press('Reset');
        const workbench = vscode.workspace.getConfiguration('workbench');
        try {
            for (const theme of [
                'Light Modern',
                'Dark Modern',
                'Default High Contrast',
                'Default High Contrast Light',
            ]) {
                await workbench.update('colorTheme', theme, true);
                await page('pause', 700);
                await page('screenshot', `run form ${theme}`);
            }
        } finally {
            await workbench.update('colorTheme', undefined, true);
        }
    });

    test('the run form leaves nothing in the engine', async () => {
        await closeForm();
        const ours = ['--quiet', '--filter', `label=${labelNames.workspace}=${root}`];
        for (const id of (await docker('ps', '--all', ...ours)).split('\n'))
            if (id !== '') await docker('rm', '--force', '--volumes', id);
        await docker('network', 'rm', 'gopherdock-test-net');
        await docker('volume', 'rm', '--force', 'gopherdock-test-data');
        for (const id of new Set((await docker('images', ...ours)).split('\n')))
            if (id !== '') await docker('rmi', '--force', id);
    });
}

/** An image in the place of the command's own: a web server of busybox. */
async function buildStandIn(root: string): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'gopherdock-run-form-'));
    try {
        await writeFile(
            join(folder, 'Dockerfile'),
            'FROM busybox:latest\nUSER 65532\nEXPOSE 8080\nCMD ["httpd", "-f", "-p", "8080", "-h", "/tmp"]\n',
        );
        const labels = Object.entries(labelsFor({ workspace: root, command: 'api' }));
        await docker(
            ...['buildx', 'build', '--load', '--tag', 'shop-api:dev'],
            ...labels.flatMap(([name, value]) => ['--label', `${name}=${value}`]),
            folder,
        );
    } finally {
        await rm(folder, { recursive: true });
    }
}
