/** Programs that never outlive us, nor their own children: not on a signal, not on an exception, not after a time-out. */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { constants } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

const windows = process.platform === 'win32';
const living = new Set();

/**
 * `spawn`, as the leader of a process group; a Windows batch file (`npm.cmd`, `code.cmd`) runs through `cmd.exe`.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export function startChild(command, args, options) {
    if (living.size === 0) endWithUs();
    const batch = windows && /\.(cmd|bat)$/i.test(command);
    const child = batch
        ? spawn(process.env.ComSpec ?? 'cmd.exe', batchArguments([command, ...args]), {
              ...options,
              windowsVerbatimArguments: true,
          })
        : spawn(command, args, { ...options, detached: !windows });
    living.add(child);
    child.once('error', () => living.delete(child));
    child.once('exit', () => living.delete(child));
    return child;
}

/** Asks a child and all its descendants to end, waits for that, then insists. */
export async function endChild(child, { grace = 3000 } = {}) {
    if (child.pid === undefined) return;
    const family = descendants(child.pid);
    if (!windows) signalGroup(child.pid, 'SIGTERM');
    const deadline = Date.now() + (windows ? 0 : grace);
    while (Date.now() < deadline && [child.pid, ...family].some(lives)) await pause(50);
    killTree(child.pid, family);
}

/** Kills a child, its process group and those descendants that made a group of their own, such as the shells of terminals. */
export function killTree(pid, family = descendants(pid)) {
    if (windows) {
        spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
        return;
    }
    signalGroup(pid, 'SIGKILL');
    for (const each of family) signal(each, 'SIGKILL');
}

function endWithUs() {
    if (process.listeners('exit').includes(killAll)) return;
    process.on('exit', killAll);
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
        process.on(name, () => {
            // whoever else listens ends us in their own time
            if (process.listenerCount(name) === 1) process.exit(128 + constants.signals[name]);
        });
    }
}

function killAll() {
    for (const child of living) if (child.pid !== undefined) killTree(child.pid);
}

function batchArguments(words) {
    const unsafe = words.find((word) => /["%\r\n]/.test(word));
    if (unsafe !== undefined) throw new Error(`a batch file cannot be given the argument ${unsafe}`);
    return ['/d', '/v:off', '/s', '/c', `"${words.map((word) => `"${word}"`).join(' ')}"`];
}

/** Every process below another, by the parents that the system names. */
function descendants(pid) {
    const children = new Map();
    for (const [child, parent] of processes()) children.set(parent, [...(children.get(parent) ?? []), child]);
    const found = [];
    for (let next = [pid]; next.length > 0;) {
        next = next.flatMap((parent) => children.get(parent) ?? []);
        found.push(...next);
    }
    return found;
}

/** Pairs of process and parent. A slim container has no `ps`, and macOS has no `/proc`. */
function processes() {
    if (windows) return [];
    if (process.platform !== 'linux') {
        const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
        return (stdout ?? '').split('\n').map((line) => line.trim().split(/\s+/).map(Number));
    }
    return readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .map((name) => [Number(name), Number(stat(name)[1])]);
}

function lives(pid) {
    if (process.platform === 'linux') return !['', 'Z', 'X'].includes(stat(pid)[0]);
    return signal(pid, 0);
}

/** State, parent and what follows, of `/proc/PID/stat`: the name before them may hold blanks and parentheses. */
function stat(pid) {
    try {
        const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
        return text.slice(text.lastIndexOf(')') + 2).split(' ');
    } catch {
        return ['', ''];
    }
}

function signalGroup(leader, name) {
    signal(-leader, name);
}

function signal(pid, name) {
    try {
        process.kill(pid, name);
        return true;
    } catch {
        // gone already
        return false;
    }
}
