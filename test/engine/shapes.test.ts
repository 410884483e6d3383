/** One project of each class goes all the way; `npm run test:full` takes them all. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Engine } from '../../src/engine/engine';
import { runShape } from '../full/runShape';
import { shapes } from '../full/shapes';
import { testEngine } from './stackEngine';

const chosen = [
    'a-command-line-tool-ends-by-itself',
    'a-workspace-joins-two-modules',
    'cgo-compiles-its-own-c-code',
    'templates-and-migrations-are-embedded',
    'vendored-modules-are-committed',
];

let engine: Engine;
before(async () => {
    engine = await testEngine();
});
after(() => {
    engine.dispose();
});

for (const name of chosen)
    test(name.replaceAll('-', ' '), (context) => {
        const shape = shapes.find((each) => each.name === name);
        assert.ok(shape !== undefined);
        return runShape(context, engine, shape);
    });
