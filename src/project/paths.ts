export { folderOf, joinPath } from '../files';

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
