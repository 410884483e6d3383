/** Programs inside of containers, terminals for images without a shell, and files of any container, on a real engine. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { copyOut } from '../../src/engine/copyOut';
import type { Engine } from '../../src/engine/engine';
import type { ExecSession } from '../../src/engine/exec';
import { findShell, helperImages, openHelperShell, openShell } from '../../src/engine/shell';
import { writeTar } from '../../src/engine/writeTar';
import { failsWith } from '../pure/engine/failure';
import { removeAfter, shellContainer, shellRequest } from './engineContainer';
import { buildImage, testEngine } from './stackEngine';
import { folderOf } from './engineContainer';

let engine: Engine;
const size = { columns: 100, rows: 30 };

before(async () => {
    engine = await testEngine();
});

after(() => {
    engine.dispose();
});

async function outputOf(
    session: ExecSession,
): Promise<{ stdout: string; stderr: string; exitCode: number | undefined }> {
    const said = { stdout: '', stderr: '' };
    for await (const { stream, bytes } of session.output) said[stream] += Buffer.from(bytes).toString();
    return { ...said, exitCode: await session.ended };
}

/** Reads until the words come. */
async function readUntil(session: ExecSession, words: RegExp): Promise<string> {
    let said = '';
    const iterator = session.output[Symbol.asyncIterator]();
    while (!words.test(said)) {
        const next = await Promise.race([iterator.next(), pause(20_000, undefined)]);
        if (next === undefined || next.done === true) assert.fail(`only this came: ${said}`);
        said += Buffer.from(next.value.bytes).toString();
    }
    return said;
}

test('a program gets its input, and its outputs stay apart', async (context) => {
    const id = await shellContainer(context, engine, 'exec sleep 300');
    await assert.rejects(engine.exec(id, { command: ['true'], tty: false }), failsWith('conflict', /not running/));
    await engine.start(id);
    const script = 'read line; echo "out $line $A"; echo "err $(pwd)" >&2; id -u; exit 3';
    const session = await engine.exec(id, {
        command: ['sh', '-c', script],
        tty: false,
        env: { A: 'größe' },
        user: '65534',
        workingDir: '/bin',
    });
    session.write('hello\n');
    session.end();
    assert.deepEqual(await outputOf(session), {
        stdout: 'out hello größe\n65534\n',
        stderr: 'err /bin\n',
        exitCode: 3,
    });
});

test('much output comes whole', async (context) => {
    const id = await shellContainer(context, engine, 'exec sleep 300');
    await engine.start(id);
    const command = ['sh', '-c', 'head -c 20000000 /dev/zero | tr "\\0" x'];
    const { stdout, exitCode } = await outputOf(await engine.exec(id, { command, tty: false }));
    assert.deepEqual([stdout.length, exitCode], [20_000_000, 0]);
});

test('a program that is not there is told, in one way or another', async (context) => {
    const id = await shellContainer(context, engine, 'exec sleep 300');
    await engine.start(id);
    const told = await engine
        .exec(id, { command: ['/none'], tty: false })
        .then(outputOf)
        .catch((error: unknown) => error);
    assert.match(JSON.stringify(told instanceof Error ? told.message : told), /none.*no such file/);
});

test('a terminal knows its size, at its start and later, and ends with its shell', async (context) => {
    const id = await shellContainer(context, engine, 'exec sleep 300');
    await engine.start(id);
    const session = await openShell(engine, id, size);
    assert.ok(session !== undefined);
    session.write('stty size; echo $((40 + 2))\n');
    assert.match(await readUntil(session, /42\r\n/), /30 100/);
    await session.resize({ columns: 55, rows: 11 });
    session.write('stty size; exit 5\n');
    assert.match(await readUntil(session, /11 55/), /11 55/);
    assert.equal(await session.ended, 5);
});

test('an abort ends a session, and closing it hangs up', async (context) => {
    const id = await shellContainer(context, engine, 'exec sleep 300');
    await engine.start(id);
    const abort = new AbortController();
    const session = await engine.exec(id, { command: ['sh'], tty: true }, abort.signal);
    session.write('sleep 55\n');
    const read = outputOf(session);
    await pause(300);
    abort.abort();
    assert.equal((await read).exitCode, undefined);
    const left = async () => (await outputOf(await engine.exec(id, { command: ['ps'], tty: false }))).stdout;
    while (/sleep 55|\bsh$/m.test(await left())) await pause(100);
});

async function distroless(context: TestContext): Promise<string> {
    const folder = await folderOf(context, {
        Dockerfile:
            'FROM busybox AS tools\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=tools /bin/busybox /app/sleep\nCMD ["/app/sleep", "600"]\n',
    });
    const request = { context: folder, dockerfile: path.join(folder, 'Dockerfile'), target: undefined, args: {} };
    return buildImage(context, engine, request);
}

