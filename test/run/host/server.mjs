import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { run } from '../program.mjs';

/** A clean picture: no welcome page, no chat, no telemetry. */
const cleanSettings = {
    'workbench.startupEditor': 'none',
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'workbench.tips.enabled': false,
    'chat.disableAIFeatures': true,
    'telemetry.telemetryLevel': 'off',
    'extensions.ignoreRecommendations': true,
    'git.enabled': false,
    'workbench.colorTheme': 'Default Light Modern',
};

/**
 * Starts VS Code's server on a free port of the loopback interface.
 * @param {{ host: Awaited<ReturnType<import('./install.mjs').installHost>>, extensionsDir?: string, workspaceTrust?: boolean,
 *   settings?: Record<string, unknown>, env?: Record<string, string>, userDataDir?: string }} options
 *   without `userDataDir` the user's data lives in a temporary folder that goes with the server
 */
export async function startHost({ host, extensionsDir, workspaceTrust = false, settings = {}, env = {}, userDataDir }) {
    const temporary = mkdtempSync(join(tmpdir(), 'gopherdock-host-'));
    const data = userDataDir ?? join(temporary, 'data');
    mkdirSync(join(data, 'Machine'), { recursive: true });
    writeFileSync(join(data, 'Machine', 'settings.json'), JSON.stringify({ ...cleanSettings, ...settings }));
    const port = await freePort();
    const logFile = join(temporary, 'server.log');
    const log = createWriteStream(logFile);
    const child = spawn(
        host.node,
        [
            host.server,
            '--host', '127.0.0.1', '--port', String(port),
            '--without-connection-token', '--accept-server-license-terms', '--enable-smoke-test-driver', '--disable-telemetry',
            ...(workspaceTrust ? [] : ['--disable-workspace-trust']),
            '--user-data-dir', data,
            '--extensions-dir', extensionsDir ?? join(temporary, 'extensions'),
        ], // prettier-ignore
        // a process group of its own, so that its extension hosts end with it
        { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } },
    );
    let ready = false;
    let ended = false;
    let tail = '';
    for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk) => {
            log.write(chunk);
            tail = (tail + chunk).slice(-4000);
            ready ||= tail.includes('Extension host agent listening');
        });
    }
    const exit = new Promise((resolve) => child.on('exit', resolve)).then(() => (ended = true));
    const kill = (signal) => {
        try {
            process.kill(-child.pid, signal);
        } catch {
            // gone already
        }
    };
    const killNow = () => kill('SIGKILL');
    process.once('exit', killNow);
    const deadline = Date.now() + 30_000;
    while (!ready) {
        if (ended || Date.now() > deadline) {
            killNow();
            throw new Error(`VS Code's server did not start:\n${tail}`);
        }
        await pause(50);
    }
    return {
        port,
        host,
        logFile,
        /** The address of a folder, for a browser; `payload` as pairs, honoured for tests. */
        url({ folder, payload = [] }) {
            const query = new URLSearchParams(folder === undefined ? { ew: 'true' } : { folder });
            if (payload.length > 0) query.set('payload', JSON.stringify(payload));
            return `http://127.0.0.1:${port}/?${query.toString()}`;
        },
        /** A path of this machine as the payload of `url` wants it. */
        remote: (path) => `vscode-remote://127.0.0.1:${port}${path}`,
        async stop() {
            kill('SIGTERM');
            await Promise.race([exit, pause(3000)]);
            killNow();
            process.removeListener('exit', killNow);
            rmSync(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
        },
    };
}

/** Installs a packaged extension where `startHost({ extensionsDir })` finds it. */
export async function installVsix(host, file, extensionsDir) {
    mkdirSync(extensionsDir, { recursive: true });
    const output = await run(host.node, [host.server, '--install-extension', file, '--extensions-dir', extensionsDir, '--accept-server-license-terms'], {
        quiet: true,
        timeout: 60_000,
    });
    if (!/successfully installed/i.test(output)) throw new Error(`the extension was not installed:\n${output}`);
}

function freePort() {
    return new Promise((resolve, reject) => {
        const probe = createServer();
        probe.on('error', reject);
        probe.listen(0, '127.0.0.1', () => {
            const { port } = probe.address();
            probe.close(() => resolve(port));
        });
    });
}
