import { createServer } from 'node:net';
import type { Container, Endpoint } from './engine';

export type PortHolder =
    | { readonly kind: 'free' }
    | { readonly kind: 'container'; readonly container: Container }
    /** Something on this machine that is no container of this engine. */
    | { readonly kind: 'program' };

/**
 * Who holds a TCP port of the host: a container that publishes it, else, where the engine is on this machine, whatever keeps us from listening on it.
 * A port that only the administrator may open counts as free: the engine may.
 */
export async function portHolder(
    port: number,
    {
        containers,
        endpoint,
        address = '0.0.0.0',
    }: { containers: readonly Container[]; endpoint: Endpoint; address?: string },
): Promise<PortHolder> {
    const container = containers.find(
        ({ state, ports }) =>
            (state === 'running' || state === 'paused' || state === 'restarting') &&
            ports.some(({ host, protocol }) => host === port && protocol === 'tcp'),
    );
    if (container !== undefined) return { kind: 'container', container };
    const isLocal = /^(unix|npipe):/i.test(endpoint.address);
    return isLocal && !(await canListen(port, address)) ? { kind: 'program' } : { kind: 'free' };
}

/** The first free port from `start` upwards, `undefined` where a hundred of them are taken. */
export async function nextFreePort(
    start: number,
    options: { containers: readonly Container[]; endpoint: Endpoint; address?: string },
): Promise<number | undefined> {
    for (let port = start; port < start + 100 && port <= 65_535; port++) {
        if ((await portHolder(port, options)).kind === 'free') return port;
    }
    return undefined;
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
