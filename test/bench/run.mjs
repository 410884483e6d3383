/** `npm run bench`: sizes, activation in a real VS Code, and every `*.bench.ts` here; prints, and judges nothing. `npm run bench -- lint` runs those whose name contains the word. */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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
if ('editor'.includes(only)) await measureEditor();
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
    for (let round = 0; round < 3; round++)
        if (!(await measureInHost('activation', resolve('test/projects/shop')))) return;
}

async function measureEditor() {
    const folder = mkdtempSync(join(tmpdir(), 'gopherdock-bench-'));
    try {
        writeLargeWorkspace(folder);
        await measureInHost('editor', folder);
    } finally {
        rmSync(folder, { recursive: true });
    }
}

/** Whether there is a host to measure in. */
async function measureInHost(name, folder) {
    const suite = resolve(`out/bench/${name}.cjs`);
    await build({
        entryPoints: [`test/bench/${name}.ts`],
        outfile: suite,
        bundle: true,
        platform: 'node',
        format: 'cjs',
        external: ['vscode'],
        logLevel: 'warning',
    });
    const [extension, pictures] = [resolve('.'), resolve('out/pictures/bench')];
    try {
        await runHostSuite({ name, suite, folder, extension, pictures });
        return true;
    } catch (error) {
        if (!(error instanceof HostUnavailable)) throw error;
        console.log(`${name}: not measured: ${error.message}`);
        return false;
    }
}

/** 30,000 files, a third of them Go, 50 Dockerfiles among them. */
function writeLargeWorkspace(root) {
    const write = (folder, name, text) => {
        mkdirSync(join(root, folder), { recursive: true });
        writeFileSync(join(root, folder, name), text);
    };
    write('', 'go.mod', 'module example.com/large\n\ngo 1.27\n');
    for (const [folder, ending] of [
        ['node_modules', 'js'],
        ['web/static', 'css'],
        ['internal', 'go'],
    ])
        for (let at = 0; at < 10_000; at++)
            write(`${folder}/p${Math.floor(at / 10)}`, `f${at % 10}.${ending}`, 'package p\n');
    const text = 'FROM golang:1.27\nWORKDIR /src\nCOPY . .\nRUN go build -o /app ./cmd/app\nMAINTAINER me\nCMD app\n';
    for (let at = 0; at < 50; at++) write(`deploy/${at}`, 'Dockerfile', text);
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
