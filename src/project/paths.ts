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

/** The last name of a path. */
export function baseOf(path: string): string {
    return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether the path is the folder or stands below it; everything stands below the root. */
export function isInside(path: string, folder: string): boolean {
    return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/** What stands behind the folder in a path inside it. */
export function relativeTo(path: string, folder: string): string {
    if (folder === '') return path;
    return path === folder ? '' : path.slice(folder.length + 1);
}
