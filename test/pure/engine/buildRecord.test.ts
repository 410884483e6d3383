import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import type { BuildStep } from '../../../src/engine/build';
import { readBuilders } from '../../../src/engine/builders';
import { lastStates, recordBuild } from '../../../src/engine/buildRecord';
import { compareSnapshots, readSnapshot, takeSnapshot } from '../../../src/engine/contextSnapshot';

const step = (name: string, state: BuildStep['state'], milliseconds = 0): BuildStep => ({
    id: name,
    name,
    state,
    started: state === 'cached' ? undefined : 1000,
    completed: state === 'cached' ? undefined : 1000 + milliseconds,
    error: undefined,
});

test('a build tells what came from the cache, what took long, and where the cache broke', () => {
    const record = recordBuild(
        lastStates([
            step('[internal] load build definition from Dockerfile', 'done', 5000),
            step('[build 1/4] FROM docker.io/library/golang', 'done', 9),
            step('[build 2/4] COPY go.mod ./', 'cached'),
            step('[build 4/4] RUN go build', 'running'),
            step('[build 3/4] COPY . .', 'done', 20),
            step('[build 4/4] RUN go build', 'failed', 3000),
            step('[linux/arm64 tools 2/2] RUN apk add git', 'cached'),
            step('[stage-2 2/2] COPY --from=build /app /app', 'cancelled'),
        ]),
        2,
    );
    assert.deepEqual([record.cached, record.ran], [2, 3]);
    assert.deepEqual(
        record.slowest.map(({ step: { name }, milliseconds }) => [name, milliseconds]),
        [
            ['[build 4/4] RUN go build', 3000],
            ['[build 3/4] COPY . .', 20],
        ],
    );
    assert.deepEqual(
        record.cacheBreaks.map(({ name }) => name),
        ['[build 3/4] COPY . .'],
    );
});

test('a context is compared by content and permissions, not by time', async (context) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'gopherdock-snapshot-'));
    context.after(() => rm(folder, { recursive: true, force: true }));
    const at = (name: string) => path.join(folder, name);
    const { signal } = new AbortController();
    await mkdir(at('cmd'));
    for (const name of ['go.mod', 'cmd/main.go', 'touched', 'gone', 'mode'])
        await writeFile(at(name), name, { mode: 0o644 });
    await symlink('go.mod', at('link'));
    const paths = ['go.mod', 'cmd/main.go', 'touched', 'gone', 'mode', 'link', 'cmd', 'never'];
    const before = await takeSnapshot(folder, paths, {}, signal);
    assert.deepEqual(Object.keys(before), ['cmd/main.go', 'go.mod', 'gone', 'link', 'mode', 'touched']);

    await writeFile(at('cmd/main.go'), 'cmd/main.og');
    await utimes(at('cmd/main.go'), 5, 5);
    await utimes(at('touched'), 6, 6);
    await chmod(at('mode'), 0o755);
    await rm(at('gone'));
    await writeFile(at('new'), '');
    // kept as JSON between two builds
    const kept = readSnapshot(JSON.parse(JSON.stringify(before)));
    const after = await takeSnapshot(folder, [...paths, 'new'], kept, signal);
    assert.deepEqual(compareSnapshots(kept, after), [
        { path: 'cmd/main.go', change: 'changed' },
        { path: 'gone', change: 'removed' },
        ...(process.platform === 'win32' ? [] : [{ path: 'mode', change: 'changed' }]),
        { path: 'new', change: 'added' },
    ]);
    assert.deepEqual(compareSnapshots(after, after), []);
    const aborted = AbortSignal.abort(new Error('no longer wanted'));
    await assert.rejects(takeSnapshot(folder, paths, {}, aborted), /no longer wanted/);
});

test('what was kept and is no snapshot is none', () => {
    for (const garbage of [null, 7, [], { a: null, b: { hash: 7 } }]) assert.deepEqual(readSnapshot(garbage), {});
});

test('builders are listed once, with why they cannot be used', () => {
    const node = { Name: 'n', Status: 'running', Platforms: ['linux/amd64', 'linux/arm64'] };
    const rows = [
        { Name: 'default', Driver: 'docker', Nodes: [node, { ...node, Platforms: ['linux/amd64', 'linux/386'] }] },
        { Name: 'default', Driver: 'docker', Nodes: [node] },
        { Name: 'far', Driver: 'remote', Nodes: [{ Err: 'no route\nto host' }] },
        { Name: 'broken', Driver: '', Nodes: null, Err: 'unknown driver' },
        null,
    ];
    assert.deepEqual(readBuilders(`${rows.map((row) => JSON.stringify(row)).join('\n')}\nno JSON\n`), [
        {
            name: 'default',
            driver: 'docker',
            status: 'running',
            platforms: ['linux/amd64', 'linux/arm64', 'linux/386'],
            error: undefined,
        },
        { name: 'far', driver: 'remote', status: '', platforms: [], error: 'no route\uFFFDto host' },
        { name: 'broken', driver: '', status: '', platforms: [], error: 'unknown driver' },
    ]);
});
