/** Every fix of the Go rules is built by a real engine. */
import { after, before, test } from 'node:test';
import type { Engine } from '../../src/engine/engine';
import { testEngine } from '../engine/stackEngine';
import { buildRewrite, obstacle, readRewrites } from './goFixes';

let engine: Engine;
before(async () => {
    engine = await testEngine();
});
after(() => {
    engine.dispose();
});

for (const rewrite of await readRewrites())
    test(`${rewrite.rule}: ${rewrite.title}`, async (context) => {
        const reason = obstacle(rewrite);
        if (reason === undefined) await buildRewrite(context, engine, rewrite);
        else context.skip(reason);
    });
