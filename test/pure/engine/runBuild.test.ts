import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { BuildEvent, BuildRequest } from '../../../src/engine/build';
import { buildArguments, needsBuildx, secretVariables } from '../../../src/engine/buildArguments';
import { build } from '../../../src/engine/runBuild';
import { failsWith } from './failure';
import { endpointAt } from './fakeEngine';

const request: BuildRequest = {
    context: '/src/shop',
    dockerfile: '/src/shop/Dockerfile',
    target: undefined,
    tags: ['shop-api:dev'],
    args: {},
    labels: {},
    platforms: [],
    noCache: false,
};

test('arguments for buildx', () => {
    const all = {
        ...request,
        target: 'debug',
        tags: ['a:1', 'b:2'],
        args: { VERSION: '1.0 -x', EMPTY: '' },
        labels: { 'gopherdock.command': 'api' },
        platforms: ['linux/amd64', 'linux/arm64'],
        noCache: true,
    };
    assert.deepEqual(buildArguments(all, 'buildx', '/tmp/id'), [
        ...['buildx', 'build', '--progress=rawjson', '--load', '--iidfile=/tmp/id', '--file=/src/shop/Dockerfile'],
        ...['--target=debug', '--tag=a:1', '--tag=b:2', '--build-arg=VERSION=1.0 -x', '--build-arg=EMPTY='],
        ...['--label=gopherdock.command=api', '--platform=linux/amd64,linux/arm64', '--no-cache', '--', '/src/shop'],
    ]);
});

test('arguments for secrets, agents, caches, registries and builders', () => {
    const all: BuildRequest = {
        ...request,
        secrets: [
            { id: 'netrc', file: '/home/me/a,b' },
            { id: 'token', value: 'hunter2' },
        ],
        ssh: ['default'],
        cacheFrom: ['type=registry,ref=x/y:cache'],
        cacheTo: ['type=inline'],
        push: true,
        builder: 'far',
        pull: true,
    };
    const words = buildArguments(all, 'buildx', '/tmp/id');
    assert.deepEqual(words.slice(3, 10), [
        '--push',
        '--builder=far',
        '--secret=id=netrc,"src=/home/me/a,b"',
        '--secret=id=token,env=GOPHERDOCK_SECRET_1',
        '--ssh=default',
        '--cache-from=type=registry,ref=x/y:cache',
        '--cache-to=type=inline',
    ]);
    assert.ok(words.includes('--pull') && !words.includes('--load'));
    assert.ok(!words.join(' ').includes('hunter2'));
    assert.deepEqual(secretVariables(all), { GOPHERDOCK_SECRET_1: 'hunter2' });
    assert.ok(needsBuildx(all) && !needsBuildx({ ...request, cacheFrom: ['x'], pull: true }));
});

test('arguments for older builders', () => {
    assert.deepEqual(buildArguments(request, 'buildx-plain', '/tmp/id').slice(0, 4), [
        'buildx',
        'build',
        '--progress=plain',
        '--load',
    ]);
    assert.deepEqual(buildArguments(request, 'classic', '/tmp/id'), [
        'build',
        '--iidfile=/tmp/id',
        '--file=/src/shop/Dockerfile',
        '--tag=shop-api:dev',
        '--',
        '/src/shop',
    ]);
});

/**
 * A `docker` command whose ways are a script in JavaScript: it sees its words as `args` and the variable DOCKER_BUILDKIT as `buildKit`, can `say` on
 * standard error, and give the image an `id`.
 */
async function fakeDocker(context: TestContext, script: string): Promise<{ docker: string; folder: string }> {
    const folder = await mkdtemp(path.join(tmpdir(), 'gopherdock-docker-'));
    context.after(() => rm(folder, { recursive: true, force: true }));
    const docker = path.join(folder, 'docker');
    const start = `#!${process.execPath}
const fs = require('node:fs');
const folder = ${JSON.stringify(folder)};
const args = process.argv.slice(2);
const buildKit = process.env.DOCKER_BUILDKIT;
const say = (text) => process.stderr.write(text);
const id = (text) => fs.writeFileSync(args.find((word) => word.startsWith('--iidfile=')).slice(10), text);
`;
    await writeFile(docker, start + script, { mode: 0o755 });
    return { docker, folder };
}

async function run(
    docker: string,
    signal: AbortSignal = AbortSignal.timeout(20_000),
    env: Record<string, string> = {},
): Promise<BuildEvent[]> {
    const events: BuildEvent[] = [];
    for await (const event of build(request, {
        endpoint: endpointAt('unix:///fake'),
        signal,
        docker,
        env: { ...process.env, ...env },
    }))
        events.push(event);
    return events;
}

