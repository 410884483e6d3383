import type { Files } from '../files';

/** The files of a build context, before its ignore file is asked. */
export interface ContextFolder {
    /** Relative to the folder, in order. */
    readonly paths: readonly string[];
    /** Folders that no rule looks into, and that were not: they are there, and so is whatever is asked for below them. */
    readonly unread: readonly string[];
    /** Whether there are more than were read. */
    readonly truncated: boolean;
}

const mostFiles = 20_000;
const mostFolders = 5_000;
const parallel = 16;

/** Often larger than everything else together, and nobody copies a part of them. */
const foreign = new Set(['.git', '.hg', '.svn', '.jj', 'node_modules']);
/** Copies of other people's sources: listed, so that their own index is seen, but not walked. */
const copied = 'vendor';

/** Walks a folder breadth first, some folders at a time, up to a bound. Rejects only when `signal` aborts. */
export async function readContextFolder(files: Files, folder: string, signal?: AbortSignal): Promise<ContextFolder> {
    const paths: string[] = [];
    const unread: string[] = [];
    const folders = [''];
    let read = 0;
    while (read < folders.length && read < mostFolders && paths.length <= mostFiles) {
        signal?.throwIfAborted();
        const batch = folders.slice(read, Math.min(read + parallel, mostFolders));
        const listed = await Promise.all(batch.map((at) => files.list(joinPath(folder, at))));
        for (const [index, at] of batch.entries())
            for (const { name, kind } of listed[index] ?? []) {
                const path = joinPath(at, name);
                if (kind !== 'folder') paths.push(path);
                else if (foreign.has(name) || isCopied(at)) unread.push(path);
                else folders.push(path);
            }
        read += batch.length;
    }
    const truncated = read < folders.length || paths.length > mostFiles;
    return { paths: paths.slice(0, mostFiles).sort(), unread, truncated };
}

function isCopied(folder: string): boolean {
    return folder === copied || folder.endsWith(`/${copied}`);
}

function joinPath(folder: string, name: string): string {
    return folder === '' || name === '' ? folder + name : `${folder}/${name}`;
}
