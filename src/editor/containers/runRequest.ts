import type { CreateRequest } from '../../engine/createRequest';
import { runtimeVariables } from '../../engine/goRuntime';
import type { Command } from '../../project/project';

/** What is decided before a command's container is created. */
export interface RunPlan {
    readonly name: string;
    readonly image: string;
    readonly labels: Readonly<Record<string, string>>;
    /** The ports that are published, each with its port on this machine. */
    readonly ports: readonly { readonly container: number; readonly protocol: 'tcp' | 'udp'; readonly host: number }[];
    readonly folders: WritableFolders;
    /** In MiB; 0 for no limit. */
    readonly memory: number;
    /** 0 for no limit. */
    readonly processes: number;
}

export interface WritableFolders {
    /** Kept in named volumes. */
    readonly kept: readonly string[];
    /** In memory, gone with the container. */
    readonly temporary: readonly string[];
    /** Whether a folder is written that no mount can stand for, such as the one that holds the program. */
    readonly wholeRoot: boolean;
}

/** The hardened container that a command runs in: what it does not need it does not get. */
export function runRequest({ name, image, labels, ports, folders, memory, processes }: RunPlan): CreateRequest {
    const bytes = memory * 1024 * 1024;
    return {
        name,
        image,
        env: runtimeVariables({ memoryLimit: memory === 0 ? undefined : bytes }),
        ports: ports.map((port) => ({ ...port, address: '127.0.0.1' })),
        volumes: folders.kept.map((folder) => ({ source: volumeName(name, folder), target: folder, readOnly: false })),
        temporary: ['/tmp', ...folders.temporary],
        labels,
        readOnlyRoot: !folders.wholeRoot,
        dropCapabilities: true,
        noNewPrivileges: true,
        pidsLimit: processes === 0 ? undefined : processes,
        memoryLimit: memory === 0 ? undefined : bytes,
        init: false,
    };
}

function volumeName(container: string, folder: string): string {
    return `${container}-${folder.replace(/[^A-Za-z0-9_.-]+/g, '-').replace(/^-+|-+$/g, '')}`;
}

/**
 * The folders that a command writes, as absolute paths in the container, without those below another one.
 * `/tmp` is always writable and therefore left out.
 */
export function writtenFolders({ writesFiles }: Command, workingDir: string): readonly string[] {
    const paths = writesFiles.map(({ path }) => absolutePath(path, workingDir));
    return [...new Set(paths)]
        .filter((path) => !isBelow(path, '/tmp') && !paths.some((other) => other !== path && isBelow(path, other)))
        .sort();
}

/** @param holdsProgram the folder of the binary, and the working folder */
export function canBeMounted(folder: string, holdsProgram: readonly string[]): boolean {
    return !holdsProgram.some((path) => isBelow(path, folder));
}

function absolutePath(path: string, workingDir: string): string {
    const parts: string[] = [];
    for (const part of (path.startsWith('/') ? path : `${workingDir}/${path}`).split('/')) {
        if (part === '..') parts.pop();
        else if (part !== '' && part !== '.') parts.push(part);
    }
    return `/${parts.join('/')}`;
}

function isBelow(path: string, folder: string): boolean {
    return folder === '/' || path === folder || path.startsWith(`${folder}/`);
}
