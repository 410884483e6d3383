/**
 * `npm run test:full`: what takes too long for every run. Builds, starts, asks and stops every project shape at a real engine, builds
 * what every fix of a Go rule leaves, brings a shop up with its Postgres and its Redis, stops a program at a breakpoint, has the workflows that we write judged by actionlint,
 * compares what is read of well-known programs with what an expert says of them, and judges 200,000 Dockerfiles that were changed at
 * random.
 * `npm run test:full -- grpc` takes only the shapes and rules of that name.
 */
import { runTests } from './counted.mjs';
import { installDependencies } from './dependencies.mjs';
import { buildServiceStandIns } from './engine/services.mjs';
import { engineUp } from './engine/up.mjs';
import { run, step } from './program.mjs';

const [only] = process.argv.slice(2);
const node = (...args) => run(process.execPath, args);

await installDependencies();
await step('bundles', () => node('build.mjs'));
await step('test bundles', () => node('test/run/bundle.mjs', 'full'));

const engine = await step('container engine', () => engineUp());
if (engine === undefined) throw new Error('the shapes need a container engine');
let total;
try {
    // a frontend is built in it
    if (engine.own) await buildServiceStandIns(engine, ['node:24-trixie-slim']);
    const env = { ...engine.env, ...(only === undefined ? {} : { GOPHERDOCK_SHAPE: only }) };
    total = await runTests('out/test/full', { env, concurrency: 1 });
    if (only === undefined) {
        await count('the shop with its services', 'test/full/stack.mjs');
        await count('a program in the debugger', 'test/full/debug.mjs');
        await count('real programs, built and started', 'test/full/builds.mjs');
    }
} finally {
    await engine.stop();
}
if (only === undefined) {
    await count('workflows, judged by actionlint', 'test/full/workflows.mjs');
    await count('well-known programs', 'test/full/projects.mjs');
    await count('Dockerfiles changed at random', 'test/full/fuzz.mjs');
}
console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed > 0 ? 1 : 0;

async function count(name, file) {
    try {
        await step(name, () => node(file));
        total.passed++;
    } catch (error) {
        console.error(error.message);
        total.failed++;
    }
}
