/** Our own dockerd: started, stopped and killed without touching any other engine of the machine. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { run } from '../program.mjs';
import { bridge } from './paths.mjs';

export async function startDaemon(paths) {
    if (await answers(paths.socket)) return;
    await stopDaemon(paths);
    mkdirSync(join(paths.run, 'exec'), { recursive: true });
    const programs = join(paths.programs, 'usr');
    // of its own, so that the machine's /etc/docker/daemon.json does not count
    const configuration = join(paths.home, 'daemon.json');
    writeFileSync(configuration, '{}');
    const log = openSync(paths.log, 'a');
    spawn(
        join(programs, 'sbin/dockerd'),
        [
            '--data-root', paths.data,
            '--exec-root', join(paths.run, 'exec'),
            '--pidfile', paths.pid,
            '--host', `unix://${paths.socket}`,
            '--bip', bridge.subnet,
            '--userland-proxy-path', join(programs, 'sbin/docker-proxy'),
            '--init-path', join(programs, 'bin/docker-init'),
            '--config-file', configuration,
        ], // prettier-ignore
        { detached: true, stdio: ['ignore', log, log], env: { ...process.env, PATH: [join(programs, 'bin'), join(programs, 'sbin'), process.env.PATH].join(delimiter), DOCKER_HOST: '' } },
    ).unref();
    const deadline = Date.now() + 60_000;
    while (!(await answers(paths.socket))) {
        if (Date.now() > deadline) throw new Error(`the test engine did not start:\n${readFileSync(paths.log, 'utf8').slice(-3000)}`);
        await pause(100);
    }
}

/** Ends dockerd, its containerd and what an earlier, killed one left: processes, mounts, sockets. `hard` is a kill without a word. */
export async function stopDaemon(paths, { hard = false } = {}) {
    const pid = readPid(paths.pid);
    if (pid !== undefined) {
        signal(pid, hard ? 'SIGKILL' : 'SIGTERM');
        const deadline = Date.now() + 20_000;
        while (alive(pid) && Date.now() < deadline) await pause(50);
        signal(pid, 'SIGKILL');
    }
    if (hard) return;
    for (const left of processesUnder(paths.run)) signal(left, 'SIGKILL');
    for (const mount of mountsUnder(paths.run, paths.data)) await run('umount', ['--lazy', mount], { quiet: true }).catch(() => undefined);
    rmSync(paths.run, { recursive: true, force: true });
}

export function readPid(file) {
    if (!existsSync(file)) return undefined;
    const pid = Number(readFileSync(file, 'utf8').trim());
    return Number.isInteger(pid) && pid > 1 && alive(pid) ? pid : undefined;
}

/** Whether an engine answers at a unix socket. */
export function answers(socketPath) {
    return new Promise((resolve) => {
        const ping = request({ socketPath, path: '/_ping', timeout: 2000 }, (response) => {
            response.resume();
            resolve(response.statusCode === 200);
        });
        ping.on('error', () => resolve(false));
        ping.on('timeout', () => ping.destroy());
        ping.end();
    });
}

function alive(pid) {
    try {
        process.kill(pid, 0);
        // a killed child of ours that nobody has waited for still has a pid
        return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
    } catch {
        return false;
    }
}

function signal(pid, name) {
    try {
        process.kill(pid, name);
    } catch {
        // gone already
    }
}

/** Processes whose command line names a folder: the containerd and shims of an engine that runs there. */
function processesUnder(folder) {
    return readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
        .filter((pid) => {
            try {
                return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`${folder}/`);
            } catch {
                return false;
            }
        })
        .map(Number);
}

/** Deepest first. */
function mountsUnder(...folders) {
    return readFileSync('/proc/mounts', 'utf8')
        .split('\n')
        .map((line) => line.split(' ')[1] ?? '')
        .filter((path) => folders.some((folder) => path.startsWith(`${folder}/`)))
        .reverse();
}
