import type { CreateRequest } from './engine';
import type { JsonObject } from './json';

/** The request in the words of the engine's API. */
export function createBody(request: CreateRequest): JsonObject {
    const key = (port: CreateRequest['ports'][number]) => `${port.container}/${port.protocol}`;
    const bindings: Record<string, { HostIp: string; HostPort: string }[]> = {};
    for (const port of request.ports) {
        (bindings[key(port)] ??= []).push({ HostIp: port.address, HostPort: String(port.host) });
    }
    return {
        Image: request.image,
        ...(request.command !== undefined && { Cmd: request.command }),
        Env: Object.entries(request.env).map(([name, value]) => `${name}=${value}`),
        Labels: request.labels,
        ExposedPorts: Object.fromEntries(request.ports.map((port) => [key(port), {}])),
        HostConfig: {
            PortBindings: bindings,
            // a mount, unlike a bind, has no separator that a path could contain
            Mounts: request.volumes.map(({ source, target, readOnly }) => ({
                Type: isPath(source) ? 'bind' : 'volume',
                Source: source,
                Target: target,
                ReadOnly: readOnly,
            })),
            Tmpfs: Object.fromEntries(request.temporary.map((folder) => [folder, ''])),
            ReadonlyRootfs: request.readOnlyRoot,
            Init: request.init,
            ...(request.dropCapabilities && { CapDrop: ['ALL'] }),
            ...(request.noNewPrivileges && { SecurityOpt: ['no-new-privileges'] }),
            ...(request.pidsLimit !== undefined && { PidsLimit: request.pidsLimit }),
            ...(request.memoryLimit !== undefined && { Memory: request.memoryLimit }),
        },
    };
}

function isPath(source: string): boolean {
    return source.startsWith('/') || /^[a-z]:[\\/]/i.test(source) || source.startsWith('\\\\');
}
