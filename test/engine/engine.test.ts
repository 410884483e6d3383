/** Lists, details, the life of a container and its files, on a real engine. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Engine } from '../../src/engine/engine';
import { failsWith } from '../pure/engine/failure';
import { readLog, removeAfter, shellContainer, shellRequest } from './engineContainer';
import { ended, testEngine } from './stackEngine';

let engine: Engine;

before(async () => {
    engine = await testEngine();
});

after(() => {
    engine.dispose();
});

test('the engine tells its version', async () => {
    const { version, api, os, arch } = await engine.version();
    assert.match(version, /^\d+\./);
    assert.match(api, /^1\.\d+$/);
    assert.equal(os, 'linux');
    assert.match(arch, /^(amd64|arm64)$/);
});

test('a hardened container cannot write outside of its temporary folder and has no capability', async (context) => {
    const script =
        'touch /x 2>/dev/null && echo wrote; touch /tmp/x && echo temporary; grep -E "^(CapEff|NoNewPrivs)" /proc/self/status; exit 3';
    const id = await shellContainer(context, engine, script, { env: { GREETING: 'hello world' } });
    const [row] = (await engine.containers()).filter((container) => container.id === id);
    assert.deepEqual(
        [row?.state, row?.health, row?.exitCode, row?.labels['gopherdock.test']],
        ['created', 'none', undefined, '1'],
    );
    await engine.start(id);
    const details = await ended(engine, id);
    assert.equal(details.exitCode, 3);
    assert.equal(details.oomKilled, false);
    assert.ok(details.env.includes('GREETING=hello world'));
    const lines = (await readLog(engine, id)).map(({ text }) => text.replace(/\s+/, ' '));
    assert.deepEqual(lines, ['temporary', 'CapEff: 0000000000000000', 'NoNewPrivs: 1']);
    const [ran] = (await engine.containers()).filter((container) => container.id === id);
    assert.deepEqual([ran?.state, ran?.exitCode], ['exited', 3]);
});

test('a container ends by itself when it is asked to, else by force after its grace', async (context) => {
    const willing = await shellContainer(context, engine, 'trap "exit 0" TERM; while :; do sleep 0.1; done');
    const stubborn = await shellContainer(context, engine, 'trap "" TERM; while :; do sleep 0.1; done');
    await Promise.all([engine.start(willing), engine.start(stubborn)]);
    assert.equal((await engine.inspect(stubborn)).state, 'running');
    await Promise.all([engine.stop(willing), engine.stop(stubborn, { graceSeconds: 1 })]);
    assert.equal((await ended(engine, willing)).exitCode, 0);
    assert.equal((await ended(engine, stubborn)).exitCode, 137);
    // what is so already is no error
    await engine.stop(willing);
    await engine.start(willing);
    await engine.start(willing);
    await engine.restart(willing);
    assert.equal((await engine.inspect(willing)).state, 'running');
});

test('what stands against a request is typed', async (context) => {
    const name = `gopherdock-test-${process.pid}`;
    const id = await shellContainer(context, engine, 'sleep 60', { name });
    await engine.start(id);
    assert.equal((await engine.inspect(name)).id, id);
    await assert.rejects(engine.create(shellRequest('true', { name })), failsWith('conflict', /already in use/));
    await assert.rejects(engine.remove(id), failsWith('conflict'));
    await engine.remove(id, { force: true });
    await assert.rejects(engine.inspect(id), failsWith('missing'));
    await assert.rejects(engine.remove(id), failsWith('missing'));
    await assert.rejects(
        engine.create(shellRequest('true', { image: 'gopherdock-test/no-such-image' })),
        failsWith('missing'),
    );
    await assert.rejects(readLog(engine, id), failsWith('missing'));
});

test('a program that is not in the image does not start, in words', async (context) => {
    const id = await shellContainer(context, engine, '', { command: ['/no-such-program'] });
    await assert.rejects(engine.start(id), (error) => error instanceof Error && /no-such-program/.test(error.message));
    const details = await engine.inspect(id);
    assert.equal(details.exitCode, 127);
    assert.match(details.error, /no-such-program/);
});

test('images are listed and described, whatever slashes their names have', async () => {
    const name = 'gcr.io/distroless/static-debian13:nonroot';
    const listed = (await engine.images()).find(({ tags }) => tags.includes(name));
    const details = await engine.inspectImage(name);
    assert.equal(details.id, listed?.id);
    assert.equal(details.os, 'linux');
    assert.match(details.user, /^(65532|nonroot)/);
    assert.ok(details.size > 0 && details.created > 0);
    await assert.rejects(engine.inspectImage('gopherdock-test/no-such-image'), failsWith('missing'));
});

test('files of a container are read while it runs, and after', async (context) => {
    const id = await shellContainer(
        context,
        engine,
        'ln -s data /link; printf "hello" > /data; mkdir /folder; exec sleep 60',
        {
            readOnlyRoot: false,
            temporary: [],
        },
    );
    await engine.start(id);
    const read = async (path: string, limit = 100) => Buffer.from(await engine.readFile(id, path, limit)).toString();
    while ((await read('/data').catch(() => '')) !== 'hello') await engine.inspect(id);
    assert.equal(await read('/link'), 'hello');
    assert.equal(await read('/data', 2), 'he');
    await engine.stop(id, { graceSeconds: 0 });
    assert.equal(await read('/link'), 'hello');
    await assert.rejects(read('/folder'), failsWith('missing', /is no file/));
    await assert.rejects(read('/nowhere'), failsWith('missing'));
    const program = await engine.readFile(id, '/bin/busybox', 64 * 1024 * 1024);
    assert.equal(Buffer.from(program.subarray(0, 4)).toString('latin1'), '\u007fELF');
});

test('volumes without a name go with their container where that is asked for', async (context) => {
    const id = await engine.create(
        shellRequest('true', { volumes: [{ source: '', target: '/data', readOnly: false }] }),
    );
    removeAfter(context, engine, id);
    const mounts = (await engine.inspect(id)).raw as { Mounts: { Name: string }[] };
    const volume = mounts.Mounts[0]?.Name ?? '';
    const removed = (async () => {
        for await (const event of engine.watch(AbortSignal.timeout(10_000))) {
            if (event.kind === 'connected') await engine.remove(id, { volumes: true });
            if (event.kind === 'volume' && event.id === volume && event.action === 'destroy') return true;
        }
        return false;
    })();
    assert.ok(await removed);
});
