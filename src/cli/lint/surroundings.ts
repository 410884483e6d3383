import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Files } from '../../files';
import type { Project } from '../../project/project';
import { readProject } from '../../project/reader';
import { readContextFolder, type ContextFolder } from '../../rules/contextFolder';
import { diskFiles, rememberingFolders } from '../diskFiles';

/** What a Dockerfile stands in: the build context, which is the root of `files`, and the Go project there. */
export interface Surroundings {
    /** Absolute. */
    readonly root: string;
    readonly files: Files;
    readonly project: Project | undefined;
    readonly contextFiles: ContextFolder;
}

/** Answers for a folder, absolute; each root is read once, however many Dockerfiles share it. */
export function createSurroundings({ withProject }: { readonly withProject: boolean }) {
    const roots = new Map<string, Promise<Surroundings>>();
    const rootOf = remembering((folder: string) => (withProject ? findRoot(folder) : Promise.resolve(folder)));
    return async (folder: string): Promise<Surroundings> => {
        const root = await rootOf(folder);
        const known = roots.get(root) ?? readSurroundings(root, withProject);
        roots.set(root, known);
        return known;
    };
}

async function readSurroundings(root: string, withProject: boolean): Promise<Surroundings> {
    const files = rememberingFolders(diskFiles(root));
    const hasProject = withProject && (await isAny(root, ['go.work', 'go.mod', '.git']));
    const project = hasProject ? await readProject(files, undefined, root) : undefined;
    const contextFiles = await readContextFolder(files, '');
    return {
        root,
        files,
        project: project !== undefined && project.modules.length > 0 ? project : undefined,
        contextFiles,
    };
}

/** As Go looks for them: the nearest go.work upwards, else the nearest go.mod; else the folder itself. */
async function findRoot(folder: string): Promise<string> {
    for (const name of ['go.work', 'go.mod'])
        for (let at = folder; ; at = path.dirname(at)) {
            if (await isAny(at, [name])) return at;
            if (at === path.dirname(at)) break;
        }
    return folder;
}

async function isAny(folder: string, names: readonly string[]): Promise<boolean> {
    for (const name of names) {
        const found = await stat(path.join(folder, name)).catch(() => undefined);
        // a file where git keeps a worktree or submodule
        if (found !== undefined && (found.isFile() || name === '.git')) return true;
    }
    return false;
}

function remembering<T>(find: (key: string) => Promise<T>): (key: string) => Promise<T> {
    const known = new Map<string, Promise<T>>();
    return (key) => {
        const answer = known.get(key) ?? find(key);
        known.set(key, answer);
        return answer;
    };
}
