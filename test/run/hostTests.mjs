/** The suite of test/host in a real VS Code: once with trust, and once in Restricted Mode for what must hold there. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { runHostSuite } from './host/suite.mjs';

export async function runHostTests({ env, skip }) {
    await build({
        entryPoints: { suite: 'test/host/suite.ts', restricted: 'test/host/restricted.ts' },
        outdir: 'out/test/host',
        outExtension: { '.js': '.cjs' },
        bundle: true,
        platform: 'node',
        format: 'cjs',
        target: 'node20',
        external: ['vscode'],
        sourcemap: 'inline',
        logLevel: 'warning',
    });
    const workspace = mkdtempSync(join(tmpdir(), 'gopherdock-workspace-'));
    try {
        cpSync('test/projects/shop', join(workspace, 'shop'), { recursive: true });
        const shared = { extension: resolve('.'), folder: join(workspace, 'shop'), pictures: resolve('out/pictures') };
        const trusted = await runHostSuite({ ...shared, suite: resolve('out/test/host/suite.cjs'), env });
        const restricted = await runHostSuite({ ...shared, suite: resolve('out/test/host/restricted.cjs'), env, workspaceTrust: true });
        return Object.fromEntries(Object.keys(trusted).map((key) => [key, trusted[key] + restricted[key]]));
    } catch (error) {
        if (!/is missing|runs on Linux and macOS only/.test(error.message)) throw error;
        skip('VS Code', error.message);
        return { passed: 0, failed: 0, skipped: 0 };
    } finally {
        rmSync(workspace, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
}
