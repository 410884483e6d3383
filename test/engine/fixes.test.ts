/** What the most important fixes of the Go rules leave is built by a real engine; `npm run test:full` builds all. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Engine } from '../../src/engine/engine';
import { buildRewrite, readRewrites } from '../full/goFixes';
import { testEngine } from './stackEngine';

const chosen = [
    'build-cache-mount-missing',
    'cgo-binary-on-static-base',
    'copy-before-mod-download',
    'final-stage-ships-toolchain',
    'go-release-out-of-support',
    'module-cache-mount-mismatch',
    'module-files-missing',
    'one-output-for-many-packages',
    'program-in-home-of-root',
    'started-program-missing',
    'target-architecture-ignored',
];

let engine: Engine;
before(async () => {
    engine = await testEngine();
});
after(() => {
    engine.dispose();
});

const rewrites = await readRewrites();
for (const rule of chosen)
    test(`what fixes of ${rule} leave is built`, async (context) => {
        const own = rewrites.filter((rewrite) => rewrite.rule === rule);
        assert.ok(own.length > 0);
        for (const rewrite of own) await buildRewrite(context, engine, rewrite);
    });
