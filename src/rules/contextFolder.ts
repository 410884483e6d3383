import type { Files } from '../files';

/** The files of a build context, before its ignore file is asked. */
export interface ContextFolder {
    /** Relative to the folder, in order. */
    readonly paths: readonly string[];
    /** Whether there are more than were read. */
    readonly truncated: boolean;
}

const mostFiles = 20_000;
const mostFolders = 5_000;

/** Large folders that no rule asks about: they are read last, so that the bound cuts them first. */
const dull = new Set(['.git', '.hg', '.svn', 'node_modules']);

/** Walks a folder breadth first, up to a bound. Rejects only when `signal` aborts. */
export async function readContextFolder(files: Files, folder: string, signal?: AbortSignal): Promise<ContextFolder> {
    const paths: string[] = [];
    const folders = [''];
    const putOff: string[] = [];
    for (let read = 0; read < folders.length; read++) {
        if (read === mostFolders || paths.length > mostFiles)
            return { paths: paths.slice(0, mostFiles).sort(), truncated: true };
        signal?.throwIfAborted();
        const at = folders[read] ?? '';
        for (const { name, kind } of await files.list(joinPath(folder, at))) {
            const path = joinPath(at, name);
            if (kind !== 'folder') paths.push(path);
            else (dull.has(name) ? putOff : folders).push(path);
        }
        if (read === folders.length - 1) folders.push(...putOff.splice(0));
    }
    return { paths: paths.slice(0, mostFiles).sort(), truncated: paths.length > mostFiles };
}

function joinPath(folder: string, name: string): string {
    return folder === '' || name === '' ? folder + name : `${folder}/${name}`;
}
