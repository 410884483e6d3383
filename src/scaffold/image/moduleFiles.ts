import { folderOf, relativeTo } from '../../project/paths';
import type { Module } from '../../project/project';
import type { BuildSet } from '../buildSets';
import { inFolder } from '../buildTargets';
import { copyWords, isWritablePath, shellWord } from './words';

/** How the modules that a build set requires get into a build stage. */
export interface ModuleDownload {
    /** Arguments of the COPYs that bring go.mod and what belongs to it, and nothing else. */
    readonly copies: readonly string[];
    /** The go commands that download, one for each module that is built; none where only compiling can. */
    readonly commands: readonly string[];
}

/** `undefined` where nothing is to be downloaded: no requirements, or all of them in the vendor folder. */
export function planDownload(set: BuildSet, built: readonly Module[]): ModuleDownload | undefined {
    const downloading = built.filter(({ vendored }) => !vendored);
    const requiring = set.workspace && downloading.length > 0 ? set.modules : downloading;
    if (!requiring.some(({ requires }) => requires.length > 0)) return undefined;
    return {
        copies: copyArguments(set),
        commands: set.workspace
            ? requiresNeighbour(set)
                ? []
                : ['go mod download']
            : downloading
                  .filter(({ requires }) => requires.length > 0)
                  .map((module) => `go mod download${inModule(set, module)}`),
    };
}

/**
 * Whether a module of a workspace requires another without a replacement: `go build` takes that one from the workspace, and
 * `go mod download` looks for it outside, where it may not be.
 */
function requiresNeighbour({ workspace, modules }: BuildSet): boolean {
    return (
        workspace &&
        modules.some(({ requires, replacesOutside }) =>
            requires.some(
                ({ path }) =>
                    modules.some((other) => other.path === path) &&
                    !replacesOutside.some((replaced) => replaced.path === path),
            ),
        )
    );
}

/** The flag that takes a go command to a module that is not in the build context's own folder. */
export function inModule(set: BuildSet, module: Module): string {
    const folder = relativeTo(module.dir, set.folder);
    return set.workspace || folder === '' ? '' : ` -C ${shellWord(folder)}`;
}

/** Which go.work holds, as an ENV, where Go would find another one or none from the context's folder. */
export function workEnvironment({ work }: BuildSet): string[] {
    if (work === undefined || work === 'go.work') return [];
    if (work === 'off') return ['# The go.work of the folder does not use this module.', 'ENV GOWORK=off'];
    return [`ENV GOWORK=${shellWord(`/src/${work}`)}`];
}

function copyArguments(set: BuildSet): string[] {
    const folders = new Map<string, string[]>();
    // A go.work.sum is written only where it is needed, and the pattern may match nothing.
    if (set.workspace && set.work !== undefined) folders.set(folderOf(set.work), [set.work, `${set.work}.sum*`]);
    for (const { dir, hasSum } of set.modules) {
        const folder = relativeTo(dir, set.folder);
        if (!isWritablePath(folder)) continue;
        const files = ['go.mod', ...(hasSum ? ['go.sum'] : [])].map((name) => inFolder(folder, name));
        folders.set(folder, [...(folders.get(folder) ?? []), ...files]);
    }
    return [...folders]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([folder, files]) => copyWords([...files, folder === '' ? './' : `./${folder}/`]));
}
