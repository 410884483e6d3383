/** Logs as a real engine writes them: fast, long, of a terminal, with tail and since, followed to the end. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Engine } from '../../src/engine/engine';
import { runProgram } from '../../src/programs/runProgram';
import { readLog, removeAfter, shellContainer } from './engineContainer';
import { ended, testEngine } from './stackEngine';

let engine: Engine;

before(async () => {
    engine = await testEngine();
});

after(() => {
    engine.dispose();
});

test('a fast log is followed to its end, each line once and in order', async (context) => {
    const count = 50_000;
    const script = `seq 1 ${count} | sed 's/^/out /' & seq 1 ${count} | sed 's/^/err /' >&2; wait`;
    const id = await shellContainer(context, engine, script);
    await engine.start(id);
    const lines = await readLog(engine, id, { follow: true });
    for (const [stream, word] of [
        ['stdout', 'out'],
        ['stderr', 'err'],
    ] as const) {
        const numbers = lines.filter((line) => line.stream === stream).map(({ text }) => text);
        assert.equal(numbers.length, count);
        assert.ok(numbers.every((text, index) => text === `${word} ${index + 1}`));
    }
});

test('a line of 10 MB is cut at 1 MiB, and lines of many pieces are whole', async (context) => {
    const script = [
        'head -c 10000000 /dev/zero | tr "\\0" x; echo',
        'head -c 100000 /dev/zero | tr "\\0" y; echo',
        'head -c 16384 /dev/zero | tr "\\0" z; echo',
        'printf "no break"',
    ].join('; ');
    const id = await shellContainer(context, engine, script);
    await engine.start(id);
    const lines = await readLog(engine, id, { follow: true });
    assert.deepEqual(
        lines.map(({ text, truncated }) => [text.length, text.slice(0, 8), truncated]),
        [
            [1_048_576, 'xxxxxxxx', true],
            [100_000, 'yyyyyyyy', false],
            [16_384, 'zzzzzzzz', false],
            [8, 'no break', false],
        ],
    );
});

test('a log is read from a moment or from its end', async (context) => {
    const id = await shellContainer(context, engine, 'for n in 1 2 3 4 5; do echo $n; done; echo six >&2');
    await engine.start(id);
    await ended(engine, id);
    const all = await readLog(engine, id);
    assert.deepEqual(
        all.filter(({ stream }) => stream === 'stdout').map(({ text }) => text),
        ['1', '2', '3', '4', '5'],
    );
    assert.deepEqual((await readLog(engine, id, { follow: false, tail: 2 })).length, 2);
    const third = all.find(({ text }) => text === '3');
    assert.ok(third !== undefined);
    const later = await readLog(engine, id, { follow: false, since: third.time });
    assert.deepEqual(
        later.filter(({ stream }) => stream === 'stdout').map(({ text }) => text),
        ['4', '5'],
    );
    assert.deepEqual(await readLog(engine, id, { follow: true, tail: 0 }), []);
});

test("a terminal's log has its lines, long ones too", async (context) => {
    const script = 'echo one; head -c 40000 /dev/zero | tr "\\0" x; echo; printf last';
    const { output } = await runProgram(
        'docker',
        ['run', '-d', '-t', '--label=gopherdock.test=1', 'busybox', 'sh', '-c', script],
        { env: process.env },
    );
    const id = output.trim();
    removeAfter(context, engine, id);
    await ended(engine, id);
    assert.equal((await engine.inspect(id)).tty, true);
    const lines = await readLog(engine, id);
    assert.deepEqual(
        lines.map(({ text }) => [text.length, text.slice(0, 4)]),
        [
            [3, 'one'],
            [40_000, 'xxxx'],
            [4, 'last'],
        ],
    );
});

test('the log of a container that is restarted goes on, and ends when it is removed', async (context) => {
    const id = await shellContainer(
        context,
        engine,
        'echo begins; trap "echo ends; exit 0" TERM; while :; do sleep 0.05; done',
    );
    await engine.start(id);
    const lines: string[] = [];
    for await (const { text } of engine.logs(id, { follow: true }, AbortSignal.timeout(30_000))) {
        lines.push(text);
        if (lines.length === 1) void engine.restart(id);
        if (lines.length === 3) void engine.remove(id, { force: true });
    }
    assert.deepEqual(lines.slice(0, 3), ['begins', 'ends', 'begins']);
    assert.ok(lines.length <= 4);
});

test('an abort ends a followed log at once', async (context) => {
    const id = await shellContainer(context, engine, 'echo one; exec sleep 60');
    await engine.start(id);
    const abort = new AbortController();
    const reason = new Error('no longer wanted');
    let aborted = 0;
    await assert.rejects(
        (async () => {
            for await (const line of engine.logs(id, { follow: true }, abort.signal)) {
                assert.equal(line.text, 'one');
                void pause(100).then(() => {
                    aborted = performance.now();
                    abort.abort(reason);
                });
            }
        })(),
        (error) => error === reason,
    );
    assert.ok(performance.now() - aborted < 500);
});
