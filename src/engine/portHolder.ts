import { createServer } from 'node:net';
import type { Container, Endpoint } from './engine';
import { portProcess, type PortProcess } from './portProcess';

export type PortHolder =
    | { readonly kind: 'free' }
    | { readonly kind: 'container'; readonly container: Container }
    /** Something on this machine that is no container of this engine; `process` where the system tells which. */
    | { readonly kind: 'program'; readonly process: PortProcess | undefined };

interface Surroundings {
    readonly containers: readonly Container[];
    readonly endpoint: Endpoint;
    readonly address?: string;
}

/**
 * Who holds a TCP port of the host: a container that publishes it, else, where the engine is on this machine, whatever keeps us from listening on it.
 * A port that only the administrator may open counts as free: the engine may.
 */
export async function portHolder(port: number, surroundings: Surroundings): Promise<PortHolder> {
    const container = publisher(port, surroundings);
    if (container !== undefined) return { kind: 'container', container };
    return (await isOpen(port, surroundings))
        ? { kind: 'free' }
        : { kind: 'program', process: await portProcess(port) };
}

/** The first free port from `start` upwards, `undefined` where a hundred of them are taken. */
export async function nextFreePort(start: number, surroundings: Surroundings): Promise<number | undefined> {
    for (let port = start; port < start + 100 && port <= 65_535; port++) {
        if (publisher(port, surroundings) === undefined && (await isOpen(port, surroundings))) return port;
    }
    return undefined;
}

function publisher(port: number, { containers }: Surroundings): Container | undefined {
    return containers.find(
        ({ state, ports }) =>
            (state === 'running' || state === 'paused' || state === 'restarting') &&
            ports.some(({ host, protocol }) => host === port && protocol === 'tcp'),
    );
}

/** Whether nothing on this machine listens there; of another machine nothing is known. */
async function isOpen(port: number, { endpoint, address = '0.0.0.0' }: Surroundings): Promise<boolean> {
    const isLocal = /^(unix|npipe):/i.test(endpoint.address);
    return !isLocal || canListen(port, address);
}

function canListen(port: number, address: string): Promise<boolean> {
    return new Promise((resolve) => {
        const server = createServer();
        server.once('error', (error: NodeJS.ErrnoException) => {
            resolve(error.code !== 'EADDRINUSE');
        });
        server.listen({ port, host: address, exclusive: true }, () => {
            server.close(() => {
                resolve(true);
            });
        });
    });
}
