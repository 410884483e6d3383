/** The whole trip, unattended: `shop` in a real VS Code with the packaged extension, `hello` and `ledger` at the command line, all at a real engine. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { engineUp } from '../engine/up.mjs';
import { installHost } from '../host/install.mjs';
import { installVsix } from '../host/server.mjs';
import { run, step } from '../program.mjs';
import { commandLineTrip } from './commandLineTrip.mjs';
import { editorTrip } from './editorTrip.mjs';

/** @param {{ pictures?: string }} options where the screenshots go; @returns whether all went well */
export async function smoke({ pictures = resolve('out/pictures/smoke') } = {}) {
    const workspace = mkdtempSync(join(tmpdir(), 'gopherdock-smoke-'));
    const started = performance.now();
    let engine;
    try {
        mkdirSync(pictures, { recursive: true });
        cpSync('test/projects', workspace, { recursive: true });
        const extensionsDir = join(workspace, 'extensions');
        await step('package', () => run(process.execPath, ['test/run/package.mjs'], { quiet: true }));
        const host = await installHost();
        await step('install the package', () => installVsix(host, resolve('dist/gopherdock.vsix'), extensionsDir));
        engine = await engineUp();
        if (engine === undefined) throw new Error('the trip needs a container engine');
        await editorTrip({ host, engine, extensionsDir, folder: join(workspace, 'shop'), pictures });
        for (const name of ['hello', 'ledger']) await commandLineTrip({ engine, folder: join(workspace, name), name });
        const seconds = ((performance.now() - started) / 1000).toFixed(1);
        console.log(`\nThe trip is complete: ${seconds} s. Screenshots: ${pictures}`);
        return true;
    } catch (error) {
        console.error(`\nThe trip failed: ${error.stack ?? error.message}\nScreenshots: ${pictures}`);
        return false;
    } finally {
        await engine?.stop();
        rmSync(workspace, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
}
