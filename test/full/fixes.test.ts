/** What every fix of the Go rules leaves is built by a real engine. A part of a rule's name in GOPHERDOCK_SHAPE builds those alone. */
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

const part = process.env['GOPHERDOCK_SHAPE'] ?? '';

for (const rewrite of (await readRewrites()).filter(({ rule }) => rule.includes(part)))
    test(`${rewrite.rule}: ${rewrite.title}`, async (context) => {
        const reason = obstacle(rewrite);
        if (reason === undefined) await buildRewrite(context, engine, rewrite);
        else context.skip(reason);
    });
