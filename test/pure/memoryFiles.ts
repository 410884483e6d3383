import type { FileEntry, Files } from '../../src/files';

/** A tree that exists in memory only: the files by path, `/`-separated; their folders follow from the paths. */
export function memoryFiles(tree: Readonly<Record<string, string | Uint8Array>>): Files {
    const contents = new Map<string, Uint8Array>();
    const folders = new Map<string, Map<string, FileEntry>>([['', new Map()]]);
    for (const [path, content] of Object.entries(tree)) {
        const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
        contents.set(path, bytes);
        const parts = path.split('/');
        parts.forEach((name, index) => {
            const folder = parts.slice(0, index).join('/');
            const isFile = index === parts.length - 1;
            const entries = folders.get(folder) ?? new Map<string, FileEntry>();
            folders.set(
                folder,
                entries.set(name, { name, kind: isFile ? 'file' : 'folder', size: isFile ? bytes.length : 0 }),
            );
        });
    }
    return {
        read: (path) => Promise.resolve(contents.get(normalise(path))),
        list: (folder) => {
            const entries = [...(folders.get(normalise(folder))?.values() ?? [])];
            return Promise.resolve(entries.sort((one, another) => (one.name < another.name ? -1 : 1)));
        },
    };
}

/** A path that leads out of the tree stays as it is, and so names nothing. */
function normalise(path: string): string {
    const parts: string[] = [];
    for (const part of path.split('/')) {
        if (part === '' || part === '.') continue;
        if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
        else parts.push(part);
    }
    return parts.join('/');
}
