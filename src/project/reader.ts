import type { FileEntry, Files } from '../files';
import { describeProject } from './describe';
import { createFileIndex } from './fileIndex';
import type { GoFile } from './go/file';
import { readGoFile } from './go/readFile';
import { folderOf } from './paths';
import type { Project } from './project';
import { sourceKind, type Sources } from './sources';
import { listTree } from './tree';

/** Reads a project again and again, each time only what has changed. */
export interface ProjectReader {
    /** Rejects only when `signal` aborts; a call waits for the one before it. */
    read(signal?: AbortSignal): Promise<Project>;
    /**
     * Says that a file or folder has come, gone or changed, so that the next `read` looks at it. Without a path, or with
     * the root's `''`, everything is looked at; files whose bytes are the same are still not taken apart again.
     */
    changed(path?: string): void;
}

/** Reads a project once. `root` is its name in the result. */
export function readProject(files: Files, signal?: AbortSignal, root = ''): Promise<Project> {
    return createProjectReader(files, root).read(signal);
}

export function createProjectReader(files: Files, root = ''): ProjectReader {
    const cache = new Map<string, CachedFile>();
    const index = createFileIndex();
    const stale = new Set<string>();
    let folders: ReadonlyMap<string, readonly FileEntry[]> | undefined;
    let truncated = false;
    let last: Promise<unknown> = Promise.resolve();

    const refresh = async (signal: AbortSignal | undefined): Promise<Project> => {
        signal?.throwIfAborted();
        const noted = [...stale];
        const everything = folders === undefined || stale.has('') || noted.some((path) => !isKnown(path, folders));
        if (everything) ({ folders, truncated } = await listTree(files, signal));
        const paths = everything ? [...cache.keys(), ...listedPaths(folders ?? new Map())] : noted;
        await readAll(files, cache, new Set(paths), folders ?? new Map(), signal);
        for (const path of noted) stale.delete(path);
        const sources = collect(cache, folders ?? new Map(), truncated);
        index.update(sources.goFiles.values());
        return describeProject({ ...sources, index }, root);
    };

    return {
        read(signal) {
            const next = last.then(() => refresh(signal));
            last = next.catch(() => undefined);
            return next;
        },
        changed(path = '') {
            stale.add(path);
        },
    };
}

interface CachedFile {
    readonly hash: number;
    readonly bytes: Uint8Array | undefined;
    readonly go: GoFile | undefined;
}

const parallel = 32;

async function readAll(
    files: Files,
    cache: Map<string, CachedFile>,
    paths: ReadonlySet<string>,
    folders: ReadonlyMap<string, readonly FileEntry[]>,
    signal: AbortSignal | undefined,
): Promise<void> {
    const wanted = [...paths];
    for (let at = 0; at < wanted.length; at += parallel) {
        signal?.throwIfAborted();
        await Promise.all(
            wanted.slice(at, at + parallel).map(async (path) => {
                const kind = sourceKind(path, entryOf(path, folders)?.size ?? 0);
                const bytes = kind === undefined ? undefined : await files.read(path);
                if (bytes === undefined) {
                    cache.delete(path);
                    return;
                }
                const hash = hashBytes(bytes);
                if (cache.get(path)?.hash === hash) return;
                const go = kind === 'go' ? readGoFile(path, bytes) : undefined;
                cache.set(path, { hash, bytes: go === undefined ? bytes : undefined, go });
            }),
        );
    }
}

/** Whether the path is a file that is already in its folder's list: then only its content can have changed. */
function isKnown(path: string, folders: ReadonlyMap<string, readonly FileEntry[]> | undefined): boolean {
    return folders !== undefined && entryOf(path, folders)?.kind === 'file';
}

function entryOf(path: string, folders: ReadonlyMap<string, readonly FileEntry[]>): FileEntry | undefined {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return folders.get(folderOf(path))?.find((entry) => entry.name === name);
}

function listedPaths(folders: ReadonlyMap<string, readonly FileEntry[]>): string[] {
    return [...folders].flatMap(([folder, entries]) =>
        entries.flatMap(({ name, kind, size }) => {
            const path = folder === '' ? name : `${folder}/${name}`;
            return kind === 'file' && sourceKind(path, size) !== undefined ? path : [];
        }),
    );
}

function collect(
    cache: ReadonlyMap<string, CachedFile>,
    folders: ReadonlyMap<string, readonly FileEntry[]>,
    truncated: boolean,
): Sources {
    const goFiles = new Map<string, GoFile>();
    const texts = new Map<string, Uint8Array>();
    for (const path of [...cache.keys()].sort()) {
        const cached = cache.get(path);
        if (cached?.go !== undefined) goFiles.set(path, cached.go);
        else if (cached?.bytes !== undefined) texts.set(path, cached.bytes);
    }
    return { folders, truncated, goFiles, texts };
}

/** 53 bits over all bytes (cyrb53): enough to see that a file has changed. */
function hashBytes(bytes: Uint8Array): number {
    let high = 0xdeadbeef ^ bytes.length;
    let low = 0x41c6ce57 ^ bytes.length;
    for (const byte of bytes) {
        high = Math.imul(high ^ byte, 2654435761);
        low = Math.imul(low ^ byte, 1597334677);
    }
    high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
    low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
    return 4294967296 * (2097151 & low) + (high >>> 0);
}
