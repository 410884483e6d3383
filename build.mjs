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
const split = { splitting: true, chunkNames: 'chunks/[name]-[hash]', outdir: 'dist' };
/** What a terminal runs. */
export const commandLine = { ...shared, ...split, entryPoints: ['src/cli.ts'] };
/** What webviews show: each page is a bundle of its own, with its style beside it. */
const pages = {
    ...shared,
    entryPoints: ['src/editor/webview/browser/pages/*.ts'],
    outdir: 'dist/webview',
    platform: 'browser',
    target: 'chrome120',
    banner: {},
};
const bundles = [{ ...shared, ...split, entryPoints: ['src/extension.ts'], external: ['vscode'] }, commandLine, pages];

if (process.argv[1] !== import.meta.filename) {
    // another program takes what is exported
} else if (process.argv.includes('--watch')) {
    for (const bundle of bundles) await (await context({ ...bundle, logLevel: 'info' })).watch();
} else {
    await rm('dist', { recursive: true, force: true });
    await Promise.all(bundles.map(build));
}
