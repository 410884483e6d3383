/** The event stream of a real engine. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Engine } from '../../src/engine/engine';
import { eventOf, shellContainer } from './engineContainer';
import { testEngine } from './stackEngine';

let engine: Engine;

before(async () => {
    engine = await testEngine();
});

after(() => {
    engine.dispose();
});

test('the life of a container is told in order, each step once', async (context) => {
    const seen: string[] = [];
    let id = '';
    let created = 0;
    let told = 0;
    for await (const event of engine.watch(AbortSignal.timeout(20_000))) {
        if (event.kind === 'connected') {
            created = performance.now();
            id = await shellContainer(context, engine, 'exec sleep 60', { env: { A: 'b' } });
            void engine.start(id).then(() => engine.remove(id, { force: true }));
        }
        const action = eventOf(id, event);
        if (action === undefined) continue;
        seen.push(action);
        if (action === 'create') told = performance.now();
        if (action === 'destroy') break;
        if (action !== 'die' || event.kind !== 'container') continue;
        assert.equal(event.attributes['exitCode'], '137');
        assert.equal(event.attributes['gopherdock.test'], '1');
        assert.ok(event.time > 1_700_000_000_000_000_000n);
    }
    context.diagnostic(`create, answered and told: ${Math.round(told - created)} ms`);
    assert.deepEqual(seen, ['connected', 'create', 'start', 'kill', 'die', 'destroy']);
});

test('an event is told soon after it happened', async (context) => {
    const id = await shellContainer(context, engine, 'exec sleep 60');
    const latencies: number[] = [];
    for await (const event of engine.watch(AbortSignal.timeout(20_000))) {
        if (event.kind === 'connected') void engine.start(id);
        if (event.kind !== 'container' || event.id !== id) continue;
        latencies.push(Date.now() - Number(event.time / 1_000_000n));
        if (event.action === 'start') break;
    }
    context.diagnostic(`from the engine's stamp to us: ${latencies.join(', ')} ms`);
    assert.ok(latencies.every((latency) => latency < 2000));
});
