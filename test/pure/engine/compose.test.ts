import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { actionArguments, projectArguments, type ComposeAction, type ComposeTarget } from '../../../src/engine/compose';
import { composeOriginOf } from '../../../src/engine/labels';
import { composeConfig, composeProjects, runCompose, type ComposeOptions } from '../../../src/engine/runCompose';
import { failsWith } from './failure';
import { endpointAt } from './fakeEngine';

const actions: readonly (readonly [action: ComposeAction, words: string])[] = [
    [{ verb: 'up', services: [] }, 'up --detach'],
    [
        { verb: 'up', services: ['api'], build: true, recreate: true, alone: true },
        'up --detach --build --force-recreate --no-deps -- api',
    ],
    [{ verb: 'up', services: ['api'], scale: { api: 3 } }, 'up --detach --scale=api=3 --no-recreate -- api'],
    [
        { verb: 'up', services: ['--privileged'], wait: true, removeOrphans: true },
        'up --detach --wait --remove-orphans -- --privileged',
    ],
    [{ verb: 'down' }, 'down'],
    [{ verb: 'down', volumes: true, removeOrphans: true }, 'down --volumes --remove-orphans'],
    [{ verb: 'build', services: ['api', 'web'], noCache: true }, 'build --no-cache -- api web'],
    [{ verb: 'restart', services: [] }, 'restart'],
    [{ verb: 'pull', services: ['db'] }, 'pull -- db'],
];
for (const [action, words] of actions) {
    test(`docker compose ${words}`, () => {
        assert.equal(actionArguments(action).join(' '), words);
    });
}

const target: ComposeTarget = { folder: '/shop', files: ['/shop/compose.yaml'] };

test('a project is named by its folder, files, name, profiles and variables', () => {
    assert.deepEqual(projectArguments({ ...target, project: 'shop', profiles: ['dev'], envFiles: ['/shop/.env'] }), [
        '--ansi=never',
        '--project-directory=/shop',
        '--file=/shop/compose.yaml',
        '--project-name=shop',
        '--profile=dev',
        '--env-file=/shop/.env',
    ]);
});

const skip = process.platform === 'win32';

/** Options whose programs are scripts of a shell. */
async function withPrograms(context: TestContext, programs: Readonly<Record<string, string>>): Promise<ComposeOptions> {
    const folder = await mkdtemp(path.join(tmpdir(), 'gopherdock-compose-'));
    context.after(() => rm(folder, { recursive: true, force: true }));
    for (const [name, script] of Object.entries(programs)) {
        await writeFile(path.join(folder, name), `#!/bin/sh\n${script}\n`);
        await chmod(path.join(folder, name), 0o755);
    }
    return {
        endpoint: endpointAt('tcp://elsewhere:2375'),
        signal: AbortSignal.timeout(20_000),
        env: { PATH: `${folder}:/bin:/usr/bin` },
    };
}

async function eventsOf(options: ComposeOptions): Promise<string[]> {
    const seen: string[] = [];
    for await (const event of runCompose(target, { verb: 'up', services: [] }, options))
        seen.push(
            event.kind === 'line' ? event.text : event.kind === 'failed' ? `failed: ${event.message}` : event.kind,
        );
    return seen;
}

test('lines come as they are printed, to the right engine', { skip }, async (context) => {
    const options = await withPrograms(context, { docker: 'echo "$DOCKER_HOST $*" >&2; echo second' });
    const events = await eventsOf(options);
    assert.deepEqual([...events].sort(), [
        'done',
        'second',
        'tcp://elsewhere:2375 compose --ansi=never --project-directory=/shop --file=/shop/compose.yaml up --detach',
    ]);
    assert.equal(events.at(-1), 'done');
});

test('what compose says last is why it failed', { skip }, async (context) => {
    const options = await withPrograms(context, {
        docker: '[ "$2" = version ] && exit 0; echo pulling >&2; echo "no such service: api" >&2; exit 1',
    });
    assert.deepEqual(await eventsOf(options), ['pulling', 'no such service: api', 'failed: no such service: api']);
});

test('the program of its own is used where docker has no compose, else that is said', { skip }, async (context) => {
    const docker = 'echo "docker: unknown command: docker compose" >&2; exit 1';
    const both = await withPrograms(context, { docker, 'docker-compose': 'echo "alone $1"' });
    assert.equal((await eventsOf(both)).at(-2), 'alone --ansi=never');
    const none = await withPrograms(context, { docker });
    await assert.rejects(eventsOf(none), failsWith('missing', /`docker compose` is not installed/));
    await assert.rejects(eventsOf(await withPrograms(context, {})), failsWith('missing', /is not installed/));
});

test('an abort ends compose', { skip }, async (context) => {
    const options = await withPrograms(context, { docker: 'echo started; exec sleep 60' });
    const abort = new AbortController();
    const reason = new Error('no longer wanted');
    const run = async (): Promise<void> => {
        for await (const event of runCompose(target, { verb: 'down' }, { ...options, signal: abort.signal }))
            if (event.kind === 'line') abort.abort(reason);
    };
    await assert.rejects(run(), (error) => error === reason);
});

test('projects and the configuration are read, whatever they are', { skip }, async (context) => {
    const printing = (text: string) => withPrograms(context, { docker: `cat <<'EOF'\n${text}\nEOF` });
    const rows = [{ Name: 'shop\n', Status: 'running(2)', ConfigFiles: '/a.yaml,/b.yaml' }, null];
    assert.deepEqual(await composeProjects(await printing(JSON.stringify(rows))), [
        { name: 'shop\uFFFD', status: 'running(2)', files: ['/a.yaml', '/b.yaml'] },
        { name: '', status: '', files: [] },
    ]);
    assert.deepEqual(await composeProjects(await printing('no JSON')), []);
    assert.deepEqual(await composeConfig(target, await printing('{"name":"shop"}')), { name: 'shop' });
    await assert.rejects(composeConfig(target, await printing('name: shop')), failsWith('protocol', /cannot be read/));
});

test('a container tells its project and service', () => {
    const labels = {
        'com.docker.compose.project': 'shop',
        'com.docker.compose.service': 'api',
        'com.docker.compose.container-number': '2',
        'com.docker.compose.project.config_files': '/shop/compose.yaml,/shop/compose.debug.yaml',
        'com.docker.compose.project.working_dir': '/shop',
        'com.docker.compose.oneoff': 'False',
    };
    assert.deepEqual(composeOriginOf({ labels }), {
        project: 'shop',
        service: 'api',
        number: 2,
        files: ['/shop/compose.yaml', '/shop/compose.debug.yaml'],
        folder: '/shop',
        oneOff: false,
    });
    assert.equal(composeOriginOf({ labels: {} }), undefined);
    assert.equal(composeOriginOf({ labels: { 'com.docker.compose.project': 'x' } })?.number, 1);
});
