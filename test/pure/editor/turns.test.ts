import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createTurns } from '../../../src/editor/lint/turns';

suite('taking turns', () => {
    test('one goes at a time, the last that asked first, and others have their say between', async () => {
        const turn = createTurns();
        const order: string[] = [];
        const take = async (name: string): Promise<void> => {
            await turn();
            order.push(name);
            for (const end = performance.now() + 5; performance.now() < end;);
        };
        setTimeout(() => order.push('a timer'), 2);
        await Promise.all(['a', 'b', 'c'].map(take));
        assert.deepEqual(order, ['c', 'a timer', 'b', 'a']);
    });

    test('whoever asks later gets a turn, too', async () => {
        const turn = createTurns();
        await turn();
        await new Promise((resolve) => setTimeout(resolve, 5));
        await turn();
    });
});
