/** Bundles the test files named by folder (default: all) from test/ into out/test/, one output a file, so that `node --test` can run them. */
import { existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { build } from 'esbuild';

const folders = process.argv.length > 2 ? process.argv.slice(2) : ['pure', 'cli', 'engine'];
const entryPoints = folders
    .filter((folder) => existsSync(`test/${folder}`))
    .flatMap((folder) =>
        readdirSync(`test/${folder}`, { recursive: true })
            .filter((name) => name.endsWith('.test.ts'))
            .map((name) => `test/${folder}/${name}`),
    );

for (const folder of folders) await rm(`out/test/${folder}`, { recursive: true, force: true });
await build({
    entryPoints,
    outdir: 'out/test',
    outbase: 'test',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
});
