import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { diskFiles } from '../../src/cli/diskFiles';
import { labelNames, labelsFor } from '../../src/engine/labels';
import { readProject } from '../../src/project/reader';
import { defaultChoices, scaffold } from '../../src/scaffold/render';
import { eventually, hasPage, page, test } from './harness';
import { workspaceFolder } from './scaffold';

interface Row {
    readonly label: string;
    readonly description: string;
    readonly level: number;
    readonly icon: string | undefined;
    readonly color: string | undefined;
    readonly aria: string;
}

const view = 'Go Containers';
const run = promisify(execFile);
const docker = async (...args: string[]): Promise<string> => (await run('docker', args)).stdout.trim();
/** For what these tests create beside the extension. */
const testLabel = 'gopherdock.test=1';

const rows = (): Promise<readonly Row[]> => page<readonly Row[]>('treeRows', view);
const row = (label: string, what: (row: Row) => boolean = () => true, timeout = 20_000): Promise<Row> =>
    eventually(
        async () => (await rows()).find((each) => each.label === label && what(each)),
        `a row "${label}"`,
        timeout,
    );
const isGreen = ({ icon, description }: Row): boolean => icon === 'vm-running' && /^:\d+/.test(description);
const portOf = ({ description }: Row): string => /^:(\d+)/.exec(description)?.[1] ?? '';
const terminalShows = (text: string | RegExp, timeout?: number): Promise<unknown> =>
    eventually(
        async () => {
            const screen = await page<string>('terminalText');
            return typeof text === 'string' ? screen.includes(text) : text.test(screen);
        },
        `the terminal to show ${String(text)}`,
        timeout,
    );

const outputShows = (text: string, timeout?: number): Promise<unknown> =>
    eventually(
        () =>
            vscode.workspace.textDocuments.some(
                (document) => document.uri.scheme === 'output' && document.getText().includes(text),
            ),
        `the output to show ${text}`,
        timeout,
    );

