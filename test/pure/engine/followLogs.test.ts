import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Engine, LogLine, LogOptions } from '../../../src/engine/engine';
import { nanoseconds } from '../../../src/engine/times';
import { failsWith } from './failure';
import { fakeEngine, json, type Answer } from './fakeEngine';
import { framesOf, stamp } from './logBody';

interface Entry {
    readonly stream: LogLine['stream'];
    readonly time: string;
    readonly text: string;
}

const entry = (stream: LogLine['stream'], nth: number, text: string): Entry => ({ stream, time: stamp(nth), text });

/** Several lines of one time, and the streams out of order, as the engine writes them when both are busy. */
const entries: readonly Entry[] = [
    entry('stdout', 1, 'one'),
    entry('stderr', 3, 'two'),
    entry('stdout', 2, 'three'),
    entry('stdout', 2, 'same time'),
    entry('stdout', 2, 'same time'),
    entry('stderr', 3, 'same time of the other'),
    entry('stdout', 900_000_000, 'later'),
    entry('stderr', 2_500_000_000, 'beyond the overlap'),
    entry('stdout', 2_500_000_000, 'last'),
];

/** What the engine has for a request: those since a moment, and of these the last `tail`. */
function asked(all: readonly Entry[], url: URL): Buffer {
    const since = Number(url.searchParams.get('since') ?? 0);
    const tail = url.searchParams.get('tail');
    const found = all.filter(({ time }) => Number(nanoseconds(time) ?? 0n) >= since * 1e9 - 1);
    const last = tail === null ? found : found.slice(found.length - Math.min(Number(tail), found.length));
    return Buffer.concat(last.map(({ stream, time, text }) => framesOf(stream, time, text)));
}

const running = json({ Id: 'full-id', State: { Status: 'running' } });
const exitedAfter = (startedAt: string): Answer =>
    json({ Id: 'full-id', State: { Status: 'exited', StartedAt: startedAt, FinishedAt: '2026-01-02T03:04:09Z' } });
const exited = exitedAfter('2026-01-02T03:04:05Z');
const event =
    (action: string): Answer =>
    (_, response) =>
        response.write(
            `${JSON.stringify({ Type: 'container', Action: action, Actor: { ID: 'full-id' }, timeNano: 1 })}\n`,
        );

function breakOff(response: ServerResponse, body: Buffer): void {
    response.flushHeaders();
    response.write(body, () => response.socket?.end(() => response.socket?.destroy()));
}

async function collect(
    engine: Engine,
    options: LogOptions = { follow: true },
    signal = AbortSignal.timeout(20_000),
): Promise<Entry[]> {
    const lines: Entry[] = [];
    for await (const { stream, time, text } of engine.logs('x', options, signal)) lines.push({ stream, time, text });
    return lines;
}

test('a followed log that breaks off at every byte loses and doubles no line', async (context) => {
    let cut = 0;
    let connections = 0;
    const fake = await fakeEngine(context, {
        '/containers/x/json': running,
        '/events': event('destroy'),
        '/containers/full-id/json': (...call) => (connections < 2 ? running : exited)(...call),
        '/containers/full-id/logs': (_, response, url) => {
            connections += 1;
            const body = asked(entries, url);
            if (connections === 1) breakOff(response, body.subarray(0, cut));
            else response.end(body);
        },
    });
    const { length } = asked(entries, new URL('http://engine/'));
    for (cut = 0; cut <= length; cut += 1) {
        connections = 0;
        assert.deepEqual(await collect(fake.engine), entries, `cut at ${cut}`);
    }
});

test('a line that comes while the connection is lost is not lost', async (context) => {
    let connections = 0;
    const fake = await fakeEngine(context, {
        '/containers/x/json': running,
        '/events': event('destroy'),
        '/containers/full-id/json': (...call) => (connections < entries.length ? running : exited)(...call),
        '/containers/full-id/logs': (_, response, url) => {
            connections += 1;
            breakOff(response, asked(entries.slice(0, connections), url));
        },
    });
    assert.deepEqual(await collect(fake.engine), entries);
});

test('a followed log waits for an engine that is away', async (context) => {
    let connections = 0;
    const fake = await fakeEngine(context, {
        '/containers/x/json': running,
        '/events': event('destroy'),
        '/containers/full-id/json': (...call) => (connections < 2 ? running : exited)(...call),
        '/containers/full-id/logs': (_, response, url) => {
            connections += 1;
            if (connections === 1) response.write(asked(entries.slice(0, 4), url));
            else response.end(asked(entries, url));
        },
    });
    const lines: string[] = [];
    for await (const { text } of fake.engine.logs('x', { follow: true }, AbortSignal.timeout(20_000))) {
        lines.push(text);
        if (lines.length !== 4) continue;
        await fake.close();
        void pause(150).then(fake.open);
    }
    assert.deepEqual(
        lines,
        entries.map(({ text }) => text),
    );
});

test('the log of a container that is restarted goes on', async (context) => {
    let runs = 1;
    const fake = await fakeEngine(context, {
        '/containers/x/json': running,
        '/events': (...call) => {
            if (runs === 2) return event('destroy')(...call);
            runs = 2;
            return event('start')(...call);
        },
        '/containers/full-id/json': (...call) => exitedAfter(`run ${runs}`)(...call),
        '/containers/full-id/logs': (_, response, url) => {
            response.end(asked(entries.slice(0, runs === 1 ? 6 : entries.length), url));
        },
    });
    assert.deepEqual(await collect(fake.engine), entries);
});

