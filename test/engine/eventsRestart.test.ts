/**
 * An engine that is killed and started again while it is watched and logs are followed. It runs only where the engine is of the tests' own: whose
 * restart script the environment names.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Engine, EngineEvent, LogLine } from '../../src/engine/engine';
import { runProgram } from '../../src/programs/runProgram';
import { eventOf, readLog, removeAfter, shellContainer } from './engineContainer';
import { testEngine } from './stackEngine';

const restart = process.env['GOPHERDOCK_ENGINE_RESTART'];
/** Counts on over its own restarts, and ends when it is asked to. */
const counting =
    'trap "exit 0" TERM; n=$(cat /tmp/n 2>/dev/null || echo 0); while :; do n=$((n+1)); echo $n > /tmp/n; echo "line $n"; echo "error $n" >&2; sleep 0.01; done';

let engine: Engine;

before(async () => {
    engine = await testEngine();
});

after(() => {
    engine.dispose();
});

test(
    'watching and following go on over a killed engine',
    { skip: restart === undefined && 'the engine is not ours to kill' },
    async (context) => {
        const lasting = (
            await runProgram(
                'docker',
                ['run', '-d', '--restart=always', '--label=gopherdock.test=1', 'busybox', 'sh', '-c', counting],
                { env: process.env },
            )
        ).output.trim();
        removeAfter(context, engine, lasting);
        const mortal = await shellContainer(context, engine, counting);
        await engine.start(mortal);

        const stop = new AbortController();
        const followed: LogLine[] = [];
        const lastingEnds = (async () => {
            for await (const line of engine.logs(lasting, { follow: true }, stop.signal)) followed.push(line);
        })().catch((error: unknown) => error);
        const mortalLines: LogLine[] = [];
        const mortalEnds = (async () => {
            for await (const line of engine.logs(mortal, { follow: true }, AbortSignal.timeout(60_000)))
                mortalLines.push(line);
        })();
        const events: EngineEvent[] = [];
        const watched = (async () => {
            for await (const event of engine.watch(stop.signal)) events.push(event);
        })().catch((error: unknown) => error);
        const actions = () => events.map((event) => eventOf(lasting, event)).filter((action) => action !== undefined);

        await pause(500);
        const before = followed.length;
        assert.ok(before > 20);
        await runProgram(process.execPath, [restart ?? ''], { env: process.env });
        const back = performance.now();
        while (actions().filter((action) => action === 'connected').length < 2) await pause(10);
        context.diagnostic(`watching again ${Math.round(performance.now() - back)} ms after the engine answered`);
        const connected = actions();
        assert.deepEqual(connected.slice(0, 2), ['connected', 'lost']);

        // the container that died with its engine: its log ends, with all that the engine kept
        await mortalEnds;
        assert.equal((await engine.inspect(mortal)).state, 'exited');
        assert.deepEqual(texts(mortalLines), texts(await readLog(engine, mortal)));

        // the other one was started again: its log goes on, and so do events
        while (followed.length < before + 100) await pause(20);
        await engine.stop(lasting, { graceSeconds: 0 });
        while (!actions().includes('die')) await pause(10);
        await pause(300);
        const reason = new Error('seen enough');
        stop.abort(reason);
        assert.equal(await lastingEnds, reason);
        assert.equal(await watched, reason);
        const kept = await readLog(engine, lasting);
        context.diagnostic(`${followed.length} lines followed, ${kept.length} kept by the engine`);
        assert.deepEqual(texts(followed), texts(kept));
        const numbers = followed.filter(({ stream }) => stream === 'stdout').map(({ text }) => Number(text.slice(5)));
        assert.equal(new Set(numbers).size, numbers.length);
    },
);

/** Each stream by itself: between them the order is that of arrival. */
function texts(lines: readonly LogLine[]): string[] {
    return (['stdout', 'stderr'] as const).flatMap((name) =>
        lines.filter(({ stream }) => stream === name).map(({ text, time }) => `${time} ${text}`),
    );
}