/** The container's view from a person's side, on the engine that DOCKER_HOST names. */
export function containerTests(): void {
    if (!hasPage) return;
    const root = workspaceFolder();
    /** Another one where an earlier run has left one of this name. */
    let container = 'shop-api';

    test('the tree shows the commands of the workspace', async () => {
        await writeContainerFiles(root);
        // a tooltip hides the row below from the mouse
        await vscode.workspace.getConfiguration('workbench').update('hover.delay', 60_000, true);
        await page('openView', 'Gopherdock');
        const api = await row('api');
        assert.match(api.description, /cmd\/api/);
        assert.match(api.aria, /Go command api/);
        await row('worker');
    });

    test(
        'an image is built from the tree, and what it holds is told',
        async () => {
            await page('clickRowAction', 'api', 'Build Image', view);
            await row('api', ({ icon }) => icon === 'loading');
            await page('screenshot', 'building');
            await row('shop-api:dev', ({ description }) => / MB · /.test(description), 240_000);
            const truth = await page<string>('notification', 'shop-api:dev ·');
            assert.match(truth, /^shop-api:dev · \d+(\.\d)? MB · static linux\/\w+ · go1\.\d+/);
            await row('api', ({ icon }) => icon === 'package');
            await outputShows('Built shop-api:dev in');
        },
        { timeout: 260_000 },
    );

    test('a command runs, turns green with its port, and answers', async () => {
        await page('clickRowAction', 'api', 'Run', view);
        const api = await row('api', isGreen);
        container = await eventually(
            async () => (await rows()).find((each) => /^shop-api(-\d+)?$/.test(each.label) && isGreen(each))?.label,
            'the row of the container',
        );
        const answer = await fetch(`http://localhost:${portOf(api)}/healthz`);
        assert.equal(answer.status, 200);
        const message = await page<string>('notification', '`api` runs at');
        assert.match(message, new RegExp(`http://localhost:${portOf(api)}`));
        await page('screenshot', 'running');
    });

    test('what runs is hardened', async () => {
        const [inspected] = JSON.parse(await docker('inspect', container)) as [
            { Config: { Env: string[] }; HostConfig: Record<string, unknown>; NetworkSettings: unknown },
        ];
        const { ReadonlyRootfs, CapDrop, SecurityOpt, PidsLimit, Memory, PortBindings } = inspected.HostConfig;
        assert.deepEqual(
            { ReadonlyRootfs, CapDrop, SecurityOpt, PidsLimit, Memory },
            {
                ReadonlyRootfs: true,
                CapDrop: ['ALL'],
                SecurityOpt: ['no-new-privileges'],
                PidsLimit: 256,
                Memory: 512 * 1024 * 1024,
            },
        );
        assert.match(JSON.stringify(PortBindings), /"HostIp":"127\.0\.0\.1"/);
        assert.ok(inspected.Config.Env.includes('GOMEMLIMIT=471859KiB'));
    });

    test('its log is followed in a terminal, which a second click shows again', async () => {
        await page('clickRowAction', 'api', 'Follow Log', view);
        await terminalShows('"level":"');
        const { length } = vscode.window.terminals;
        await page('clickRowAction', 'api', 'Follow Log', view);
        await page('pause', 500);
        assert.equal(vscode.window.terminals.length, length);
        await page('screenshot', 'log');
    });

    test('the palette asks which container is meant, and a followed log goes on after its restart', async () => {
        const other = await docker('run', '--detach', '--label', testLabel, 'busybox:latest', 'sleep', '600');
        try {
            await page('runCommand', 'gopherdock.restartContainer');
            await page('pause', 500);
            await page('pick', container);
            await terminalShows('shutting down');
            await terminalShows(/shutting down[^]*"level":/);
            await row('api', isGreen);
        } finally {
            await docker('rm', '--force', other);
        }
    });

    test(
        'the engine is killed and comes back: so do the tree and the followed log',
        async () => {
            const restart = process.env['GOPHERDOCK_ENGINE_RESTART'];
            assert.ok(restart, 'the test engine says how it is restarted');
            const restarted = run(process.execPath, [restart, '2000']);
            await eventually(
                async () => (await page<string>('welcomeText')).includes('No container engine answers'),
                'the tree to say that the engine is gone',
            );
            await page('screenshot', 'engine gone');
            await restarted;
            await row('api', undefined, 30_000);
            await terminalShows('its next start is waited for', 30_000);
            await page('clickRowAction', container, 'Start', view);
            await row('api', isGreen);
            await terminalShows(/shop-api\S* runs[^]*"level":/);
            await page('screenshot', 'engine back');
        },
        { timeout: 120_000 },
    );

    test('Ctrl+C ends following, and Enter goes on', async () => {
        await vscode.commands.executeCommand('workbench.action.terminal.focus');
        await page('press', 'Control+C');
        await terminalShows('Stopped following');
        await page('press', 'Enter');
        await page('clickRowAction', 'api', 'Follow Log', view);
        await terminalShows(/Stopped following/);
    });

    test('a container is stopped, its end is shown in its log', async () => {
        await page('clickRowAction', 'api', 'Stop', view);
        const api = await row('api', ({ description }) => description.startsWith('exited (0)'));
        assert.equal(api.icon, 'vm-outline');
        await terminalShows(`${container} ended with exit code 0`);
    });

    test('a container is removed, and an image after a question', async () => {
        await page('clickRowAction', container, 'Remove Container', view);
        await eventually(async () => !(await rows()).some(({ label }) => label === container), 'no container');
        await page('clickRowAction', 'shop-api:dev', 'Remove Image', view);
        // a VS Code under test shows no dialog, and says what it would have asked
        await page('notification', 'Remove the image `shop-api:dev`?');
        await docker('rmi', 'shop-api:dev');
        await eventually(async () => !(await rows()).some(({ label }) => label === 'shop-api:dev'), 'no image');
        await row('api', ({ icon }) => icon === 'circle-large-outline');
    });

    test('a container that ended with an error is explained', async () => {
        const id = await docker(
            ...['run', '--detach', '--label', testLabel, '--name', 'gopherdock-test-failing', 'busybox:latest'],
            ...['sh', '-c', 'echo panic: out of gophers >&2; exit 3'],
        );
        const other = await docker('create', '--label', testLabel, 'busybox:latest', 'true');
        try {
            await page('expandRow', 'Other Containers', view);
            await row('gopherdock-test-failing', ({ icon }) => icon === 'error');
            await page('closeNotifications');
            await page('runCommand', 'gopherdock.explainFailure');
            await page('pause', 500);
            await page('pick', 'gopherdock-test-failing');
            const message = await page<string>('notification', '`gopherdock-test-failing` ended');
            assert.match(message, /gophers|exit code 3/);
        } finally {
            await docker('rm', '--force', id, other);
        }
    });

    test(
        'a dynamic binary on a base without a loader is refused before it is run',
        async () => {
            await buildDynamic(root);
            try {
                await row('worker', ({ icon }) => icon === 'package');
                await page('closeNotifications');
                await page('clickRowAction', 'worker', 'Run', view);
                const message = await page<string>('notification', 'cannot start', 20_000);
                assert.match(message, /dynamic and needs the loader `\/lib64\/ld-linux-x86-64\.so\.2`/);
                assert.equal(await docker('ps', '--all', '--quiet', '--filter', 'name=shop-worker'), '');
            } finally {
                await docker('rmi', '--force', 'shop-worker:dev');
            }
        },
        { timeout: 120_000 },
    );

    test(
        'a build that fails says where and why',
        async () => {
            const broken = join(root, 'cmd/worker/broken.go');
            await writeFile(broken, 'package main\n\nvar answer int = "forty-two"\n');
            try {
                // the image of the test before is gone, and the row drawn anew
                await row('worker', ({ icon }) => icon === 'circle-large-outline');
                await page('closeNotifications');
                await page('clickRowAction', 'worker', 'Build Image', view);
                await outputShows('broken.go:3', 200_000);
                await row('worker', ({ icon }) => icon === 'circle-large-outline');
                const message = await page<string>('notification', 'Building `worker` failed');
                assert.match(message, /`worker` failed: cmd\/worker\/broken\.go:3:18: cannot use "forty-two"/);
                const sourcesAt = (file: string): string =>
                    vscode.languages
                        .getDiagnostics(vscode.Uri.file(file))
                        .map(({ source, range }) => `${source ?? ''}:${String(range.start.line + 1)}`)
                        .join(' ');
                await eventually(() => sourcesAt(broken) === 'go build:3', 'the fault at its Go file');
                assert.match(sourcesAt(join(root, 'Dockerfile')), /docker build:\d+/);
                await page('screenshot', 'compile error');
                await page('clickNotification', 'Open broken.go:3');
                await eventually(() => {
                    const editor = vscode.window.activeTextEditor;
                    return editor?.document.uri.fsPath === broken && editor.selection.active.line === 2;
                }, 'the editor at the fault');
                await outputShows('broken.go:3');
                await row('worker', ({ icon }) => icon === 'circle-large-outline');
            } finally {
                await vscode.commands.executeCommand('workbench.action.closeAllEditors');
                await rm(broken);
            }
        },
        { timeout: 220_000 },
    );

    test(
        'a build is cancelled, and nothing of it goes on',
        async () => {
            const dockerfile = join(root, 'Dockerfile');
            const text = await readFile(dockerfile, 'utf8');
            await writeFile(dockerfile, 'FROM busybox:latest AS worker\nRUN sleep 987\n');
            try {
                await page('closeNotifications');
                await page('clickRowAction', 'worker', 'Build Image', view);
                await outputShows('RUN sleep 987');
                await page('clickNotification', 'Cancel', 'Building worker');
                await row('worker', ({ icon }) => icon === 'circle-large-outline');
                await outputShows('Cancelled');
                await eventually(async () => {
                    const { stdout } = await run('ps', ['-eo', 'args']);
                    return !/sleep 987|buildx build.*shop-worker/.test(stdout);
                }, 'the build to be gone');
            } finally {
                await writeFile(dockerfile, text);
            }
        },
        { timeout: 60_000 },
    );

    test('without a Dockerfile one is offered', async () => {
        const dockerfile = join(root, 'Dockerfile');
        await rename(dockerfile, `${dockerfile}.away`);
        try {
            await page('closeNotifications');
            await page('clickRowAction', 'worker', 'Build Image', view);
            await page('notification', 'There is no Dockerfile for `worker` yet');
        } finally {
            await rename(`${dockerfile}.away`, dockerfile);
        }
    });

    test('the source of a command is opened at its main', async () => {
        await page('runCommand', 'gopherdock.openMain');
        await page('pause', 500);
        await page('pick', 'worker');
        const editor = await eventually(() => vscode.window.activeTextEditor, 'an editor');
        assert.match(editor.document.uri.path, /cmd\/worker\/main\.go$/);
        assert.match(editor.document.lineAt(editor.selection.active.line).text, /^func main\(\)/);
    });

    test('these tests leave nothing in the engine', async () => {
        await vscode.commands.executeCommand('workbench.action.terminal.killAll');
        const ours = ['--quiet', '--filter', `label=${labelNames.workspace}=${root}`];
        for (const id of (await docker('ps', '--all', ...ours)).split('\n'))
            if (id !== '') await docker('rm', '--force', id);
        for (const id of new Set((await docker('images', ...ours)).split('\n'))) {
            if (id !== '') await docker('rmi', '--force', id);
        }
        await row('api', ({ icon }) => icon === 'circle-large-outline');
    });
}