test('the start of a run that ended at once, told after its end, is no restart', async (context) => {
    const fake = await fakeEngine(context, {
        '/containers/x/json': running,
        '/events': (_, response) => {
            const events = ['start', 'destroy'].map((action) => JSON.stringify({ Type: 'container', Action: action }));
            response.write(`${events.join('\n')}\n`);
        },
        '/containers/full-id/json': exited,
        '/containers/full-id/logs': (_, response, url) => response.end(asked(entries, url)),
    });
    assert.deepEqual(await collect(fake.engine), entries);
});

test('a container that is removed while it is followed ends its log', async (context) => {
    const fake = await fakeEngine(context, {
        '/containers/x/json': running,
        '/containers/full-id/logs': (_, response, url) => {
            fake.answers['/containers/full-id/logs'] = json({ message: 'No such container' }, 404);
            response.end(asked(entries, url));
        },
    });
    assert.deepEqual(await collect(fake.engine), entries);
});

test('an engine that is unavailable for a while is asked again', async (context) => {
    let asks = 0;
    const fake = await fakeEngine(context, {
        '/containers/x/json': running,
        '/events': event('destroy'),
        '/containers/full-id/json': (...call) => {
            asks += 1;
            return (asks < 6 ? json({ message: 'starting' }, 503) : exited)(...call);
        },
        '/containers/full-id/logs': (_, response, url) => {
            asks += 1;
            if (asks === 1) breakOff(response, asked(entries.slice(0, 2), url));
            else if (asks < 4) json({ message: 'starting' }, 503)(_, response, url);
            else response.end(asked(entries, url));
        },
    });
    assert.deepEqual(await collect(fake.engine), entries);
});

test('without following, the end is the end, and a broken body is an error', async (context) => {
    const fake = await fakeEngine(context, {
        '/containers/x/json': running,
        '/containers/full-id/logs': (_, response, url) => response.end(asked(entries, url)),
    });
    assert.deepEqual(await collect(fake.engine, { follow: false }), entries);
    fake.answers['/containers/full-id/logs'] = (_, response, url) => {
        breakOff(response, asked(entries, url));
    };
    await assert.rejects(collect(fake.engine, { follow: false }), failsWith('unreachable'));
});

const optionCases: readonly (readonly [name: string, options: LogOptions, lines: readonly Entry[], query: RegExp])[] = [
    ['the last two lines', { follow: false, tail: 2 }, entries.slice(-2), /tail=2/],
    [
        'the lines after a moment, which is exclusive',
        { follow: false, since: stamp(900_000_000) },
        entries.slice(-2),
        /since=1767323045\.900000000/,
    ],
    ['all lines', { follow: false }, entries, /timestamps=true&follow=false$/],
];
for (const [name, options, lines, query] of optionCases) {
    test(name, async (context) => {
        const fake = await fakeEngine(context, {
            '/containers/x/json': running,
            '/containers/full-id/logs': (_, response, url) => response.end(asked(entries, url)),
        });
        assert.deepEqual(await collect(fake.engine, options), lines);
        assert.match(fake.requests.at(-1) ?? '', query);
    });
}

test('a tail that breaks off goes on where it was, not with the tail again', async (context) => {
    let connections = 0;
    const fake = await fakeEngine(context, {
        '/containers/x/json': running,
        '/events': event('destroy'),
        '/containers/full-id/json': (...call) => (connections < 2 ? running : exited)(...call),
        '/containers/full-id/logs': (_, response, url) => {
            connections += 1;
            if (connections === 1) breakOff(response, asked(entries.slice(0, 7), url));
            else response.end(asked(entries, url));
        },
    });
    assert.deepEqual(await collect(fake.engine, { follow: true, tail: 2 }), entries.slice(5));
});

test('the log of a container that is not there is missing', async (context) => {
    const fake = await fakeEngine(context, { '/containers/x/json': json({ message: 'No such container: x' }, 404) });
    await assert.rejects(collect(fake.engine), failsWith('missing', /No such container/));
});

test('a log that the engine cannot serve is an error, not an endless try', async (context) => {
    const fake = await fakeEngine(context, {
        '/containers/x/json': running,
        '/containers/full-id/logs': json({ message: 'configured logging driver does not support reading' }, 501),
    });
    await assert.rejects(collect(fake.engine), failsWith('protocol', /does not support reading/));
});

const waits: Readonly<Record<string, Record<string, Answer>>> = {
    'while the container is looked up': { '/containers/x/json': () => undefined },
    'while the log opens': { '/containers/x/json': running, '/containers/full-id/logs': () => undefined },
    'while a line is waited for': {
        '/containers/x/json': running,
        '/containers/full-id/logs': (_, response) => {
            response.flushHeaders();
        },
    },
    'while a restart is waited for': {
        '/containers/x/json': running,
        '/containers/full-id/json': exited,
        '/containers/full-id/logs': (_, response) => response.end(),
        '/events': (_, response) => {
            response.flushHeaders();
        },
    },
    'while the engine is away': {
        '/containers/x/json': running,
        '/containers/full-id/json': json({ message: 'starting' }, 503),
        '/containers/full-id/logs': (_, response) => {
            breakOff(response, Buffer.alloc(0));
        },
    },
};
for (const [when, answers] of Object.entries(waits)) {
    test(`an abort ${when} rejects with its reason, at once`, async (context) => {
        const fake = await fakeEngine(context, answers);
        const abort = new AbortController();
        const reason = new Error('no longer wanted');
        const reading = collect(fake.engine, { follow: true }, abort.signal);
        const rejected = assert.rejects(reading, (error) => error === reason);
        await pause(60);
        const aborted = performance.now();
        abort.abort(reason);
        await rejected;
        assert.ok(performance.now() - aborted < 5000);
    });
}
