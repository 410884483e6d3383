import type { Container, Image } from '../../../src/engine/engine';
import type { ContainerStats } from '../../../src/engine/stats';
import { labelsFor } from '../../../src/engine/labels';
import type { Network } from '../../../src/engine/networks';
import type { Volume } from '../../../src/engine/volumes';
import type { Translate } from '../../../src/editor/containers/faces';
import type { Program, Row, Scene } from '../../../src/editor/containers/rows';
import type { Command, Project } from '../../../src/project/project';

export const l10n: Translate = {
    t: (message, ...args) => message.replaceAll(/\{(\d)\}/g, (_, index: string) => String(args[Number(index)])),
};

/** 24 November 2026, when all images are two hours old. */
const now = Date.UTC(2026, 10, 24);

/** A scene as a fixture writes it: what it leaves out is as usual. `of` names folder and command. */
export interface SceneFixture {
    readonly connected?: boolean;
    readonly folders?: readonly { readonly name: string; readonly commands: readonly CommandFixture[] }[];
    readonly images?: readonly (Partial<Image> & { readonly of?: string })[];
    readonly containers?: readonly ContainerFixture[];
    readonly builds?: Readonly<Record<string, { readonly done: number; readonly total: number }>>;
    readonly volumes?: readonly Partial<Volume>[];
    readonly networks?: readonly Partial<Network>[];
    /** By container name; `null` where none have come yet. */
    readonly statistics?: Readonly<Record<string, Partial<ContainerStats> | null>>;
    /** By folder name, hours before now. */
    readonly changed?: Readonly<Record<string, number>>;
    readonly filter?: string;
}

interface CommandFixture {
    readonly name: string;
    readonly dir?: string;
    readonly cgo?: boolean;
    readonly ports?: readonly number[];
}

type ContainerFixture = Omit<Partial<Container>, 'ports'> & {
    readonly of?: string;
    /** In the container, on the host. */
    readonly ports?: readonly (readonly [number, number | null])[];
};

export function sceneOf({
    connected = true,
    folders = [],
    images = [],
    containers = [],
    builds = {},
    volumes = [],
    networks = [],
    statistics = {},
    changed = {},
    filter = '',
}: SceneFixture): Scene {
    return {
        connected,
        folders: folders.map(({ name, commands }) => ({
            uri: `file:///${name}`,
            workspace: `/${name}`,
            name,
            project: projectOf(commands),
        })),
        images: images.map(imageOf),
        containers: containers.map(containerOf),
        builds: new Map(
            Object.entries(builds).map(([place, progress]) => [
                `command ${place.replace(/^(\S+) /, 'file:///$1 ')}`,
                progress,
            ]),
        ),
        volumes: volumes.map((volume) => ({
            name: '',
            driver: 'local',
            created: undefined,
            labels: {},
            anonymous: false,
            ...volume,
        })),
        networks: networks.map((network) => ({
            id: `id-${network.name ?? ''}`,
            name: '',
            driver: 'bridge',
            scope: 'local',
            internal: false,
            created: undefined,
            labels: {},
            subnets: [],
            builtIn: false,
            ...network,
        })),
        statistics: new Map(
            Object.entries(statistics).map(([name, stats]) => [
                `id-${name}`,
                stats === null ? undefined : { ...noStatistics, ...stats },
            ]),
        ),
        builtAt: new Map(),
        changedAt: new Map(
            Object.entries(changed).map(([name, hours]) => [`file:///${name}`, now - hours * 3_600_000]),
        ),
        filter,
        now,
        l10n,
    };
}

const noStatistics: ContainerStats = {
    cpuPercent: 0,
    memory: 0,
    memoryLimit: 0,
    networkReceived: 0,
    networkSent: 0,
    blockRead: 0,
    blockWritten: 0,
    processes: 0,
};

export function programOf(command: Partial<Command>): Program {
    const whole: Command = { ...emptyCommand, ...command };
    const project: Project = { ...emptyProject, commands: [whole] };
    return { folder: { uri: 'file:///hello', workspace: '/hello', name: 'hello', project }, command: whole };
}

function projectOf(commands: readonly CommandFixture[]): Project {
    return {
        ...emptyProject,
        commands: commands.map(({ ports = [], ...rest }) => ({
            ...emptyCommand,
            ...rest,
            ports: ports.map((port) => ({
                port,
                protocol: 'tcp' as const,
                env: null,
                loopback: false,
                source: { file: 'main.go', line: 0 },
            })),
        })),
    };
}

function imageOf({ of, ...given }: NonNullable<SceneFixture['images']>[number]): Image {
    return {
        id: 'sha256:0',
        tags: [],
        created: now - 2 * 60 * 60 * 1000,
        size: 5_000_000,
        labels: labelsOf(of),
        digests: [],
        ...given,
    };
}

export function containerOf({ of, ports = [], ...given }: ContainerFixture): Container {
    return {
        id: `id-${given.name ?? ''}`,
        name: '',
        image: 'image',
        imageId: '',
        command: '',
        mounts: [],
        networks: [],
        state: 'running',
        status: '',
        health: 'none',
        exitCode: undefined,
        created: 0,
        ports: ports.map(([container, host]) => ({
            container,
            protocol: 'tcp',
            host: host ?? undefined,
            address: '127.0.0.1',
        })),
        labels: labelsOf(of),
        ...given,
    };
}

function labelsOf(of: string | undefined): Readonly<Record<string, string>> {
    const [folder, command] = of?.split(' ') ?? [];
    return folder === undefined || command === undefined ? {} : labelsFor({ workspace: `/${folder}`, command });
}

const emptyProject: Project = {
    root: '',
    workspace: false,
    workspaceDir: null,
    modules: [],
    commands: [],
    otherMains: [],
    faults: [],
};

const emptyCommand: Command = {
    name: 'hello',
    binary: 'hello',
    module: '',
    package: '.',
    dir: '',
    cgo: false,
    cgoReasons: [],
    ports: [],
    env: [],
    services: [],
    routes: [],
    embeds: [],
    frontends: [],
    needsCertificates: false,
    needsTimezones: false,
    needsShell: false,
    writesFiles: [],
    readsFiles: [],
    grpc: false,
    handlesSigterm: true,
    stopSignal: null,
    shutdownSeconds: null,
    versionVariables: [],
    loopbackOnly: false,
    arguments: [],
    healthArgument: null,
    tlsOnly: false,
    reasons: [],
};

/** The rows as a person sees them, one a line, with their context values behind. */
export function describeRows(rows: readonly Row[], indent = ''): string {
    return rows
        .map((row) => {
            const { label, description, icon, color, contextValue, spoken, expanded, children } = row;
            const twistie = children.length === 0 ? ' ' : expanded === true ? '⌄' : '›';
            const look = color === undefined ? icon : `${icon} ${color}`;
            const line = `${indent}${twistie} ${label} | ${description} | ${look} | ${contextValue} | ${spoken}\n`;
            return line + describeRows(children, `${indent}    `);
        })
        .join('');
}
