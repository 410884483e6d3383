/**
 * `npm start`: installs, builds and opens VS Code with the extension on a sample Go project: the desktop `code` if there is one, else a VS Code in the browser.
 * `npm start -- --smoke` makes the whole trip unattended, in a real VS Code and at a real engine, and exits 0 or 1.
 * Other options: `--project NAME` (hello, shop, ledger), `--folder PATH` (a project of yours), `--browser` (even where `code` is installed).
 */
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installDependencies } from './dependencies.mjs';
import { engineUp } from './engine/up.mjs';
import { installHost } from './host/install.mjs';
import { installVsix, startHost } from './host/server.mjs';
import { cacheFolder, onPath, openInBrowser, run, step } from './program.mjs';

const { values: options } = parseArgs({
    options: {
        smoke: { type: 'boolean', default: false },
        pictures: { type: 'string' },
        browser: { type: 'boolean', default: false },
        project: { type: 'string', default: 'shop' },
        folder: { type: 'string' },
    },
});

await installDependencies();
await step('build', () => run(process.execPath, ['build.mjs'], { quiet: true }));
if (options.smoke) {
    const { smoke } = await import('./smoke/trip.mjs');
    process.exitCode = (await smoke({ pictures: options.pictures })) ? 0 : 1;
} else {
    const folder = options.folder === undefined ? samplePlayground(options.project) : resolve(options.folder);
    const code = options.browser ? undefined : onPath('code');
    if (code !== undefined) await openDesktop(code, folder);
    else await openBrowserHost(folder);
}

/** A copy to play with, so that the clone stays clean; what an earlier start left there is kept. */
function samplePlayground(name) {
    const source = join('test', 'projects', name);
    if (!existsSync(source)) throw new Error(`there is no sample project \`${name}\`: hello, shop and ledger are`);
    const folder = join(cacheFolder(), 'playground', name);
    if (!existsSync(folder)) {
        mkdirSync(folder, { recursive: true });
        cpSync(source, folder, { recursive: true });
    }
    return folder;
}

async function openDesktop(code, folder) {
    await step('VS Code', () =>
        run(code, ['--new-window', `--extensionDevelopmentPath=${resolve('.')}`, folder], { quiet: true }),
    );
    console.log(`\nVS Code opens ${folder} with Gopherdock. Press F1 and type "Add Container Files".`);
}

async function openBrowserHost(folder) {
    const host = await installHost();
    const home = join(cacheFolder(), 'playground-editor');
    const extensionsDir = join(home, 'extensions');
    rmSync(extensionsDir, { recursive: true, force: true });
    await step('package', () => run(process.execPath, ['test/run/package.mjs'], { quiet: true }));
    await step('install the extension', () => installVsix(host, resolve('dist/gopherdock.vsix'), extensionsDir));
    const engine = await engineUp();
    const server = await startHost({ host, extensionsDir, dataFolder: join(home, 'data'), env: engine?.env ?? {} });
    const address = server.url({ folder });
    console.log(
        `\nVS Code is at ${address}\nPress F1 there and type "Add Container Files". Press Ctrl+C here to stop.`,
    );
    if (engine === undefined)
        console.log(
            'Scaffolding and warnings work without a container engine; building and running wait until one is started.',
        );
    openInBrowser(address);
    await new Promise((stop) => {
        process.once('SIGINT', stop);
        process.once('SIGTERM', stop);
        void server.exited.then(stop);
    });
    await server.stop();
    await engine?.stop();
}