/** What the scaffold test has written, or the same where it did not run. */
async function writeContainerFiles(root: string): Promise<void> {
    const isThere = await access(join(root, 'Dockerfile')).then(
        () => true,
        () => false,
    );
    if (isThere) return;
    const project = await readProject(diskFiles(root));
    for (const { path, text } of scaffold(project, defaultChoices)) {
        await mkdir(dirname(join(root, path)), { recursive: true });
        await writeFile(join(root, path), text);
    }
}

/** An image as a wrong Dockerfile makes it: cgo in the builder, no C library below. */
async function buildDynamic(root: string): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'gopherdock-dynamic-'));
    try {
        await writeFile(join(folder, 'go.mod'), 'module dynamic\n\ngo 1.26\n');
        await writeFile(join(folder, 'main.go'), 'package main\n\nimport "C"\n\nfunc main() {}\n');
        await writeFile(
            join(folder, 'Dockerfile'),
            [
                'FROM golang:1.26-trixie AS build',
                'COPY . .',
                'RUN CGO_ENABLED=1 go build -o /worker .',
                'FROM gcr.io/distroless/static-debian13:nonroot',
                'COPY --from=build /worker /worker',
                'ENTRYPOINT ["/worker"]',
            ].join('\n'),
        );
        const labels = labelsFor({ workspace: root, command: 'worker' });
        const flags = [...Object.entries(labels).map(([name, value]) => `${name}=${value}`), testLabel];
        await docker(
            ...['buildx', 'build', '--load', '--tag', 'shop-worker:dev'],
            ...flags.flatMap((label) => ['--label', label]),
            folder,
        );
    } finally {
        await rm(folder, { recursive: true });
    }
}
