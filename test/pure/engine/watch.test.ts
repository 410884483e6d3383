import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { connectEngine } from '../../../src/engine/connectEngine';
import type { EngineEvent } from '../../../src/engine/engine';
import { readEvent, sinceParameter } from '../../../src/engine/events';
import { growingPause } from '../../../src/engine/pauses';
import { endpointAt, fakeEngine, json, silent } from './fakeEngine';

const second = 1_767_323_045_000_000_000n;

const eventLine = (nth: number, action = 'start'): string =>
    `{"status":"${action}","id":"c${nth}","from":"nginx","Type":"container","Action":"${action}","Actor":{"ID":"c${nth}","Attributes":{"image":"nginx","name":"web"}},"scope":"local","time":${second / 1_000_000_000n},"timeNano":${second + BigInt(nth)}}\n`;

/** Words for an event, to be compared. */
const short = (event: EngineEvent): string => ('time' in event ? `${event.action} ${event.id}` : event.kind);

/** Watches until `done` says so of what came so far. */
async function watchUntil(
    events: AsyncIterable<EngineEvent>,
    done: (seen: readonly string[]) => boolean,
    onEvent: (event: EngineEvent) => unknown = () => undefined,
): Promise<string[]> {
    const seen: string[] = [];
    for await (const event of events) {
        seen.push(short(event));
        await onEvent(event);
        if (done(seen)) break;
    }
    return seen;
}

const limit = () => AbortSignal.timeout(20_000);

test('the stream is open before `connected` is told', async (context) => {
    const fake = await fakeEngine(context, {
        '/events': (_, response) => {
            response.flushHeaders();
        },
    });
    for await (const event of fake.engine.watch(limit())) {
        assert.equal(event.kind, 'connected');
        assert.deepEqual(fake.requests, ['GET /version', 'GET /v1.45/events']);
        break;
    }
});

test('an event is read with its exact time, wherever the chunks are cut', async (context) => {
    const bytes = Buffer.from(eventLine(1).replace('web', 'größe 🐹') + eventLine(2));
    let cut = 0;
    const fake = await fakeEngine(context, {
        '/events': (_, response) => {
            response.write(bytes.subarray(0, cut), () => response.write(bytes.subarray(cut)));
        },
    });
    for (cut = 1; cut < bytes.length; cut += 1) {
        const events: EngineEvent[] = [];
        await watchUntil(
            fake.engine.watch(limit()),
            (seen) => seen.length === 3,
            (event) => events.push(event),
        );
        assert.deepEqual(events[1], {
            kind: 'container',
            action: 'start',
            id: 'c1',
            time: second + 1n,
            attributes: { image: 'nginx', name: 'größe 🐹' },
        });
        assert.equal(events.map(short)[2], 'start c2');
    }
});

test('a stream that breaks off at every byte loses and doubles no event', async (context) => {
    const bytes = Buffer.from([1, 2, 3, 4].map((nth) => eventLine(nth)).join(''));
    let cut = 0;
    let connections = 0;
    const fake = await fakeEngine(context, {
        '/events': (_, response) => {
            connections += 1;
            if (connections % 2 === 0) response.write(bytes);
            else {
                response.flushHeaders();
                response.write(bytes.subarray(0, cut), () => response.socket?.end(() => response.socket?.destroy()));
            }
        },
    });
    for (cut = 0; cut <= bytes.length; cut += 7) {
        connections = 0;
        const seen = await watchUntil(
            fake.engine.watch(limit()),
            (all) =>
                all.filter((one) => one.startsWith('start')).length === 4 &&
                all.filter((one) => one === 'connected').length === 2,
        );
        assert.deepEqual(
            seen.filter((one) => one.startsWith('start')),
            ['start c1', 'start c2', 'start c3', 'start c4'],
            `cut at ${cut}`,
        );
        assert.equal(seen.filter((one) => one === 'lost').length, 1);
    }
});

test('a new stream begins a little before the last event', async (context) => {
    let connections = 0;
    const fake = await fakeEngine(context, {
        '/events': (_, response) => {
            connections += 1;
            if (connections === 1) response.end(eventLine(7));
            else response.flushHeaders();
        },
    });
    const seen = await watchUntil(fake.engine.watch(limit()), (all) => all.length === 4);
    assert.deepEqual(seen, ['connected', 'start c7', 'lost', 'connected']);
    assert.equal(fake.requests.at(-1), `GET /v1.45/events?since=${second / 1_000_000_000n - 2n}.000000007`);
});

test('an engine that is away is tried for ever, with growing pauses up to a bound', async (context) => {
    const fake = await fakeEngine(context);
    await fake.close();
    const waits: number[] = [];
    await watchUntil(
        fake.engine.watch(limit()),
        (all) => all.length === 12,
        (event) => waits.push(event.kind === 'lost' ? event.nextTryMilliseconds : -1),
    );
    assert.deepEqual(waits, [5, 10, 20, 40, 40, 40, 40, 40, 40, 40, 40, 40]);
});

test('an engine that starts, ends and starts again is told each time', async (context) => {
    const fake = await fakeEngine(context, {
        '/events': (_, response) => {
            response.flushHeaders();
        },
    });
    await fake.close();
    let connected = 0;
    const seen = await watchUntil(
        fake.engine.watch(limit()),
        () => connected === 3,
        async (event) => {
            if (event.kind === 'connected') {
                connected += 1;
                await fake.close();
            } else if (event.kind === 'lost' && connected < 3) {
                void pause(5).then(() => fake.open().catch(() => undefined));
            }
        },
    );
    assert.equal(seen[0], 'lost');
    assert.equal(seen.filter((one) => one === 'connected').length, 3);
});

