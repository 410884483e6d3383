/** What both entries need of the machine: other programs, packages, a cache folder, steps with their time. */
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { performance } from 'node:perf_hooks';

/** Bytes of output that are kept for the message of a failed program. */
const keptOutput = 64 * 1024;

/**
 * Runs a program to its end; answers what it printed (its last 64 KiB), or throws an error that carries it.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string>, quiet?: boolean, input?: string, timeout?: number, log?: import('node:stream').Writable }} options
 *   `quiet` keeps the output from the terminal; `timeout` in milliseconds
 */
export function run(command, args = [], { cwd, env, quiet = false, input, timeout, log } = {}) {
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] });
        let output = '';
        const keep = (chunk) => {
            if (!quiet) process.stdout.write(chunk);
            log?.write(chunk);
            output = (output + chunk.toString()).slice(-keptOutput);
        };
        child.stdout.on('data', keep);
        child.stderr.on('data', keep);
        if (input !== undefined) child.stdin.end(input);
        const timer = timeout === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), timeout);
        child.on('error', (error) => {
            clearTimeout(timer);
            reject(new Error(`\`${command}\` did not start: ${error.message}`, { cause: error }));
        });
        child.on('close', (code, signal) => {
            clearTimeout(timer);
            if (code === 0) resolve(output);
            else reject(new Error(`\`${[command, ...args].join(' ')}\` ended with ${signal ?? code}${quiet ? `:\n${output}` : ''}`));
        });
    });
}

/** The full path of a program, or `undefined`. */
export function onPath(name) {
    const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
        for (const ending of endings) {
            const path = join(folder, name + ending);
            try {
                accessSync(path, constants.X_OK);
                return path;
            } catch {
                // not here
            }
        }
    }
    return undefined;
}

export function isRootOnDebian() {
    if (process.platform !== 'linux' || process.getuid?.() !== 0 || onPath('apt-get') === undefined) return false;
    return existsSync('/etc/debian_version') && /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** Installs Debian packages, after an update of the lists where they do not know one of them. Throws with apt's own words. */
export async function aptInstall(packages) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    const install = () => run('apt-get', ['install', '--yes', '--no-install-recommends', ...packages], { quiet: true, env });
    if (packages.every((name) => spawnSync('apt-cache', ['show', name], { stdio: 'ignore' }).status === 0)) {
        try {
            return await install();
        } catch {
            // the lists may be older than the mirror: once more after an update
        }
    }
    await run('apt-get', ['update'], { quiet: true, env });
    return install();
}

/** Where downloads and the test engine live between runs: `$GOPHERDOCK_CACHE`, else the user's cache folder. */
export function cacheFolder() {
    const folder =
        process.env.GOPHERDOCK_CACHE ??
        (process.platform === 'win32'
            ? join(process.env.LOCALAPPDATA ?? homedir(), 'gopherdock')
            : join(process.env.XDG_CACHE_HOME ?? join(homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache'), 'gopherdock'));
    mkdirSync(folder, { recursive: true });
    return folder;
}

/** Runs one step and prints its name and its time; a failed one is marked and thrown on. */
export async function step(name, action) {
    const start = performance.now();
    const seconds = () => `${((performance.now() - start) / 1000).toFixed(1)} s`;
    try {
        const result = await action();
        console.log(`✓ ${name}  ${seconds()}`);
        return result;
    } catch (error) {
        console.log(`✗ ${name}  ${seconds()}`);
        throw error;
    }
}

/** Opens an address in the user's browser where there is a desktop; says nothing where there is none. */
export function openInBrowser(address) {
    const opener = { darwin: ['open'], win32: ['explorer.exe'] }[process.platform] ?? ['xdg-open'];
    if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
    spawn(opener[0], [address], { stdio: 'ignore', detached: true })
        .on('error', () => {})
        .unref();
}