const vertex = (fields: object): string =>
    `{"vertexes":[${JSON.stringify({ digest: 'a', name: '[1/1] RUN x', started: '2026-01-02T03:04:05Z', ...fields })}]}\\n`;

test('a build that succeeds ends with the id of its image', async (context) => {
    const { docker } = await fakeDocker(
        context,
        `say('${vertex({ completed: '2026-01-02T03:04:06Z' })}'); id('sha256:abc\\n');`,
    );
    const events = await run(docker);
    assert.deepEqual(
        events.map(({ kind }) => kind),
        ['step', 'done'],
    );
    const last = events.at(-1);
    assert.ok(last?.kind === 'done');
    assert.equal(last.imageId, 'sha256:abc');
});

test('a build that fails ends with the words of the builder and the log', async (context) => {
    const script = `say('${vertex({})}{"logs":[{"vertex":"a","data":"aXQgYnJva2UK"}]}\\n${vertex({ error: 'exit code: 3' })}ERROR: failed to solve: exit code: 3\\n'); process.exitCode = 1;`;
    const { docker } = await fakeDocker(context, script);
    assert.deepEqual((await run(docker)).at(-1), {
        kind: 'failed',
        message: 'failed to solve: exit code: 3',
        log: '[1/1] RUN x\nit broke\nERROR: failed to solve: exit code: 3\n',
    });
});

test('a builder that says nothing fails with its exit code', async (context) => {
    const { docker } = await fakeDocker(
        context,
        `if (args[1] === 'version') console.log('github.com/docker/buildx v0.19.0 abc'); else process.exitCode = 7;`,
    );
    assert.deepEqual(await run(docker), [{ kind: 'failed', message: 'The builder ended with exit code 7', log: '' }]);
});

test('the command is pointed at the engine, and no TLS variable of another address with it', async (context) => {
    const { docker, folder } = await fakeDocker(
        context,
        `fs.writeFileSync(folder + '/env', JSON.stringify(process.env)); id('sha256:abc');`,
    );
    await run(docker, undefined, { DOCKER_HOST: 'tcp://other:1', DOCKER_CONTEXT: 'other', DOCKER_TLS_VERIFY: '1' });
    const env = JSON.parse(await readFile(path.join(folder, 'env'), 'utf8')) as Record<string, string>;
    assert.equal(env['DOCKER_HOST'], 'unix:///fake');
    assert.equal(env['DOCKER_CONTEXT'], undefined);
    assert.equal(env['DOCKER_TLS_VERIFY'], undefined);
    assert.equal(env['DOCKER_BUILDKIT'], '1');
});