test('a container without a shell is entered through another one, and its files are read', async (context) => {
    const image = await distroless(context);
    const id = await engine.create(shellRequest('', { image, command: ['/app/sleep', '600'] }));
    removeAfter(context, engine, id);
    await engine.start(id);
    assert.equal(await findShell(engine, id), undefined);
    assert.equal(await openShell(engine, id, size), undefined);
    const [helper] = helperImages(await engine.images());
    assert.ok(helper !== undefined && helper.startsWith('busybox'));
    await assert.rejects(openHelperShell(engine, id, 'gopherdock-test/none', size), failsWith('missing'));
    await assert.rejects(openHelperShell(engine, id, image, size), failsWith('conflict', /has no shell/));

    const session = await openHelperShell(engine, id, helper, size);
    session.write('ls app; cat etc/passwd; ps; touch tmp/made && echo written; exit\n');
    const said = (await outputOf(session)).stdout;
    assert.match(said, /sleep/);
    assert.match(said, /nonroot/);
    assert.match(said, /\/app\/sleep 600/);
    assert.match(said, /\nwritten/);
    while ((await engine.containers()).some(({ labels }) => 'gopherdock.temporary' in labels)) await pause(100);
    assert.equal((await engine.inspect(id)).state, 'running');

    const root = await engine.listFolder(id, '/');
    assert.ok(root.complete);
    assert.ok(root.entries.some(({ name, kind }) => name === 'etc' && kind === 'folder'));
    const app = await engine.listFolder(id, '/app/');
    assert.deepEqual(
        app.entries.map(({ name, kind, size: bytes }) => [name, kind, bytes > 500_000]),
        [['sleep', 'file', true]],
    );
    await engine.stop(id, { graceSeconds: 0 });
    assert.deepEqual((await engine.listFolder(id, 'app')).entries, app.entries);
    await assert.rejects(engine.listFolder(id, '/nowhere'), failsWith('missing'));
    assert.equal((await engine.statPath(id, '/app')).kind, 'folder');
});

const filled =
    'mkdir -p /data/deep/er && cd /data && echo one > one && printf "" > empty && chmod 600 one && ln -s one link && ln -s /etc/passwd out && ln -s ../../../x up && ln one hard && ln -s deep/er inner && head -c 3000000 /dev/zero > big && echo two > "deep/er/größe 2" && mkfifo pipe && touch /ready && exec sleep 300';

test('a folder is listed and copied out, without what leads out of it', async (context) => {
    const id = await shellContainer(context, engine, filled, { readOnlyRoot: false, temporary: [] });
    await engine.start(id);
    while ((await engine.statPath(id, '/ready').catch(() => undefined)) === undefined) await pause(50);
    const listed = await engine.listFolder(id, '/data');
    assert.ok(listed.complete);
    assert.deepEqual(
        listed.entries.map(({ name, kind, size: bytes, target }) => [name, kind, bytes, target]),
        [
            ['big', 'file', 3_000_000, ''],
            ['deep', 'folder', 0, ''],
            ['empty', 'file', 0, ''],
            ['hard', 'file', 4, ''],
            ['inner', 'link', 0, 'deep/er'],
            ['link', 'link', 0, 'one'],
            ['one', 'file', 4, ''],
            ['out', 'link', 0, '/etc/passwd'],
            ['pipe', 'other', 0, ''],
            ['up', 'link', 0, '../../../x'],
        ],
    );
    assert.deepEqual(
        (await engine.listFolder(id, '/data/inner')).entries.map(({ name }) => name),
        ['größe 2'],
    );
    const stat = await engine.statPath(id, '/data/one');
    assert.deepEqual([stat.name, stat.kind, stat.size, stat.mode], ['one', 'file', 4, 0o600]);
    assert.equal((await engine.statPath(id, '/data/link')).kind, 'link');
    assert.ok(Math.abs(stat.modified - Date.now()) < 600_000);

    const base = await mkdtemp(path.join(tmpdir(), 'gopherdock-test-'));
    context.after(() => rm(base, { recursive: true, force: true }));
    const target = path.join(base, 'copied');
    const signal = AbortSignal.timeout(60_000);
    const { files, size: bytes, skipped } = await copyOut(engine, id, '/data', target, { signal });
    assert.deepEqual([files, bytes], [5, 3_000_008]);
    assert.deepEqual(skipped.map(({ name }) => name).sort(), ['data/out', 'data/pipe', 'data/up']);
    assert.deepEqual((await readdir(base)).sort(), ['copied']);
    assert.deepEqual((await readdir(path.join(target, 'data'))).sort(), [
        'big',
        'deep',
        'empty',
        'hard',
        'inner',
        'link',
        'one',
    ]);
    assert.equal(await readFile(path.join(target, 'data', 'hard'), 'utf8'), 'one\n');
    assert.equal(await readFile(path.join(target, 'data/deep/er/größe 2'), 'utf8'), 'two\n');
    assert.equal(await readlink(path.join(target, 'data', 'link')), 'one');
    await assert.rejects(copyOut(engine, id, '/data', target, { signal }), failsWith('conflict', /not empty/));
    await assert.rejects(copyOut(engine, id, '/none', path.join(base, 'n'), { signal }), failsWith('missing'));
});

test('an archive is unpacked into a container that has not started yet', async (context) => {
    const id = await shellContainer(context, engine, 'cat /tmp/x', { readOnlyRoot: false, temporary: [] });
    await engine.extract(id, '/tmp', writeTar([{ name: 'x', bytes: Buffer.from('hello'), mode: 0o644 }]));
    assert.equal(Buffer.from(await engine.readFile(id, '/tmp/x', 100)).toString(), 'hello');
    await assert.rejects(engine.extract(id, '/none', writeTar([])), failsWith('missing'));
});
