import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FileEntry, Files } from '../files';
import { readBounded } from './readBounded';

const largestFile = 32 * 1024 * 1024;
const mostEntries = 100_000;

/**
 * The files below a folder of this machine. Whatever leads out of it, be it `..`, an absolute path, a drive or a link, is answered as if nothing were
 * there, and so is a file of more than 32 MiB. Of a folder, the first 100,000 entries are listed.
 */
export function diskFiles(root: string): Files {
    const base = path.resolve(root);
    let realBase: Promise<string> | undefined;
    const placeOf = async (name: string): Promise<string | undefined> => {
        const place = placeInside(base, name);
        if (place === undefined) return undefined;
        realBase ??= realpath(base);
        return isInside(await realBase, await realpath(place)) ? place : undefined;
    };
    return {
        async read(name) {
            try {
                const place = await placeOf(name);
                if (place === undefined || !(await stat(place)).isFile()) return undefined;
                return await readBounded(place, largestFile);
            } catch {
                return undefined;
            }
        },
        async list(folder) {
            try {
                const place = await placeOf(folder);
                if (place === undefined) return [];
                const names = (await readdir(place)).sort().slice(0, mostEntries);
                const entries = await Promise.all(names.map((name) => entryAt(place, name)));
                return entries.filter((entry) => entry !== undefined);
            } catch {
                return [];
            }
        },
    };
}

/** As `files`, but each folder is listed once: for many questions about a tree that does not change meanwhile. */
export function rememberingFolders(files: Files): Files {
    const lists = new Map<string, Promise<readonly FileEntry[]>>();
    return {
        read: (name) => files.read(name),
        list(folder) {
            const known = lists.get(folder) ?? files.list(folder);
            lists.set(folder, known);
            return known;
        },
    };
}

/** Whether the path is the folder or below it; both absolute. */
export function isInside(folder: string, place: string): boolean {
    const relative = path.relative(folder, place);
    return (
        relative === '' || (relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative))
    );
}

function placeInside(base: string, name: string): string | undefined {
    // a drive or a backslash is no part of a name that we give
    if (name.includes('\0') || path.isAbsolute(name) || (path.sep === '\\' && /[\\:]/.test(name))) return undefined;
    const place = path.join(base, name);
    return isInside(base, place) ? place : undefined;
}

/** `undefined` for what is neither file, folder nor link, and for what is gone since. */
async function entryAt(folder: string, name: string): Promise<FileEntry | undefined> {
    try {
        const stats = await lstat(path.join(folder, name));
        if (stats.isSymbolicLink()) return { name, kind: 'link', size: stats.size };
        if (stats.isDirectory()) return { name, kind: 'folder', size: 0 };
        return stats.isFile() ? { name, kind: 'file', size: stats.size } : undefined;
    } catch {
        return undefined;
    }
}
