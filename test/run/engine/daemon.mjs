/** Our own dockerd: started, stopped and killed without touching any other engine of the machine. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { run } from '../program.mjs';
import { addBridge, forwarding, removeBridge, restoreForwarding } from './bridge.mjs';
import { end, engineProcesses, livingProcess, mountsAt } from './processes.mjs';

/** Containers get ten seconds to end by themselves, dockerd five more. */
const patience = 25_000;

/** Starts dockerd over what an earlier one left there, killed or not, and waits until it answers. */
export async function startDaemon(paths) {
    const programs = join(paths.programs, 'usr');
    mkdirSync(paths.exec, { recursive: true });
    // a restart finds what the first start wrote
    if (!existsSync(paths.forwarding)) writeFileSync(paths.forwarding, JSON.stringify(await forwarding()));
    await addBridge(paths.bridge);
    // of its own, so that the machine's /etc/docker/daemon.json does not count
    const configuration = join(paths.home, 'daemon.json');
    writeFileSync(configuration, '{}');
    const log = openSync(paths.log, 'a');
    const options = {
        'data-root': paths.data,
        'exec-root': paths.exec,
        pidfile: paths.pid,
        host: `unix://${paths.socket}`,
        bridge: paths.bridge.name,
        'userland-proxy-path': join(programs, 'sbin/docker-proxy'),
        'init-path': join(programs, 'bin/docker-init'),
        'config-file': configuration,
    };
    const daemon = spawn(
        join(programs, 'sbin/dockerd'),
        Object.entries(options).map(([name, value]) => `--${name}=${value}`),
        {
            detached: true,
            stdio: ['ignore', log, log],
            env: {
                ...process.env,
                // a folder of whoever starts it may go before it does
                TMPDIR: undefined,
                PATH: [join(programs, 'bin'), join(programs, 'sbin'), process.env.PATH].join(delimiter),
            },
        },
    );
    closeSync(log);
    let ended = false;
    daemon.on('error', () => (ended = true)).on('exit', () => (ended = true));
    daemon.unref();
    const deadline = Date.now() + 60_000;
    while (!(await answers(paths.socket))) {
        if (ended || Date.now() > deadline)
            throw new Error(`the test engine did not start:\n${readFileSync(paths.log, 'utf8').slice(-3000)}`);
        await pause(100);
    }
}

/** Ends dockerd alone, politely or as a crash would; its data stay, and the containers that outlive it are for the next one to find. */
export async function endDaemon(paths, signal) {
    const daemons = [
        { pidFile: paths.pid, program: join(paths.programs, 'usr/sbin/dockerd') },
        { pidFile: join(paths.exec, 'containerd/containerd.pid'), program: join(paths.programs, 'usr/bin/containerd') },
    ];
    for (const { pidFile, program } of daemons) {
        const pid = livingProcess(pidFile, program);
        if (pid !== undefined && !(await end(pid, signal, patience)))
            throw new Error(`\`${program}\` (${pid}) does not end`);
        // the next dockerd would take an ended process that nobody has waited for yet for a running one
        rmSync(pidFile, { force: true });
    }
}

/** Ends dockerd and all that it, or an earlier one that was killed, left on the machine: processes, mounts, sockets, bridges and their firewall rules. */
export async function clearDaemon(paths) {
    const networks = await networkBridges(paths);
    await endDaemon(paths, 'SIGTERM').catch(() => endDaemon(paths, 'SIGKILL'));
    for (const pid of engineProcesses(paths)) await end(pid, 'SIGKILL', 5000);
    for (const mount of mountsAt(paths.run, paths.data)) await run('umount', ['--lazy', mount], { quiet: true });
    for (const bridge of [paths.bridge, ...networks]) await removeBridge(bridge);
    if (existsSync(paths.forwarding)) await restoreForwarding(JSON.parse(readFileSync(paths.forwarding, 'utf8')));
    rmSync(paths.run, { recursive: true, force: true });
}

/** Of the networks that composed projects made and nobody removed. */
async function networkBridges(paths) {
    if (!(await answers(paths.socket))) return [];
    const env = { DOCKER_HOST: `unix://${paths.socket}`, DOCKER_CONFIG: paths.config };
    const ids = await run(
        paths.docker,
        ['network', 'ls', '--quiet', '--no-trunc', '--filter=driver=bridge', '--filter=type=custom'],
        { quiet: true, env },
    );
    return ids
        .split('\n')
        .filter((id) => id !== '')
        .map((id) => ({ name: `br-${id.slice(0, 12)}` }));
}

/** Whether an engine answers at a unix socket. */
export function answers(socketPath) {
    return new Promise((resolve) => {
        const ping = request({ socketPath, path: '/_ping', timeout: 10_000 }, (response) => {
            response.resume();
            resolve(response.statusCode === 200);
        });
        ping.on('error', () => resolve(false));
        ping.on('timeout', () => ping.destroy());
        ping.end();
    });
}
