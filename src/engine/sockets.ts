import type { Endpoint } from './engine';
import { joinPath, type Machine } from './machine';

/** The socket that `docker` uses where nothing is configured. */
export function defaultEndpoint(platform: NodeJS.Platform): Endpoint {
    const address = platform === 'win32' ? 'npipe:////./pipe/docker_engine' : 'unix:///var/run/docker.sock';
    return { address, context: undefined, because: "Docker's default address", tls: undefined };
}

/** The sockets of the container engines that are installed here but not configured as the default, those that exist only. */
export async function findSockets(machine: Machine): Promise<readonly Endpoint[]> {
    return machine.platform === 'win32' ? findPipes(machine) : findUnixSockets(machine);
}

async function findUnixSockets(machine: Machine): Promise<readonly Endpoint[]> {
    const runtime = machine.env['XDG_RUNTIME_DIR'] ?? '';
    const inHome = (...parts: string[]) => joinPath(machine, machine.home, ...parts);
    const inRuntime = (...parts: string[]) => (runtime === '' ? [] : [joinPath(machine, runtime, ...parts)]);
    const [colima, lima] = await Promise.all([machine.list(inHome('.colima')), machine.list(inHome('.lima'))]);
    const candidates: readonly (readonly [because: string, paths: readonly string[]])[] = [
        ['the socket of Docker Desktop', [inHome('.docker', 'run', 'docker.sock')]],
        ['the socket of Docker Desktop', [inHome('.docker', 'desktop', 'docker.sock')]],
        ['the socket of rootless Docker', inRuntime('docker.sock')],
        ['the socket of OrbStack', [inHome('.orbstack', 'run', 'docker.sock')]],
        ['the socket of Colima', defaultFirst(colima).map((profile) => inHome('.colima', profile, 'docker.sock'))],
        ['the socket of Colima', [inHome('.colima', 'docker.sock')]],
        ['the socket of Rancher Desktop', [inHome('.rd', 'docker.sock')]],
        ['the socket of Lima', defaultFirst(lima).map((name) => inHome('.lima', name, 'sock', 'docker.sock'))],
        ['the socket of Podman', inRuntime('podman', 'podman.sock')],
        ['the socket of Podman', ['/run/podman/podman.sock']],
        ['the socket of Podman', [inHome('.local', 'share', 'containers', 'podman', 'machine', 'podman.sock')]],
    ];
    const found = candidates.flatMap(([because, paths]) => paths.map((path) => ({ because, path })));
    const exist = await Promise.all(found.map(({ path }) => machine.exists(path)));
    return found
        .filter((_, index) => exist[index])
        .map(({ because, path }) => ({ address: `unix://${path}`, context: undefined, because, tls: undefined }));
}

const pipes: readonly (readonly [because: string, name: RegExp])[] = [
    ['the pipe of Docker Desktop', /^dockerDesktop(Linux|Windows)Engine$/i],
    ['the pipe of Podman', /^podman-machine-/i],
];

/** Windows lists its pipes as a folder; to open one in order to see whether it exists would use up a connection. */
async function findPipes(machine: Machine): Promise<readonly Endpoint[]> {
    const names = await machine.list('\\\\.\\pipe\\');
    return pipes.flatMap(([because, pattern]) =>
        defaultFirst(names.filter((name) => pattern.test(name))).map((name) => ({
            address: `npipe:////./pipe/${name}`,
            context: undefined,
            because,
            tls: undefined,
        })),
    );
}

function defaultFirst(names: readonly string[]): readonly string[] {
    const rank = (name: string) => (name === 'default' || name.endsWith('-default') ? 0 : 1);
    return [...names].sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
}