test('without buildx the classic builder builds', async (context) => {
    const script = `
if (args[0] === 'buildx') { say('unknown flag: --progress\\n'); process.exitCode = 125; }
else if (buildKit !== '0') process.exitCode = 9;
else { console.log('Step 1/1 : FROM scratch\\n ---> 0123456789ab\\nSuccessfully built 0123456789ab'); id('sha256:abc'); }`;
    const { docker } = await fakeDocker(context, script);
    const events = await run(docker);
    assert.deepEqual(
        events.map((event) => (event.kind === 'step' ? `${event.step.state} ${event.step.name}` : event.kind)),
        ['line', 'line', 'running [1/1] FROM scratch', 'done [1/1] FROM scratch', 'done'],
    );
    assert.match(JSON.stringify(events[1]), /buildx` is not installed/);
});

test('what only buildx can do is not left out by the classic builder', async (context) => {
    const { docker } = await fakeDocker(context, `say('unknown command: docker buildx'); process.exit(1);`);
    const events = [];
    const given = { ...request, secrets: [{ id: 'token', value: 'hunter2' }] };
    for await (const event of build(given, {
        endpoint: endpointAt('unix:///s'),
        signal: AbortSignal.timeout(20_000),
        docker,
    }))
        events.push(event);
    const last = events.at(-1);
    assert.ok(last?.kind === 'failed');
    assert.match(last.message, /`docker buildx` is not installed, and without it there are no secrets/);
});

test('an older buildx builds with plain progress', async (context) => {
    const script = `
if (args[1] === 'version') console.log('github.com/docker/buildx v0.12.1 30feaa1');
else if (args.includes('--progress=rawjson')) { say('ERROR: invalid progress mode rawjson\\n'); process.exitCode = 1; }
else { say('#1 [1/1] RUN x\\n#1 DONE 0.1s\\n'); id('sha256:abc'); }`;
    const { docker } = await fakeDocker(context, script);
    const events = await run(docker);
    assert.deepEqual(
        events.map(({ kind }) => kind),
        ['line', 'line', 'step', 'step', 'done'],
    );
});

test('a fault that is not of the builder is not tried again', async (context) => {
    const script = `
fs.appendFileSync(folder + '/calls', args[1] + ' ');
if (args[1] === 'version') console.log('github.com/docker/buildx v0.19.0 abc');
else { say('ERROR: failed to read dockerfile\\n'); process.exitCode = 1; }`;
    const { docker, folder } = await fakeDocker(context, script);
    assert.deepEqual((await run(docker)).at(-1), {
        kind: 'failed',
        message: 'failed to read dockerfile',
        log: 'ERROR: failed to read dockerfile\n',
    });
    assert.equal(await readFile(path.join(folder, 'calls'), 'utf8'), 'build version ');
});

test('lines of the two outputs are not mixed up', async (context) => {
    const script = `
if (args[0] === 'buildx') process.exit(1);
process.stdout.write('Step 1/1 : FR');
setTimeout(() => say('a warning\\n'), 100);
setTimeout(() => { process.stdout.write('OM scratch\\n'); id('sha256:abc'); }, 200);`;
    const { docker } = await fakeDocker(context, script);
    const lines = (await run(docker)).filter((event) => event.kind === 'line').map(({ text }) => text);
    assert.deepEqual(lines.slice(1), ['a warning']);
});

test('a build that prints without end keeps a bounded log', async (context) => {
    const script = `
say('${vertex({})}');
const data = Buffer.from('x'.repeat(1000) + '\\n').toString('base64');
for (let i = 0; i < 5000; i++) say('{"logs":[{"vertex":"a","data":"' + data + '"}]}\\n');
say('ERROR: at last\\n'); process.exitCode = 1;`;
    const { docker } = await fakeDocker(context, script);
    const last = (await run(docker)).at(-1);
    assert.ok(last?.kind === 'failed');
    assert.equal(last.message, 'at last');
    assert.ok(last.log.length < 1_100_000);
    assert.match(last.log, /characters left out …[^]*ERROR: at last\n$/);
});

test('without a docker command the error is missing', async () => {
    await assert.rejects(
        run('no-such-docker-anywhere'),
        failsWith('missing', /`no-such-docker-anywhere` is not installed/),
    );
});

test(
    'an abort ends the build with everything that it started and leaves no folder behind',
    { skip: process.platform === 'win32' },
    async (context) => {
        const script = `
const beat = "setInterval(() => require('fs').appendFileSync(" + JSON.stringify(folder + '/beat') + ", '.'), 20)";
require('node:child_process').spawn(process.execPath, ['-e', beat], { stdio: 'inherit' });
fs.writeFileSync(folder + '/id', args.find((word) => word.startsWith('--iidfile=')).slice(10));
say('${vertex({})}');
setInterval(() => {}, 1000);`;
        const { docker, folder } = await fakeDocker(context, script);
        const abort = new AbortController();
        const reason = new Error('no longer wanted');
        const rejected = assert.rejects(run(docker, abort.signal), (error) => error === reason);
        const beats = async () => (await readFile(path.join(folder, 'beat'), 'utf8').catch(() => '')).length;
        while ((await beats()) === 0) await pause(20);
        abort.abort(reason);
        await rejected;
        const after = await beats();
        await pause(150);
        assert.equal(await beats(), after);
        const idFile = await readFile(path.join(folder, 'id'), 'utf8');
        await assert.rejects(readdir(path.dirname(idFile)));
    },
);

test('a reader that stops reading ends the build', { skip: process.platform === 'win32' }, async (context) => {
    const { docker, folder } = await fakeDocker(
        context,
        `say('${vertex({})}'); setInterval(() => fs.appendFileSync(folder + '/beat', '.'), 20);`,
    );
    for await (const event of build(request, {
        endpoint: endpointAt('unix:///fake'),
        signal: AbortSignal.timeout(20_000),
        docker,
    })) {
        if (event.kind === 'step') break;
    }
    await pause(100);
    const length = async () => (await readFile(path.join(folder, 'beat'), 'utf8').catch(() => '')).length;
    const after = await length();
    await pause(100);
    assert.equal(await length(), after);
});

test('a temporary folder that cannot be written to is told', async (context) => {
    const before = process.env['TMPDIR'];
    context.after(() => {
        if (before === undefined) delete process.env['TMPDIR'];
        else process.env['TMPDIR'] = before;
    });
    process.env['TMPDIR'] = '/nowhere';
    await assert.rejects(
        run('docker'),
        failsWith('conflict', /^The temporary folder `\/nowhere` cannot be written to$/),
    );
});
