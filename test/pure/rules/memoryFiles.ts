import type { FileEntry, Files } from '../../../src/files';

/** Files that exist in memory only, path to text. */
export function memoryFiles(texts: Readonly<Record<string, string>>): Files {
    const paths = Object.keys(texts);
    const entryOf = (folder: string, path: string): FileEntry | undefined => {
        const prefix = folder === '' ? '' : `${folder}/`;
        if (!path.startsWith(prefix)) return undefined;
        const [name = '', ...deeper] = path.slice(prefix.length).split('/');
        return deeper.length > 0
            ? { name, kind: 'folder', size: 0 }
            : { name, kind: 'file', size: (texts[path] ?? '').length };
    };
    return {
        read: (path) => {
            const text = texts[path];
            return Promise.resolve(text === undefined ? undefined : new TextEncoder().encode(text));
        },
        list: (folder) => {
            const entries = new Map<string, FileEntry>();
            for (const path of paths) {
                const entry = entryOf(folder, path);
                if (entry !== undefined) entries.set(entry.name, entry);
            }
            return Promise.resolve([...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1)));
        },
    };
}
