/** Bundles what users run. ES modules, so that `import()` in the editor becomes a chunk that loads on first use. */
import { rm } from 'node:fs/promises';
import { build, context } from 'esbuild';

// bundled CommonJS packages ask for `require`, which an ES module does not have
const requireForPackages =
    "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);";

const shared = {
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    minify: true,
    sourcemap: process.argv.includes('--sourcemap') || process.argv.includes('--watch'),
    metafile: true,
    banner: { js: requireForPackages },
    logLevel: 'warning',
};
const bundles = [
    {
        ...shared,
        entryPoints: ['src/extension.ts'],
        outdir: 'dist',
        splitting: true,
        chunkNames: 'chunks/[name]-[hash]',
        external: ['vscode'],
    },
    { ...shared, entryPoints: ['src/cli.ts'], outdir: 'dist', splitting: true, chunkNames: 'chunks/[name]-[hash]' },
];

if (process.argv.includes('--watch')) {
    for (const bundle of bundles) await (await context({ ...bundle, logLevel: 'info' })).watch();
} else {
    await rm('dist', { recursive: true, force: true });
    await Promise.all(bundles.map(build));
}
