import { folderOf, joinPath, type Files } from '../files';
import { readBuilds, type ComposeBuild } from './builds';

/** As compose looks for them. */
const names = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

/**
 * Answers which folder a Dockerfile is built with: what the nearest compose file that names it says, from its own folder up to
 * the root of the files; `undefined` where none does, or where that folder is not there. Paths are relative to that root.
 */
export function createBuildContexts(files: Files): (dockerfile: string) => Promise<string | undefined> {
    const known = new Map<string, Promise<readonly ComposeBuild[]>>();
    const buildsIn = (folder: string): Promise<readonly ComposeBuild[]> => {
        const found = known.get(folder) ?? readFolder(files, folder);
        known.set(folder, found);
        return found;
    };
    return async (dockerfile) => {
        for (let folder = folderOf(dockerfile); ; folder = folderOf(folder)) {
            for (const build of await buildsIn(folder)) {
                const context = join(folder, build.context);
                if (context === undefined || join(context, build.dockerfile) !== dockerfile) continue;
                if ((await files.list(context)).length > 0) return context;
            }
            if (folder === '') return undefined;
        }
    };
}

async function readFolder(files: Files, folder: string): Promise<ComposeBuild[]> {
    const entries = await files.list(folder);
    const found: ComposeBuild[] = [];
    for (const name of names) {
        if (!entries.some((entry) => entry.name === name && entry.kind !== 'folder')) continue;
        const bytes = await files.read(folder === '' ? name : `${folder}/${name}`);
        if (bytes !== undefined) found.push(...readBuilds(new TextDecoder().decode(bytes)));
    }
    return found;
}

/** `undefined` for an absolute path, for one in a home folder, and for one that leads out of the root. */
function join(folder: string, path: string): string | undefined {
    return path.startsWith('~') ? undefined : joinPath(folder, path);
}
