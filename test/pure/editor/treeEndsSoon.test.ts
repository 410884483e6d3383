import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endsSoon } from '../../../src/editor/containers/endsSoon';
import { createListeners } from '../../../src/editor/containers/listeners';
import type { Engine, EngineEvent } from '../../../src/engine/engine';
import { EngineError } from '../../../src/engine/engineError';

const cases: readonly (readonly [name: string, before: string, events: string[], after: string, want: boolean])[] = [
    ['a container that ended before anybody listened', 'exited', [], 'exited', true],
    ['a container that ends in a moment', 'running', ['die'], 'exited', true],
    ['a container that is stopped in that moment did not fail', 'running', ['kill', 'die'], 'exited', false],
    ['a container that is removed in that moment did not fail', 'running', ['destroy'], 'gone', false],
    ['a container that was restarted runs', 'running', ['die'], 'running', false],
    ['a container that runs on', 'running', [], 'running', false],
];

for (const [name, before, actions, after, want] of cases) {
    test(name, async () => {
        const events = createListeners<EngineEvent>();
        let state = before;
        const engine = {
            inspect: () =>
                state === 'gone'
                    ? Promise.reject(new EngineError('missing', 'No such container'))
                    : Promise.resolve({ state }),
        } as unknown as Pick<Engine, 'inspect'>;
        const answer = endsSoon('1', engine, { onEvent: events.listen });
        await Promise.resolve();
        events.tell({ kind: 'container', action: 'kill', id: 'another', time: 0n, attributes: {} });
        state = after;
        for (const action of actions) events.tell({ kind: 'container', action, id: '1', time: 0n, attributes: {} });
        assert.equal(await answer, want);
    });
}
