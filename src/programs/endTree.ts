import { spawn, type ChildProcess } from 'node:child_process';

const graceMilliseconds = 3000;

/**
 * Ends a program and everything that it started: asks first, insists after three seconds. On POSIX the program must lead its own process group
 * (`detached`), because plugins such as `docker-buildx` are children that a signal to the parent alone would leave behind.
 */
export function endTree(child: ChildProcess, platform: NodeJS.Platform = process.platform): void {
    const { pid } = child;
    if (pid === undefined) return;
    if (platform === 'win32') {
        spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).on('error', () =>
            child.kill(),
        );
        return;
    }
    signalGroup(pid, 'SIGTERM');
    // not cancelled when the leader ends: a child of it may live on
    setTimeout(() => {
        signalGroup(pid, 'SIGKILL');
    }, graceMilliseconds).unref();
}

function signalGroup(leader: number, signal: NodeJS.Signals): void {
    try {
        process.kill(-leader, signal);
    } catch {
        // the group is gone already
    }
}
