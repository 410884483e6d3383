import type { FileEntry, Files } from '../files';
import { baseOf } from './paths';

/** The folders of a project with their entries, as far as a Go build or its description can look. */
export interface Tree {
    /** By path, `''` the root. */
    readonly folders: ReadonlyMap<string, readonly FileEntry[]>;
    /** Whether the walk stopped at its bound. */
    readonly truncated: boolean;
}

/** Copies of other people's sources: listed, so that their own index is seen, but not walked. */
const copied = 'vendor';
/** Folders that hold no source of the project. */
const foreign = new Set(
    (
        '.git .hg .svn .jj node_modules bower_components .idea .vscode .cache .venv venv __pycache__ ' +
        '.terraform .next .nuxt .svelte-kit .gradle .direnv .devenv .pnpm-store'
    ).split(' '),
);
const mostFolders = 20_000;
const mostEntries = 200_000;
const deepest = 40;
const parallel = 16;

/** Lists the tree breadth first, some folders at a time; links are not followed. */
export async function listTree(files: Files, signal?: AbortSignal): Promise<Tree> {
    const folders = new Map<string, readonly FileEntry[]>();
    let entries = 0;
    let truncated = false;
    let level = [''];
    for (let depth = 0; level.length > 0; depth++) {
        const next: string[] = [];
        for (let at = 0; at < level.length; at += parallel) {
            signal?.throwIfAborted();
            const batch = level.slice(at, at + parallel);
            const listed = await Promise.all(batch.map((folder) => files.list(folder)));
            batch.forEach((folder, index) => {
                const found = listed[index] ?? [];
                entries += found.length;
                folders.set(folder, found);
                next.push(...subfolders(folder, found));
            });
        }
        truncated = depth >= deepest || folders.size + next.length > mostFolders || entries > mostEntries;
        level = truncated ? [] : next;
    }
    return { folders, truncated };
}

/** The folders below that are walked too. */
function subfolders(folder: string, entries: readonly FileEntry[]): string[] {
    if (baseOf(folder) === copied) return [];
    return entries
        .filter(({ name, kind }) => kind === 'folder' && !foreign.has(name))
        .map(({ name }) => (folder === '' ? name : `${folder}/${name}`));
}
