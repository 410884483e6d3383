import { stat } from 'node:fs/promises';
import path from 'node:path';
import { createBuildContexts } from '../../compose/buildContexts';
import type { Files } from '../../files';
import type { Project } from '../../project/project';
import { readProject } from '../../project/reader';
import { readContextFolder, type ContextFolder } from '../../rules/contextFolder';
import { diskFiles, isInside, rememberingFolders } from '../diskFiles';

/** What a Dockerfile stands in: the build context, which is the root of `files`, and the Go project there. */
export interface Surroundings {
    /** Absolute. */
    readonly root: string;
    readonly files: Files;
    readonly project: Project | undefined;
    readonly contextFiles: ContextFolder;
}

/** Answers for a Dockerfile, absolute; each root is read once, however many Dockerfiles share it. */
export function createSurroundings(withProject: boolean, workingFolder: string) {
    const roots = new Map<string, Promise<Surroundings>>();
    const projectRootOf = remembering(findRoot);
    const repositoryOf = remembering((folder: string) => findUpwards(folder, ['.git']));
    const contextsIn = new Map<string, (dockerfile: string) => Promise<string | undefined>>();

    const givenRootOf = async (place: string, projectRoot: string): Promise<string | undefined> => {
        const widest = isInside(workingFolder, projectRoot) ? workingFolder : projectRoot;
        const top = (await repositoryOf(path.dirname(place))) ?? widest;
        const contextOf = contextsIn.get(top) ?? createBuildContexts(rememberingFolders(diskFiles(top)));
        contextsIn.set(top, contextOf);
        const context = await contextOf(path.relative(top, place).replaceAll(path.sep, '/'));
        return context === undefined ? undefined : path.join(top, context);
    };

    return async (place: string): Promise<Surroundings> => {
        const folder = path.dirname(place);
        const projectRoot = withProject ? await projectRootOf(folder) : folder;
        const root = withProject ? ((await givenRootOf(place, projectRoot)) ?? projectRoot) : folder;
        // of a context inside the module the builder does not get the module
        const isAround = root === projectRoot || isInside(root, projectRoot);
        const known = roots.get(root) ?? readSurroundings(root, withProject && isAround, root !== projectRoot);
        roots.set(root, known);
        return known;
    };
}

async function readSurroundings(root: string, withProject: boolean, isGiven: boolean): Promise<Surroundings> {
    const files = rememberingFolders(diskFiles(root));
    const hasProject = withProject && (isGiven || (await isAny(root, ['go.work', 'go.mod', '.git'])));
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
    return (await findUpwards(folder, ['go.work'])) ?? (await findUpwards(folder, ['go.mod'])) ?? folder;
}

/** The nearest folder upwards that has one of these. */
async function findUpwards(folder: string, names: readonly string[]): Promise<string | undefined> {
    for (let at = folder; ; at = path.dirname(at)) {
        if (await isAny(at, names)) return at;
        if (at === path.dirname(at)) return undefined;
    }
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
