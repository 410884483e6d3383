/** Every shape of a project, built and run at a real engine. A part of the name in GOPHERDOCK_SHAPE runs those alone. */
import { after, before, test } from 'node:test';
import type { Engine } from '../../src/engine/engine';
import { testEngine } from '../engine/stackEngine';
import { runShape } from './runShape';
import { shapes } from './shapes';

const part = process.env['GOPHERDOCK_SHAPE'] ?? '';

let engine: Engine;
before(async () => {
    engine = await testEngine();
});
after(() => {
    engine.dispose();
});

for (const shape of shapes.filter(({ name }) => name.includes(part)))
    test(shape.name.replaceAll('-', ' '), (context) => runShape(context, engine, shape));
