import type { Files } from '../../files';

export const fileKinds = ['dockerfile', 'compose', 'kubernetes'] as const;
export type FileKind = (typeof fileKinds)[number];

/** Endings that say that a file is something else, whatever else its name says: Go sources, notes, templates, copies. */
const otherEndings =
    /\.(?:dockerignore|go|py|rb|rs|java|[cm]?[jt]sx?|sh|ya?ml|json|toml|md|rst|txt|html?|png|svg|tmpl|tpl|template|gotmpl|j2|erb|in|orig|bak|swp|lock|sha256|want)$/i;

/** What a file is by its name; `undefined` where that does not say. */
export function kindOfName(name: string): FileKind | undefined {
    if (/^(?:docker-)?compose(?:[.-].*)?\.ya?ml$/i.test(name)) return 'compose';
    if (name.endsWith('~') || otherEndings.test(name)) return undefined;
    if (/^(?:Dockerfile|Containerfile)(?:[.-].+)?$/i.test(name)) return 'dockerfile';
    return /\.(?:dockerfile|containerfile)$/i.test(name) ? 'dockerfile' : undefined;
}

/** Of other people's, or written by tools. */
const foreignFolders = new Set(['node_modules', 'vendor', '.git', '.hg', '.svn', '.jj']);
const mostFolders = 100_000;
const deepest = 60;

/** The Dockerfiles below a folder in the order of their paths; links are not followed. */
export async function* findDockerfiles(files: Files): AsyncIterable<string> {
    let folders = 0;
    const waiting = [{ folder: '', depth: 0 }];
    for (let next = waiting.pop(); next !== undefined && folders < mostFolders; next = waiting.pop(), folders++) {
        const { folder, depth } = next;
        const entries = await files.list(folder);
        const within = (name: string) => (folder === '' ? name : `${folder}/${name}`);
        for (const { name, kind } of entries)
            if (kind === 'file' && kindOfName(name) === 'dockerfile') yield within(name);
        for (const { name, kind } of entries.toReversed())
            if (kind === 'folder' && !foreignFolders.has(name) && depth < deepest)
                waiting.push({ folder: within(name), depth: depth + 1 });
    }
}