test('an engine that comes back as another one is spoken to in its version', async (context) => {
    let response: ServerResponse | undefined;
    const fake = await fakeEngine(context, {
        '/events': (_, opened) => {
            response = opened;
            opened.flushHeaders();
        },
    });
    const versions: string[] = [];
    await watchUntil(
        fake.engine.watch(limit()),
        () => versions.length === 2,
        (event) => {
            if (event.kind !== 'connected') return;
            versions.push(event.version.api);
            fake.answers['/version'] = json({ Version: '29', ApiVersion: '1.52', MinAPIVersion: '1.44' });
            response?.end();
        },
    );
    assert.deepEqual(versions, ['1.45', '1.51']);
});

test('garbage between events, other kinds and half objects are passed over', async (context) => {
    const bytes = [
        '\n',
        'not json\n',
        '{"Type":"daemon","Action":"reload"}\n',
        '[]\n',
        'null\n',
        '{"Type":"image","Action":7}\n',
        eventLine(1),
    ].join('');
    const fake = await fakeEngine(context, { '/events': (_, response) => response.write(bytes) });
    assert.deepEqual(await watchUntil(fake.engine.watch(limit()), (all) => all.length === 3), [
        'connected',
        ' ',
        'start c1',
    ]);
});

test('a stream without line breaks is given up, not kept in memory', async (context) => {
    const fake = await fakeEngine(context, {
        '/events': (_, response) => response.write('x'.repeat(5 * 1024 * 1024)),
    });
    assert.deepEqual(await watchUntil(fake.engine.watch(limit()), (all) => all.length === 2), ['connected', 'lost']);
});

test('a reader that is too slow is told to read the lists again instead of drowning', async (context) => {
    const many = Array.from({ length: 30_000 }, (_, nth) => eventLine(nth)).join('');
    let written: () => void = () => undefined;
    const all = new Promise<void>((resolve) => (written = resolve));
    const fake = await fakeEngine(context, { '/events': (_, response) => response.write(many, written) });
    const seen = await watchUntil(
        fake.engine.watch(limit()),
        (events) => events.at(-1) === 'start c29999',
        (event) => (event.kind === 'connected' ? all.then(() => pause(200)) : undefined),
    );
    assert.equal(seen.filter((one) => one === 'connected').length, 2);
    assert.ok(seen.length < 25_000);
});

for (const [when, isOpen] of [
    ['an event is waited for', true],
    ['the engine is away', false],
] as const) {
    test(`an abort while ${when} rejects with its reason, at once`, async (context) => {
        const fake = await fakeEngine(context, {
            '/events': (_, response) => {
                response.flushHeaders();
            },
        });
        if (!isOpen) await fake.close();
        const slow = connectEngine(fake.endpoint, silent, {
            pauses: { firstMilliseconds: 5000, longestMilliseconds: 5000 },
        });
        context.after(() => {
            slow.dispose();
        });
        const abort = new AbortController();
        const reason = new Error('no longer wanted');
        const rejected = assert.rejects(
            watchUntil(slow.watch(abort.signal), () => false),
            (error) => error === reason,
        );
        await pause(50);
        const aborted = performance.now();
        abort.abort(reason);
        await rejected;
        assert.ok(performance.now() - aborted < 5000);
    });
}

test('a reader that stops reading closes the stream', async (context) => {
    let closed = false;
    const fake = await fakeEngine(context, {
        '/events': (_, response) => {
            response.flushHeaders();
            response.on('close', () => (closed = true));
        },
    });
    await watchUntil(fake.engine.watch(limit()), () => true);
    await pause(50);
    assert.ok(closed);
});

test('an address that nobody could ever answer on is still watched', async () => {
    const engine = connectEngine(endpointAt('unix:///nowhere/docker.sock'), silent, {
        pauses: { firstMilliseconds: 1, longestMilliseconds: 1 },
    });
    assert.deepEqual(await watchUntil(engine.watch(limit()), (all) => all.length === 3), ['lost', 'lost', 'lost']);
});

test('pauses double up to the longest', () => {
    const pauses = { firstMilliseconds: 100, longestMilliseconds: 3000 };
    assert.deepEqual(
        [1, 2, 5, 6, 1000].map((failures) => growingPause(failures, pauses)),
        [100, 200, 1600, 3000, 3000],
    );
});

test('an event of an engine without nanoseconds has its seconds, and text cannot forge a row', () => {
    const event = readEvent('{"Type":"volume","Action":"crea\\nte","Actor":{"ID":"v"},"time":5}');
    assert.equal(event?.time, 5_000_000_000n);
    assert.equal(event.action, 'crea\uFFFDte');
    const forged = readEvent(
        '{"Type":"image","Action":"tag","Actor":{"ID":"i","Attributes":{"note":"\\"timeNano\\":1"}},"timeNano":12345678901234567890}',
    );
    assert.equal(forged?.time, 12_345_678_901_234_567_890n);
    assert.equal(sinceParameter(1_000_000_002n), '1.000000002');
});
