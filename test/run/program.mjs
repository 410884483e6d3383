/** What both entries need of the machine: other programs, packages, a cache folder, steps with their time. */
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { killTree, startChild } from './children.mjs';
import { withLock } from './lock.mjs';

/** UTF-16 units of output that are kept for the answer and for the message of a failed program. */
const keptOutput = 64 * 1024;

/**
 * Runs a program to its end; answers what it printed (its last 64 Ki), or throws an error that carries it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string>, quiet?: boolean, input?: string, timeout?: number, log?: import('node:stream').Writable }} options
 *   `quiet` keeps the output from the terminal; after `timeout` milliseconds the program and its children are killed
 */
export function run(command, args = [], { cwd, env, quiet = false, input, timeout, log } = {}) {
    return new Promise((resolve, reject) => {
        const child = startChild(programFile(command), args, {
            cwd,
            env: { ...process.env, ...env },
            stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
        });
        let output = '';
        for (const stream of [child.stdout, child.stderr]) {
            stream.setEncoding('utf8').on('data', (text) => {
                if (!quiet) process.stdout.write(text);
                log?.write(text);
                output = (output + text).slice(-keptOutput);
            });
        }
        // a program may end before it has read everything
        child.stdin?.on('error', () => {}).end(input);
        let late = false;
        const killLate = () => {
            late = true;
            killTree(child.pid);
        };
        const timer = timeout === undefined ? undefined : setTimeout(killLate, timeout);
        child.on('error', (error) => {
            clearTimeout(timer);
            reject(new Error(`\`${command}\` did not start: ${error.message}`, { cause: error }));
        });
        child.on('close', (code, signal) => {
            clearTimeout(timer);
            if (code === 0) return resolve(output);
            const end = late ? `did not end within ${timeout / 1000} s` : `ended with ${signal ?? code}`;
            reject(new Error(`\`${[command, ...args].join(' ')}\` ${end}${quiet ? `:\n${output}` : ''}`));
        });
    });
}

/** On Windows a name alone starts only `.exe` files. */
function programFile(command) {
    return process.platform === 'win32' ? (onPath(command) ?? command) : command;
}

/** The full path of a program, or `undefined`. */
export function onPath(name) {
    const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat', ''] : [''];
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
        for (const ending of endings) {
            const path = join(folder, name + ending);
            try {
                accessSync(path, constants.X_OK);
                if (statSync(path).isFile()) return path;
            } catch {
                // not here
            }
        }
    }
    return undefined;
}

export function isRootOnDebian() {
    if (process.platform !== 'linux' || process.getuid?.() !== 0 || onPath('apt-get') === undefined) return false;
    return (
        existsSync('/etc/debian_version') &&
        /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'))
    );
}

/** Installs Debian packages, after an update of the lists where they do not know one of them. Throws with apt's own words. */
export async function aptInstall(packages) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...args) => run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', '--yes', ...args], { quiet: true, env });
    const install = () => apt('install', '--no-install-recommends', ...packages);
    const known = (name) => spawnSync('apt-cache', ['show', name], { stdio: 'ignore' }).status === 0;
    return withLock(join(cacheFolder(), 'apt.lock'), async () => {
        if (packages.every(known)) {
            try {
                return await install();
            } catch {
                // the lists may be older than the mirror: once more after an update
            }
        }
        await apt('update');
        return install();
    });
}

/** Where downloads and the test engine live between runs: `$GOPHERDOCK_CACHE`, else the user's cache folder. */
export function cacheFolder() {
    const folder = resolve(process.env.GOPHERDOCK_CACHE || join(userCache(), 'gopherdock'));
    mkdirSync(folder, { recursive: true });
    return folder;
}

function userCache() {
    if (process.platform === 'win32') return process.env.LOCALAPPDATA || join(homedir(), 'AppData', 'Local');
    const standard = join(homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache');
    return process.env.XDG_CACHE_HOME || standard;
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
