/**
 * `npm test`: installs what is missing and runs everything: types, lint, pure tests, the command line, a real engine, a real VS Code.
 * What cannot run here is said and counted as skipped; with CI set, that is a failure.
 */
import { mkdirSync } from 'node:fs';
import { runTests } from './counted.mjs';
import { installDependencies } from './dependencies.mjs';
import { engineUp } from './engine/up.mjs';
import { runHostTests } from './hostTests.mjs';
import { run, step } from './program.mjs';

const strict = process.env.CI !== undefined && process.env.CI !== '' && process.env.CI !== 'false';
const total = { passed: 0, failed: 0, skipped: 0 };

function add({ passed, failed, skipped }) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
}

/** A check without tests of its own (the compiler, the linter) counts as one. */
async function check(name, action) {
    try {
        await step(name, action);
        add({ passed: 1, failed: 0, skipped: 0 });
    } catch (error) {
        console.error(error.message);
        add({ passed: 0, failed: 1, skipped: 0 });
    }
}

async function suite(name, action) {
    console.log(`\n${name}`);
    try {
        add(await action());
    } catch (error) {
        console.error(error.stack ?? error.message);
        add({ passed: 0, failed: 1, skipped: 0 });
    }
}

function skip(name, why) {
    console.log(`\n${name}: SKIPPED: ${why}`);
    add(strict ? { passed: 0, failed: 1, skipped: 0 } : { passed: 0, failed: 0, skipped: 1 });
}

const node = (...args) => run(process.execPath, args, { quiet: true });

await installDependencies();
mkdirSync('out', { recursive: true });
await check('types', () => node('node_modules/typescript/bin/tsc', '-p', '.'));
await check('types of pages', () => node('node_modules/typescript/bin/tsc', '-p', 'src/editor/webview/browser'));
await check('lint', () => node('node_modules/eslint/bin/eslint.js', '.'));
await check('format', () => node('node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'));
await check('unused code', () => node('node_modules/knip/bin/knip.js'));
await check('bundles', () => node('build.mjs'));
await check('test bundles', () => node('test/run/bundle.mjs'));
await suite('Pure core', () => runTests('out/test/pure'));
await suite('Command line', () => runTests('out/test/cli'));

const engine = await step('container engine', () => engineUp());
try {
    if (engine === undefined)
        skip(
            'Engine',
            'no container engine answers, and one is started only as root on Debian: start Docker and run again',
        );
    else await suite('Engine', () => runTests('out/test/engine', { env: engine.env, concurrency: 1 }));
    await suite('VS Code', () => runHostTests({ env: engine?.env ?? {}, skip }));
} finally {
    await engine?.stop();
}

console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed > 0 ? 1 : 0;
