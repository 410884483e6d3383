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
    const namedFolder = (variable: string, usual: string) => {
        const named = machine.env[variable] ?? '';
        return named === '' ? usual : named;
    };
    const colimaFolder = namedFolder('COLIMA_HOME', inHome('.colima'));
    const newColimaFolder = joinPath(machine, namedFolder('XDG_CONFIG_HOME', inHome('.config')), 'colima');
    const limaFolder = namedFolder('LIMA_HOME', inHome('.lima'));
    const podmanFolder = joinPath(machine, namedFolder('TMPDIR', '/tmp'), 'podman');
    const [colima, newColima, lima, podman] = await Promise.all(
        [colimaFolder, newColimaFolder, limaFolder, podmanFolder].map((folder) => machine.list(folder)),
    );
    const socketsIn = (folder: string, names: readonly string[] = [], ...parts: string[]) =>
        defaultFirst(names).map((name) => joinPath(machine, folder, name, ...parts));
    const candidates: readonly (readonly [because: string, paths: readonly string[]])[] = [
        ['the socket of Docker Desktop', [inHome('.docker', 'run', 'docker.sock')]],
        ['the socket of Docker Desktop', [inHome('.docker', 'desktop', 'docker.sock')]],
        ['the socket of rootless Docker', inRuntime('docker.sock')],
        ['the socket of OrbStack', [inHome('.orbstack', 'run', 'docker.sock')]],
        ['the socket of Colima', socketsIn(colimaFolder, colima, 'docker.sock')],
        ['the socket of Colima', [joinPath(machine, colimaFolder, 'docker.sock')]],
        ['the socket of Colima', socketsIn(newColimaFolder, newColima, 'docker.sock')],
        ['the socket of Rancher Desktop', [inHome('.rd', 'docker.sock')]],
        ['the socket of Lima', socketsIn(limaFolder, lima, 'sock', 'docker.sock')],
        ['the socket of Podman', inRuntime('podman', 'podman.sock')],
        ['the socket of Podman', ['/run/podman/podman.sock']],
        ['the socket of Podman', [inHome('.local', 'share', 'containers', 'podman', 'machine', 'podman.sock')]],
        [
            'the socket of Podman',
            socketsIn(
                podmanFolder,
                podman?.filter((name) => name.endsWith('-api.sock')),
            ),
        ],
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
