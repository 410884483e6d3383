/** The event stream over restarts of the engine, over cuts of its socket, over a thousand containers, and over nothing at all. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { connectEngine } from '../../src/engine/connectEngine';
import type { Engine } from '../../src/engine/engine';
import { EngineError } from '../../src/engine/engineError';
import { silent } from '../pure/engine/fakeEngine';
import { shellRequest } from './engineContainer';
import { EventRows } from './eventRows';
import { privateEngine } from './privateEngine';
import { proxySocket } from './proxySocket';
import { testEngine, testLabels } from './stackEngine';

let shared: Engine;

before(async () => {
    shared = await testEngine();
});

after(() => {
    shared.dispose();
});

const labels = { ...testLabels, 'gopherdock.test.gaps': String(process.pid) };
const isOurs = (given: Readonly<Record<string, string>>) =>
    given['gopherdock.test.gaps'] === labels['gopherdock.test.gaps'];

/** Makes, renames and removes containers until it is told to stop, whatever happens to the engine; answers those that are left. */
async function churn(engine: Engine, image: string, stop: AbortSignal): Promise<string[]> {
    const left: string[] = [];
    for (let nth = 0; !stop.aborted; nth++) {
        try {
            const request = shellRequest('true', { image, labels, network: 'none', temporary: [] });
            left.push(await engine.create(request));
            const [first] = left;
            if (nth % 3 === 0 && first !== undefined)
                await engine.rename(first, `gopherdock-test-${process.pid}-${nth}`);
            if (left.length > 5 && first !== undefined) {
                left.shift();
                await engine.remove(first, { force: true });
            }
        } catch (error) {
            if (!(error instanceof EngineError)) throw error;
        }
        await pause(30);
    }
    return left;
}

async function removeAll(engine: Engine): Promise<void> {
    for (const { id, labels: given } of await engine.containers())
        if (isOurs(given)) await engine.remove(id, { force: true }).catch(() => undefined);
}

test('an engine that is killed and started 20 times loses and doubles no row', async (context) => {
    const own = await privateEngine(context);
    if (own === undefined) {
        context.skip('no engine can be started here');
        return;
    }
    const stop = new AbortController();
    const rows = new EventRows(own.engine, isOurs);
    const following = rows.follow(stop.signal).catch((error: unknown) => error);
    const still = new AbortController();
    while (rows.connections === 0) await pause(10);
    const changing = churn(own.engine, 'empty', still.signal);
    for (let nth = 0; nth < 20; nth++) {
        const { connections } = rows;
        await own.restart();
        while (rows.connections === connections) await pause(10);
        await pause(100);
    }
    still.abort();
    await changing;
    await settled(rows);
    stop.abort(new Error('seen enough'));
    await following;
    context.diagnostic(`${rows.told.length} events, ${rows.names.size} rows, ${rows.connections} connections`);
    assert.ok(rows.connections > 20 && rows.names.size > 0);
    await rows.assertSame();
});

test('a socket that is cut 50 times loses and doubles no row', async (context) => {
    const proxy = await proxySocket(context, shared.endpoint.address);
    // a connection that breaks soon makes the next pause longer
    const pauses = { firstMilliseconds: 20, longestMilliseconds: 100 };
    const engine = connectEngine({ ...shared.endpoint, address: proxy.address }, silent, { pauses });
    context.after(() => removeAll(shared));
    const stop = new AbortController();
    const rows = new EventRows(engine, isOurs);
    const following = rows.follow(stop.signal).catch((error: unknown) => error);
    const still = new AbortController();
    const changing = churn(shared, 'busybox', still.signal);
    for (let nth = 0; nth < 50; nth++) {
        const { connections } = rows;
        while (rows.connections === connections && proxy.cut() === 0) await pause(5);
        while (rows.connections === connections) await pause(5);
        await pause(30 * (nth % 4));
    }
    still.abort();
    await changing;
    await settled(rows);
    stop.abort(new Error('seen enough'));
    await following;
    engine.dispose();
    context.diagnostic(`${rows.told.length} events, ${rows.names.size} rows, ${rows.connections} connections`);
    assert.ok(rows.connections >= 50);
    await rows.assertSame();
    // what was told is all that happened: the lists alone would show the same rows in the end
    const created = rows.told.filter((event) => event.includes(' create ')).length;
    assert.ok(created > 50, `${created} containers`);
});

async function settled(rows: EventRows): Promise<void> {
    const deadline = Date.now() + 10_000;
    while (!(await rows.matches()) && Date.now() < deadline) await pause(50);
}

test('while nothing happens nothing is asked', async (context) => {
    const proxy = await proxySocket(context, shared.endpoint.address);
    const engine = connectEngine({ ...shared.endpoint, address: proxy.address }, silent);
    const stop = new AbortController();
    const rows = new EventRows(engine, isOurs);
    const following = rows.follow(stop.signal).catch((error: unknown) => error);
    while (rows.connections === 0) await pause(20);
    while (!(await rows.matches())) await pause(20);
    const before = proxy.requests.length;
    assert.ok(before >= 3, proxy.requests.join('\n'));
    const milliseconds = Number(process.env['GOPHERDOCK_IDLE_MILLISECONDS'] ?? 5000);
    await pause(milliseconds);
    context.diagnostic(`${proxy.requests.length - before} requests in ${milliseconds} ms`);
    assert.deepEqual(proxy.requests.slice(before), []);
    stop.abort(new Error('seen enough'));
    await following;
    engine.dispose();
});

test('a thousand containers are listed at once, and one that changes is one event', async (context) => {
    const own = await privateEngine(context);
    if (own === undefined) {
        context.skip('no engine can be started here');
        return;
    }
    const { engine } = own;
    const request = shellRequest('true', { image: 'empty', labels, network: 'none', temporary: [] });
    const count = 1000;
    const lanes = Array.from({ length: 8 }, (_, lane) => lane);
    await Promise.all(
        lanes.map(async (lane) => {
            for (let nth = lane; nth < count; nth += lanes.length) await engine.create(request);
        }),
    );
    const times: number[] = [];
    for (let nth = 0; nth < 5; nth++) {
        const started = performance.now();
        assert.equal((await engine.containers()).length, count);
        times.push(performance.now() - started);
    }
    context.diagnostic(`${count} containers listed in ${times.map((time) => Math.round(time)).join(', ')} ms`);
    const stop = new AbortController();
    const rows = new EventRows(engine, isOurs);
    const following = rows.follow(stop.signal).catch((error: unknown) => error);
    while (rows.names.size < count) await pause(20);
    const [first = ''] = rows.names.keys();
    await engine.rename(first, 'another');
    while (rows.names.get(first) !== 'another') await pause(10);
    assert.equal(rows.told.length, 1);
    stop.abort(new Error('seen enough'));
    await following;
});
