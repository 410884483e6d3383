/** `npm run bench`: sizes, activation in a real VS Code, and every `*.bench.ts` here; prints, and judges nothing. `npm run bench -- lint` runs those whose name contains the word. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { installDependencies } from '../run/dependencies.mjs';
import { runHostSuite } from '../run/host/suite.mjs';
import { HostUnavailable } from '../run/host/unavailable.mjs';
import { run, step } from '../run/program.mjs';

const only = process.argv[2] ?? '';
const total = (files) => [...files].reduce((sum, file) => sum + statSync(file).size, 0);
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0).padStart(5)} kB`;
const ratio = (value, budget) => (value / budget).toFixed(2);

await installDependencies();
await step('build', () => run(process.execPath, ['build.mjs'], { quiet: true }));
if ('sizes'.includes(only)) await printSizes();
if ('activation'.includes(only)) await measureActivation();
// takes minutes: only by name
if (only === 'rebuild') await run(process.execPath, ['test/bench/rebuild.mjs']);
const names = readdirSync('test/bench').filter((name) => name.endsWith('.bench.ts') && name.includes(only));
if (names.length > 0) await runBenches(names);

async function printSizes() {
    await step('package', () => run(process.execPath, ['test/run/package.mjs'], { quiet: true }));
    const atActivation = withStaticImports('dist/extension.js');
    const atCommandLine = withStaticImports('dist/cli.js');
    const all = readdirSync('dist', { recursive: true }).filter((name) => name.endsWith('.js'));
    console.log(`
loaded at activation       ${kilobytes(total(atActivation))}  (${ratio(total(atActivation), 250_000)} of 250 kB)
loaded by the command line ${kilobytes(total(atCommandLine))}
all bundles                ${kilobytes(total(all.map((name) => join('dist', name))))}
VSIX                       ${kilobytes(total(['dist/gopherdock.vsix']))}  (${ratio(total(['dist/gopherdock.vsix']), 2_000_000)} of 2 MB)`);
}

/** The bundle and the chunks that it imports before anything runs. */
function withStaticImports(entry, found = new Set()) {
    if (found.has(entry)) return found;
    found.add(entry);
    const text = readFileSync(entry, 'utf8');
    for (const [, path] of text.matchAll(/(?:from|import)\s*"(\.[^"]+)"/g))
        withStaticImports(join(dirname(entry), path), found);
    return found;
}

async function measureActivation() {
    await build({
        entryPoints: ['test/bench/activation.ts'],
        outfile: 'out/bench/activation.cjs',
        bundle: true,
        platform: 'node',
        format: 'cjs',
        external: ['vscode'],
        logLevel: 'warning',
    });
    try {
        for (let round = 0; round < 3; round++) {
            await runHostSuite({
                name: 'activation',
                suite: resolve('out/bench/activation.cjs'),
                folder: resolve('test/projects/shop'),
                extension: resolve('.'),
                pictures: resolve('out/pictures/bench'),
            });
        }
    } catch (error) {
        if (!(error instanceof HostUnavailable)) throw error;
        console.log(`activation: not measured: ${error.message}`);
    }
}

async function runBenches(benches) {
    await build({
        entryPoints: benches.map((name) => `test/bench/${name}`),
        outdir: 'out/bench',
        outExtension: { '.js': '.mjs' },
        bundle: true,
        platform: 'node',
        format: 'esm',
        target: 'node20',
        packages: 'external',
        logLevel: 'warning',
    });
    for (const name of benches) {
        console.log(`\n${name}`);
        await run(process.execPath, [`out/bench/${name.replace('.ts', '.mjs')}`]);
    }
}
