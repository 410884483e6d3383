import { randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { endChild, startChild } from '../children.mjs';
import { run } from '../program.mjs';

/** A clean picture: no welcome page, no chat, no telemetry; saving as on the desktop; a terminal whose text is in the page. */
const cleanSettings = {
    'workbench.startupEditor': 'none',
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'workbench.tips.enabled': false,
    'chat.disableAIFeatures': true,
    'telemetry.telemetryLevel': 'off',
    'extensions.ignoreRecommendations': true,
    'files.autoSave': 'off',
    'git.enabled': false,
    'security.workspace.trust.startupPrompt': 'never',
    'terminal.integrated.gpuAcceleration': 'off',
};

/**
 * Starts VS Code's server on a free port of the loopback interface, for whoever knows its token.
 * @param {{ host: Awaited<ReturnType<import('./install.mjs').installHost>>, extensionsDir?: string, dataFolder?: string,
 *   development?: boolean, workspaceTrust?: boolean, theme?: 'light' | 'dark', settings?: Record<string, unknown>, env?: Record<string, string> }} options
 *   `development` lets a page run an extension from its source folder and a suite, and shows no notification in the corner: only behind the bell;
 *   with `workspaceTrust` every folder opens in Restricted Mode; without `dataFolder` (settings, state) and `extensionsDir` these live in
 *   a temporary folder that goes with the server
 */
export async function startHost({
    host,
    extensionsDir,
    dataFolder,
    development = false,
    workspaceTrust = false,
    theme = 'light',
    settings = {},
    env = {},
}) {
    const temporary = mkdtempSync(join(tmpdir(), 'gopherdock-host-'));
    const data = dataFolder ?? join(temporary, 'data');
    const machine = join(data, 'data', 'Machine');
    mkdirSync(machine, { recursive: true });
    let current = { ...cleanSettings, ...themeSettings[theme], ...settings };
    const changeSettings = (changes) => {
        current = { ...current, ...changes };
        writeFileSync(join(machine, 'settings.json'), JSON.stringify(current));
    };
    changeSettings({});

    const token = randomUUID();
    const child = startChild(
        host.node,
        [
            host.server,
            ...['--host', '127.0.0.1', '--port', '0', '--connection-token', token, '--accept-server-license-terms'],
            ...['--telemetry-level', 'off', '--server-data-dir', data],
            ...['--extensions-dir', extensionsDir ?? join(temporary, 'extensions')],
            ...(development ? ['--enable-smoke-test-driver'] : []),
            ...(workspaceTrust ? [] : ['--disable-workspace-trust']),
        ],
        { stdio: ['ignore', 'pipe', 'pipe'], env: serverEnvironment(env, temporary) },
    );
    const log = logOf(child, join(temporary, 'server.log'));
    const removeTemporary = () => rmSync(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    process.once('exit', removeTemporary);
    const exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));

    async function stop() {
        await endChild(child);
        log.close();
        process.removeListener('exit', removeTemporary);
        removeTemporary();
    }

    try {
        const port = await listeningPort(child, log);
        return {
            port,
            host,
            development,
            logFile: log.path,
            /** The end of what the server and the extension hosts have printed. */
            logTail: log.tail,
            /** Resolves with the exit code or the signal when the server is gone. */
            exited,
            /** The address of a folder, for a browser; `payload` as pairs, honoured for tests. */
            url({ folder, payload = [] }) {
                const query = new URLSearchParams({
                    tkn: token,
                    ...(folder === undefined ? { ew: 'true' } : { folder }),
                });
                if (payload.length > 0) query.set('payload', JSON.stringify(payload));
                return `http://127.0.0.1:${port}/?${query.toString()}`;
            },
            /** A path of this machine as the payload of `url` wants it. */
            remote: (path) => `vscode-remote://127.0.0.1:${port}${encodeURI(path)}`,
            /** Takes effect in the open page, without a reload. */
            changeSettings,
            changeTheme: (name) => changeSettings(themeSettings[name]),
            stop,
        };
    } catch (error) {
        await stop();
        throw error;
    }
}

const themeSettings = {
    light: { 'workbench.colorTheme': 'Light Modern' },
    dark: { 'workbench.colorTheme': 'Dark Modern' },
};

/** Without what a VS Code around us, or its debugger, has set for its own children. */
function serverEnvironment(env, temporary) {
    const outer = Object.entries(process.env).filter(
        ([name]) => !/^(VSCODE_|NODE_OPTIONS$|ELECTRON_RUN_AS_NODE$)/.test(name),
    );
    // its sockets go with it; on macOS their path would be too long
    const sockets = process.platform === 'linux' ? { TMPDIR: temporary } : {};
    return { ...Object.fromEntries(outer), ...sockets, ...env };
}

function logOf(child, path) {
    const file = createWriteStream(path);
    let tail = '';
    for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text) => {
            file.write(text);
            tail = (tail + text).slice(-16_384);
        });
    }
    return { path, tail: () => tail, close: () => file.end() };
}

async function listeningPort(child, log) {
    for (const deadline = Date.now() + 30_000; Date.now() < deadline; await pause(50)) {
        const port = /Extension host agent listening on (\d+)/.exec(log.tail())?.[1];
        if (port !== undefined) return Number(port);
        if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) break;
    }
    throw new Error(`VS Code's server did not start:\n${log.tail()}`);
}

/** Installs a packaged extension where `startHost({ extensionsDir })` finds it. */
export async function installVsix(host, file, extensionsDir) {
    mkdirSync(extensionsDir, { recursive: true });
    const temporary = mkdtempSync(join(tmpdir(), 'gopherdock-install-'));
    try {
        const folders = ['--extensions-dir', extensionsDir, '--server-data-dir', temporary];
        const args = [host.server, '--install-extension', file, ...folders, '--accept-server-license-terms'];
        const output = await run(host.node, args, {
            quiet: true,
            timeout: 60_000,
            env: serverEnvironment({}, temporary),
        });
        if (!/successfully installed/i.test(output)) throw new Error(`the extension was not installed:\n${output}`);
    } finally {
        rmSync(temporary, { recursive: true, force: true });
    }
}
