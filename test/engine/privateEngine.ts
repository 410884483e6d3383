import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { connectEngine } from '../../src/engine/connectEngine';
import type { Engine } from '../../src/engine/engine';
import { findProgram } from '../../src/programs/findProgram';
import { runProgram } from '../../src/programs/runProgram';
import { endpointAt, silent } from '../pure/engine/fakeEngine';

/** An engine of one test, which may kill it: without networks, with one empty image, `empty`. */
export interface PrivateEngine {
    readonly engine: Engine;
    readonly socket: string;
    /** Ends it as a crash would, and starts it again. */
    restart(): Promise<void>;
}

/** `undefined` where no engine can be started: for want of its programs, or of the rights. */
export async function privateEngine(context: TestContext): Promise<PrivateEngine | undefined> {
    const programs = await daemonPrograms();
    if (programs === undefined) return undefined;
    const home = await mkdtemp(path.join(tmpdir(), 'gopherdock-private-'));
    const socket = path.join(home, 'docker.sock');
    const containerdSocket = path.join(home, 'containerd.sock');
    await mkdir(path.join(home, 'containerd'));
    const containerdConfiguration = path.join(home, 'containerd.toml');
    await writeFile(
        containerdConfiguration,
        `version = 2\nroot = "${home}/containerd/root"\nstate = "${home}/containerd/state"\ndisabled_plugins = ["io.containerd.grpc.v1.cri"]\n[grpc]\naddress = "${containerdSocket}"\n`,
    );
    const configuration = path.join(home, 'daemon.json');
    await writeFile(configuration, '{}');
    const start = (program: string, args: readonly string[]): ChildProcess =>
        spawn(program, args, { stdio: 'ignore', env: { ...process.env, PATH: programs.path } });
    const startDaemon = async (): Promise<ChildProcess> => {
        await rm(path.join(home, 'docker.pid'), { force: true });
        const daemon = start(programs.dockerd, [
            `--data-root=${home}/data`,
            `--exec-root=${home}/exec`,
            `--pidfile=${home}/docker.pid`,
            `--host=unix://${socket}`,
            `--containerd=${containerdSocket}`,
            `--config-file=${configuration}`,
            '--bridge=none',
            '--iptables=false',
            '--ip6tables=false',
        ]);
        const deadline = Date.now() + 60_000;
        while (!(await answers(socket))) {
            if (daemon.exitCode !== null || Date.now() > deadline) throw new Error('the private engine did not start');
            await pause(20);
        }
        return daemon;
    };
    const containerd = start(programs.containerd, [`--config=${containerdConfiguration}`]);
    let daemon = await startDaemon();
    const engine = connectEngine(endpointAt(`unix://${socket}`), silent);
    context.after(async () => {
        engine.dispose();
        for (const child of [daemon, containerd]) await end(child, 'SIGTERM');
        // one that was killed leaves its data mounted over itself
        for (const mount of await mountsAt(home)) await runProgram('umount', ['--lazy', mount], { env: process.env });
        await rm(home, { recursive: true, force: true });
    });
    const env = { ...process.env, DOCKER_HOST: `unix://${socket}`, DOCKER_CONTEXT: undefined };
    // an archive of nothing is two empty blocks
    await runProgram('docker', ['import', '--change=CMD ["/none"]', '-', 'empty'], { env, input: Buffer.alloc(1024) });
    return {
        engine,
        socket,
        restart: async () => {
            await end(daemon, 'SIGKILL');
            daemon = await startDaemon();
        },
    };
}

async function daemonPrograms(): Promise<{ dockerd: string; containerd: string; path: string } | undefined> {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
    const docker = await findProgram('docker', process.env);
    const folders = docker === undefined ? [] : [path.dirname(docker), path.join(docker, '../../sbin')];
    const searched = [...folders, process.env['PATH'] ?? ''].join(path.delimiter);
    const [dockerd, containerd] = await Promise.all(
        ['dockerd', 'containerd'].map((name) => findProgram(name, { PATH: searched })),
    );
    return dockerd === undefined || containerd === undefined ? undefined : { dockerd, containerd, path: searched };
}

/** Deepest first. */
async function mountsAt(folder: string): Promise<string[]> {
    const mounts = (await readFile('/proc/mounts', 'utf8')).split('\n').map((line) => line.split(' ')[1] ?? '');
    return mounts.filter((mount) => mount.startsWith(`${folder}/`)).reverse();
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
}

function answers(socketPath: string): Promise<boolean> {
    return new Promise((resolve) => {
        const ping = request({ socketPath, path: '/_ping', timeout: 5000 }, (response) => {
            response.resume();
            resolve(response.statusCode === 200);
        });
        ping.on('error', () => {
            resolve(false);
        });
        ping.on('timeout', () => ping.destroy());
        ping.end();
    });
}
