/**
 * Bundles fuzz.ts and runs it: `node test/full/fuzz.mjs [inputs] [seed]`. A `seed` repeats what a run before did.
 */
import { execFileSync } from 'node:child_process';
import { build } from 'esbuild';

await build({
    entryPoints: ['test/full/fuzz.ts'],
    outfile: 'out/full/fuzz.mjs',
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
});
try {
    execFileSync(process.execPath, ['--enable-source-maps', 'out/full/fuzz.mjs', ...process.argv.slice(2)], {
        stdio: 'inherit',
    });
} catch {
    process.exitCode = 1;
}
