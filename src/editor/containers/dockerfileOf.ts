import { parseDockerfile } from '../../dockerfile/parse';
import type { Files } from '../../files';
import { baseOf, folderOf, isInside } from '../../project/paths';
import type { Command, Project } from '../../project/project';
import { findBuildTargets } from '../../scaffold/buildTargets';

/** The Dockerfile that builds a command. Paths are relative to the project's root. */
export interface FoundDockerfile {
    readonly path: string;
    /** The folder that is the build context. */
    readonly context: string;
    /** The stage named after the command, where there is one. */
    readonly target: string | undefined;
    /** Whether it surely builds this command: its stage is named so, its name says so, or there is no other command. */
    readonly isCertain: boolean;
}

/** Looks for it in the command's folder, its module and the project's root; one with a stage of the command's name comes first. */
export async function findDockerfile(
    files: Files,
    project: Project,
    command: Command,
): Promise<FoundDockerfile | undefined> {
    const scaffolded = findBuildTargets(project).find((each) => each.command === command);
    const found: FoundDockerfile[] = [];
    for (const path of new Set([
        ...(scaffolded === undefined ? [] : [scaffolded.dockerfile]),
        ...candidates(command),
    ])) {
        const stages = await readStages(files, path);
        if (stages === undefined) continue;
        // As we would have written it: a stage need not be called as its command.
        if (path === scaffolded?.dockerfile && stages.includes(scaffolded.target)) {
            return { path, context: scaffolded.context, target: scaffolded.target, isCertain: true };
        }
        const target = stages.find((name) => name.toLowerCase() === command.name.toLowerCase());
        const isOwn = isInside(folderOf(path), command.dir) && command.dir !== '';
        const isNamed = baseOf(path) !== 'Dockerfile' && baseOf(path) !== 'Containerfile';
        const isCertain = target !== undefined || isOwn || isNamed || project.commands.length === 1;
        found.push({ path, context: contextOf(path, project, command), target, isCertain });
    }
    return found.find(({ target }) => target !== undefined) ?? found.find(({ isCertain }) => isCertain) ?? found[0];
}

/** The names of its stages; `undefined` where there is no such file. */
async function readStages(files: Files, path: string): Promise<readonly string[] | undefined> {
    const bytes = await files.read(path);
    if (bytes === undefined) return undefined;
    return parseDockerfile(new TextDecoder().decode(bytes)).stages.flatMap(({ name }) => name?.value ?? []);
}

function candidates({ name, dir, module }: Command): readonly string[] {
    const names = [`${name}.Dockerfile`, `Dockerfile.${name}`, 'Dockerfile', 'Containerfile'];
    return [...new Set([dir, module, ''])].flatMap((folder) =>
        names.map((file) => (folder === '' ? file : `${folder}/${file}`)),
    );
}

/** The module's folder, or the root of the workspace that joins it with others; the Dockerfile's own folder where that stands above. */
function contextOf(path: string, project: Project, command: Command): string {
    const folder = folderOf(path);
    const module = project.modules.find(({ dir }) => dir === command.module);
    const sources = module?.inWorkspace === true ? (project.workspaceDir ?? '') : command.module;
    return isInside(sources, folder) ? folder : sources;
}
