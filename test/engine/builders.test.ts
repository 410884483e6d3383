import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listBuilders } from '../../src/engine/builders';
import { testEngine } from './stackEngine';

test('the builder of the engine itself is listed', async () => {
    const engine = await testEngine();
    const { endpoint } = engine;
    const signal = AbortSignal.timeout(60_000);
    const [first] = await listBuilders({ endpoint, signal });
    assert.deepEqual([first?.name, first?.driver, first?.status], ['default', 'docker', 'running']);
    assert.ok(first?.platforms.some((platform) => platform.startsWith('linux/')));
    assert.deepEqual(await listBuilders({ endpoint, signal, docker: '/none/docker' }), []);
    engine.dispose();
});
