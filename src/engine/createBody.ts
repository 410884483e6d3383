import type { CreateRequest, RequestedMount } from './createRequest';
import type { JsonObject } from './json';
import { labelNames } from './labels';
import { secretsMount } from './secrets';

/** The request in the words of the engine's API. */
export function createBody(request: CreateRequest): JsonObject {
    const { entrypoint, command, user, workingDir, hostname, tty, network, aliases } = request;
    return {
        Image: request.image,
        ...(entrypoint !== undefined && { Entrypoint: entrypoint }),
        ...(command !== undefined && { Cmd: command }),
        ...(user !== undefined && { User: user }),
        ...(workingDir !== undefined && { WorkingDir: workingDir }),
        ...(hostname !== undefined && { Hostname: hostname }),
        ...(tty === true && { Tty: true, OpenStdin: true }),
        Env: Object.entries(request.env).map(([name, value]) => `${name}=${value}`),
        Labels: { ...request.labels, ...(hasSecrets(request) && { [labelNames.secrets]: '1' }) },
        ExposedPorts: Object.fromEntries(request.ports.map((port) => [portKey(port), {}])),
        HostConfig: hostConfig(request),
        ...(network !== undefined &&
            aliases !== undefined &&
            aliases.length > 0 && { NetworkingConfig: { EndpointsConfig: { [network]: { Aliases: aliases } } } }),
    };
}

function hostConfig(request: CreateRequest): JsonObject {
    const { pidsLimit, memoryLimit, cpuLimit, restart, network, userNamespace, volumesFrom } = request;
    const dropped = request.dropCapabilities ? ['ALL'] : (request.droppedCapabilities ?? []);
    const security = securityOptions(request);
    return {
        PortBindings: portBindings(request),
        // a mount, unlike a bind, has no separator that a path could contain, but only a bind is labelled anew
        Mounts: [
            ...request.volumes.filter(({ relabel }) => relabel === undefined).map(mount),
            ...(hasSecrets(request) ? [secretsMount] : []),
        ],
        ...bindsOf(request.volumes),
        Tmpfs: Object.fromEntries(request.temporary.map((folder) => [folder, ''])),
        ReadonlyRootfs: request.readOnlyRoot,
        ...(request.init && { Init: true }),
        ...(dropped.length > 0 && { CapDrop: dropped }),
        ...(request.addCapabilities !== undefined && { CapAdd: request.addCapabilities }),
        ...(security.length > 0 && { SecurityOpt: security }),
        ...(pidsLimit !== undefined && { PidsLimit: pidsLimit }),
        ...(memoryLimit !== undefined && { Memory: memoryLimit }),
        ...(cpuLimit !== undefined && { NanoCpus: Math.round(cpuLimit * 1e9) }),
        ...(restart !== undefined && {
            RestartPolicy: { Name: restart.policy, MaximumRetryCount: restart.tries ?? 0 },
        }),
        ...(network !== undefined && { NetworkMode: network }),
        ...(userNamespace !== undefined && { UsernsMode: userNamespace }),
        ...(request.autoRemove === true && { AutoRemove: true }),
        ...(request.processNamespace !== undefined && { PidMode: request.processNamespace }),
        ...(request.ipcNamespace !== undefined && { IpcMode: request.ipcNamespace }),
        ...(volumesFrom !== undefined && { VolumesFrom: volumesFrom }),
    };
}

type Port = CreateRequest['ports'][number];

function portKey({ container, protocol }: Port): string {
    return `${container}/${protocol}`;
}

function portBindings({ ports }: CreateRequest): JsonObject {
    const bindings: Record<string, { HostIp: string; HostPort: string }[]> = {};
    for (const port of ports) {
        (bindings[portKey(port)] ??= []).push({
            HostIp: port.address,
            HostPort: port.host === 0 ? '' : String(port.host),
        });
    }
    return bindings;
}

function mount({ source, target, readOnly }: RequestedMount): JsonObject {
    return { Type: isPath(source) ? 'bind' : 'volume', Source: source, Target: target, ReadOnly: readOnly };
}

function bindsOf(volumes: readonly RequestedMount[]): JsonObject {
    const binds = volumes.flatMap(({ source, target, readOnly, relabel }) => {
        if (relabel === undefined) return [];
        const options = [readOnly ? 'ro' : 'rw', relabel === 'shared' ? 'z' : 'Z'];
        return [`${source}:${target}:${options.join(',')}`];
    });
    return binds.length === 0 ? {} : { Binds: binds };
}

function securityOptions({ noNewPrivileges, appArmor, seccomp, selinux = [] }: CreateRequest): readonly string[] {
    return [
        ...(noNewPrivileges ? ['no-new-privileges'] : []),
        ...(appArmor === undefined ? [] : [`apparmor=${appArmor}`]),
        ...(seccomp === undefined ? [] : [`seccomp=${seccomp}`]),
        ...selinux.map((label) => `label=${label}`),
    ];
}

export function hasSecrets({ secrets = {} }: CreateRequest): boolean {
    return Object.keys(secrets).length > 0;
}

/** Whether a mount's source is a folder or file of the engine's machine rather than the name of a volume. */
export function isPath(source: string): boolean {
    return source.startsWith('/') || /^[a-z]:[\\/]/i.test(source) || source.startsWith('\\\\');
}
