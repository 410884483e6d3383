import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EngineError } from '../../../src/engine/engineError';
import { TestEngine, eventually } from './treeEngine';
import { containerOf } from './treeScene';

test('nothing is connected before somebody asks', async () => {
    const engine = new TestEngine();
    const session = engine.session();
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.deepEqual(engine.calls, []);
    assert.equal(session.state.kind, 'unknown');
});

test('a holder brings the lists, and the last one to let go ends the watch', async () => {
    const engine = new TestEngine();
    engine.containers = [containerOf({ name: 'a' })];
    const session = engine.session();
    const one = session.hold();
    const other = session.hold();
    assert.equal(session.state.kind, 'connecting');
    await eventually(() => session.state.kind === 'connected', 'connected');
    assert.deepEqual(session.holdings.containers, engine.containers);
    assert.equal(engine.watchers, 1);
    one.dispose();
    one.dispose();
    assert.equal(engine.watchers, 1);
    other.dispose();
    await eventually(() => engine.watchers === 0, 'no watcher');
});

test('an event has the lists read again, a burst of them once or twice', async () => {
    const engine = new TestEngine();
    const session = engine.session();
    session.hold();
    await eventually(() => session.state.kind === 'connected', 'connected');
    const reads = (): number => engine.calls.filter((call) => call === 'containers').length;
    const before = reads();
    engine.containers = [containerOf({ name: 'b' })];
    let changes = 0;
    session.onDidChange(() => changes++);
    for (let count = 0; count < 100; count++) engine.happen('start');
    await eventually(() => session.holdings.containers.length === 1, 'the new container');
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.ok(reads() - before <= 2, `${reads() - before} reads`);
    assert.ok(changes <= 2, `${changes} changes`);
    session.dispose();
});

test('a health check’s own events read nothing', async () => {
    const engine = new TestEngine();
    const session = engine.session();
    session.hold();
    await eventually(() => session.state.kind === 'connected', 'connected');
    const before = engine.calls.length;
    engine.happen('exec_create: /bin/probe');
    engine.happen('exec_die');
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(engine.calls.length, before);
    session.dispose();
});

for (const isChosen of [true, false]) {
    test(`an engine that ${isChosen ? 'was chosen' : 'was found'} is lost and comes back by itself`, async () => {
        const engine = new TestEngine();
        engine.isChosen = isChosen;
        const session = engine.session();
        session.hold();
        await eventually(() => session.state.kind === 'connected', 'connected');
        engine.goDown();
        await eventually(() => session.state.kind === 'lost', 'lost');
        await new Promise((resolve) => setTimeout(resolve, 60));
        assert.equal(session.state.kind, 'lost');
        engine.containers = [containerOf({ name: 'after' })];
        engine.comeBack();
        await eventually(() => session.state.kind === 'connected', 'connected again');
        assert.equal(session.holdings.containers[0]?.name, 'after');
        const searches = engine.calls.filter((call) => call === 'discover').length;
        assert.equal(searches > 1, !isChosen, 'only instead of a found one another may be found');
        session.dispose();
    });
}

test('an engine that starts later is found without being asked for', async () => {
    const engine = new TestEngine();
    engine.isUp = false;
    const session = engine.session();
    const states = new Set<string>();
    session.onDidChange(() => states.add(session.state.kind));
    session.hold();
    await eventually(() => session.state.kind === 'lost', 'lost');
    engine.isUp = true;
    await eventually(() => session.state.kind === 'connected', 'connected');
    assert.deepEqual([...states], ['connecting', 'lost', 'connected']);
    session.dispose();
});

test('a command without an engine gets a typed failure', async () => {
    const engine = new TestEngine();
    engine.isUp = false;
    const session = engine.session();
    await assert.rejects(session.engine(), (error) => error instanceof EngineError && error.reason === 'unreachable');
    assert.equal(session.state.kind, 'lost');
});

test('commands that ask at the same time share one search', async () => {
    const engine = new TestEngine();
    const session = engine.session();
    const [one, other] = await Promise.all([session.engine(), session.engine()]);
    assert.equal(one, other);
    assert.equal(engine.calls.filter((call) => call === 'discover').length, 1);
    assert.equal(await session.engine(), one, 'the engine stays the same as long as the search leads to it');
});

test('nothing is executed in Restricted Mode, and trust brings the engine', async () => {
    const engine = new TestEngine();
    engine.isTrusted = false;
    const session = engine.session();
    session.hold();
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.deepEqual(engine.calls, []);
    assert.equal(session.state.kind, 'unknown');
    engine.isTrusted = true;
    session.reconnect();
    await eventually(() => session.state.kind === 'connected', 'connected');
    session.dispose();
});

test('another engine is taken at once', async () => {
    const engine = new TestEngine();
    const session = engine.session();
    session.hold();
    await eventually(() => session.state.kind === 'connected', 'connected');
    session.reconnect();
    assert.deepEqual(session.holdings, { containers: [], images: [], volumes: [], networks: [] });
    assert.equal(session.state.kind, 'connecting');
    await eventually(() => session.state.kind === 'connected', 'connected again');
    assert.equal(engine.watchers, 1);
    session.dispose();
});

test('a disposed session says nothing more', async () => {
    const engine = new TestEngine();
    const session = engine.session();
    session.hold();
    await eventually(() => session.state.kind === 'connected', 'connected');
    session.onDidChange(() => {
        assert.fail('a change was told');
    });
    session.dispose();
    await eventually(() => engine.watchers === 0, 'no watcher');
    assert.ok(engine.calls.includes('dispose'));
});
