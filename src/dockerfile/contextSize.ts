import type { BuildContext } from './buildContext';

/** A file below the root of a build context. */
export interface SizedFile {
    /** `/`-separated, relative to the context's root. */
    readonly path: string;
    /** In bytes. */
    readonly size: number;
}

/** A folder, with all that lies below it. */
export interface SizedFolder {
    /** `''` for the root. */
    readonly path: string;
    readonly files: number;
    /** In bytes. */
    readonly size: number;
    /** Folders and files directly in it, the largest first. */
    readonly entries: readonly (SizedFolder | SizedFile)[];
}

export interface ContextSize {
    readonly sent: SizedFolder;
    /** What the ignore file takes out. */
    readonly leftOut: SizedFolder;
    /** The largest files that are sent, largest first. */
    readonly largest: readonly SizedFile[];
}

const largestShown = 20;

/** What a build is sent of the files in its context folder. */
export function measureContext(files: readonly SizedFile[], context: Pick<BuildContext, 'ignores'>): ContextSize {
    const sent = files.filter(({ path }) => !context.ignores(path));
    const leftOut = files.filter(({ path }) => context.ignores(path));
    return { sent: addUp(sent), leftOut: addUp(leftOut), largest: [...sent].sort(bySize).slice(0, largestShown) };
}

export function isFolder(entry: SizedFolder | SizedFile): entry is SizedFolder {
    return 'entries' in entry;
}

/**
 * The line of an ignore file that means exactly this path. The slash in front keeps it from being read as a comment or an
 * exception; what no pattern can spell out (a blank at the end, a line break) becomes `?`.
 */
export function ignoreLineFor(path: string): string {
    return `/${path.replaceAll(/[\\*?[]/g, String.raw`\$&`).replaceAll(/[\r\n]|\s(?=\s*$)/g, '?')}`;
}

interface GrowingFolder {
    readonly path: string;
    readonly folders: Map<string, GrowingFolder>;
    readonly ownFiles: SizedFile[];
    files: number;
    size: number;
}

function addUp(files: readonly SizedFile[]): SizedFolder {
    const root = growingFolder('');
    for (const file of files) {
        let folder = root;
        for (let slash = file.path.indexOf('/'); ; slash = file.path.indexOf('/', slash + 1)) {
            folder.files++;
            folder.size += file.size;
            if (slash < 0) break;
            const path = file.path.slice(0, slash);
            const known: GrowingFolder = folder.folders.get(path) ?? growingFolder(path);
            folder.folders.set(path, known);
            folder = known;
        }
        folder.ownFiles.push(file);
    }
    return finish(root);
}

function growingFolder(path: string): GrowingFolder {
    return { path, folders: new Map(), ownFiles: [], files: 0, size: 0 };
}

/** Without recursion: a tree may be deeper than the stack. */
function finish(root: GrowingFolder): SizedFolder {
    const order = [root];
    for (const folder of order) order.push(...folder.folders.values());
    const finished = new Map<GrowingFolder, SizedFolder>();
    for (const folder of order.reverse()) {
        const below = [...folder.folders.values()].flatMap((each) => finished.get(each) ?? []);
        const { path, files, size } = folder;
        finished.set(folder, { path, files, size, entries: [...below, ...folder.ownFiles].sort(bySize) });
    }
    return finished.get(root) ?? { path: '', files: 0, size: 0, entries: [] };
}

function bySize(a: SizedFolder | SizedFile, b: SizedFolder | SizedFile): number {
    return b.size - a.size || (a.path < b.path ? -1 : 1);
}
