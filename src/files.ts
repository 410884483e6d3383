/**
 * How the pure ring reads a tree. Paths are relative to the root that the giver chose, `/`-separated, `''` the root itself;
 * `..` may lead out of it and is then answered as if nothing were there, unless the giver allows it.
 * Neither call throws for what is missing, unreadable or of the wrong kind.
 */
export interface Files {
    /** The bytes of a file, or `undefined` where there is none that can be read. */
    read(path: string): Promise<Uint8Array | undefined>;
    /** The entries of a folder in name order; empty where there is no such folder. */
    list(folder: string): Promise<readonly FileEntry[]>;
}

export interface FileEntry {
    readonly name: string;
    /** What the entry is itself: a link is not followed, so that loops cannot happen. */
    readonly kind: 'file' | 'folder' | 'link';
    /** In bytes; 0 for a folder. */
    readonly size: number;
}

/** Joins `/`-separated paths and resolves `.` and `..`; `undefined` where the path is absolute or leads out of the root. */
export function joinPath(folder: string, path: string): string | undefined {
    if (/^(?:[\\/]|[A-Za-z]:)/.test(path)) return undefined;
    const parts = folder.split('/').filter((part) => part !== '');
    for (const part of path.replaceAll('\\', '/').split('/')) {
        if (part === '' || part === '.') continue;
        if (part !== '..') parts.push(part);
        else if (parts.pop() === undefined) return undefined;
    }
    return parts.join('/');
}

/** The folder of a path, `''` for the root. */
export function folderOf(path: string): string {
    return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}
