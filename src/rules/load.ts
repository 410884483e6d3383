import { createBuildContext, ignoreFilesFor } from '../dockerfile/ignore';
import type { BuildContext } from '../dockerfile/buildContext';
import { parseDockerfile } from '../dockerfile/parse';
import type { Files } from '../files';
import type { Project } from '../project/project';
import { configNames, readConfig, type LintConfig } from './config';
import { readContextFolder, type ContextFolder } from './contextFolder';
import type { RuleSettings, Subject } from './rule';

export interface Given {
    readonly project?: Project | undefined;
    /** Relative to the root of the files; `undefined` where it cannot be known. */
    readonly contextFolder: string | undefined;
    /** What `readContextFolder` gave for it, where many Dockerfiles share one. */
    readonly contextFiles?: ContextFolder | undefined;
    readonly settings: RuleSettings;
    readonly signal?: AbortSignal | undefined;
}

/** Loads all that rules look at. Paths are relative to the root of the files. Rejects only when `signal` aborts. */
export async function loadSubject(
    files: Files,
    dockerfile: { readonly path: string; readonly text: string },
    given: Given,
): Promise<Subject> {
    return {
        dockerfile: parseDockerfile(dockerfile.text),
        path: dockerfile.path,
        project: given.project,
        context: await loadContext(files, dockerfile.path, given),
        settings: given.settings,
    };
}

async function loadContext(files: Files, dockerfile: string, given: Given): Promise<BuildContext | undefined> {
    const { contextFolder, signal } = given;
    if (contextFolder === undefined) return undefined;
    const found = given.contextFiles ?? (await readContextFolder(files, contextFolder, signal));
    const [beside, inContext] = ignoreFilesFor(dockerfile);
    for (const path of [beside, join(contextFolder, inContext)]) {
        signal?.throwIfAborted();
        const text = await readText(files, path);
        const ignoreFile = relativeTo(contextFolder, path);
        if (text !== undefined) return createBuildContext({ ...found, ignoreText: text, ignoreFile });
    }
    return createBuildContext(found);
}

/** The nearest configuration, from a folder up to the root of the files. */
export async function findConfig(
    files: Files,
    folder: string,
): Promise<
    | ({ readonly path: string; readonly config: LintConfig } & Pick<ReturnType<typeof readConfig>, 'problems'>)
    | undefined
> {
    for (let at = folder; ; at = at.slice(0, Math.max(at.lastIndexOf('/'), 0))) {
        const texts = await Promise.all(configNames.map((name) => readText(files, join(at, name))));
        for (const [index, name] of configNames.entries()) {
            const text = texts[index];
            if (text !== undefined) return { path: join(at, name), ...readConfig(name, text) };
        }
        if (at === '') return undefined;
    }
}

async function readText(files: Files, path: string): Promise<string | undefined> {
    const bytes = await files.read(path);
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}

function join(folder: string, name: string): string {
    return folder === '' ? name : `${folder}/${name}`;
}

/** A path that does not stand in the folder stays as it is. */
function relativeTo(folder: string, path: string): string {
    return folder !== '' && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}
