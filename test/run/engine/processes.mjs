/** What of the test engine runs or is mounted, told by what the kernel says and never by a pid or a name alone. */
import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const daemons = ['dockerd', 'containerd', 'containerd-shim-runc-v2', 'docker-proxy'];

/** The process that wrote a pid file, if it is still that one: `program` is the file that it executes, or one of its arguments. */
export function livingProcess(pidFile, program) {
    if (!existsSync(pidFile)) return undefined;
    const pid = Number(readFileSync(pidFile, 'utf8').trim());
    if (!Number.isInteger(pid) || pid < 2) return undefined;
    return executable(pid) === program || proc(pid, 'cmdline').split('\0').includes(program) ? pid : undefined;
}

/** The daemons that run from the engine's own programs, and the processes of its containers and builds. */
export function engineProcesses(paths) {
    const cgroups = [join(paths.data, 'containers'), join(paths.data, 'buildkit/executor')].flatMap((folder) =>
        existsSync(folder) ? readdirSync(folder) : [],
    );
    return readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .map(Number)
        .filter((pid) => {
            const program = executable(pid);
            if (program.startsWith(`${paths.programs}/`) && daemons.includes(basename(program))) return true;
            const cgroup = proc(pid, 'cgroup');
            return cgroups.some((id) => cgroup.includes(id));
        });
}

/** The mount points at and under some folders, deepest first. */
export function mountsAt(...folders) {
    return readFileSync('/proc/mounts', 'utf8')
        .split('\n')
        .map((line) =>
            (line.split(' ')[1] ?? '').replace(/\\([0-7]{3})/g, (_, code) => String.fromCharCode(parseInt(code, 8))),
        )
        .filter((path) => folders.some((folder) => path === folder || path.startsWith(`${folder}/`)))
        .reverse();
}

/** Sends a signal and waits until the process is gone; answers whether it is. */
export async function end(pid, signal, milliseconds) {
    try {
        process.kill(pid, signal);
    } catch {
        // gone already
    }
    const deadline = Date.now() + milliseconds;
    while (lives(pid) && Date.now() < deadline) await pause(50);
    return !lives(pid);
}

function lives(pid) {
    const status = proc(pid, 'status');
    // an ended child that nobody has waited for still has a pid
    return status !== '' && !/^State:\s+[ZX]/m.test(status);
}

function executable(pid) {
    try {
        return readlinkSync(`/proc/${pid}/exe`).replace(/ \(deleted\)$/, '');
    } catch {
        return '';
    }
}

function proc(pid, file) {
    try {
        return readFileSync(`/proc/${pid}/${file}`, 'utf8');
    } catch {
        return '';
    }
}
