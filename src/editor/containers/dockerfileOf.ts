import { parseDockerfile } from '../../dockerfile/parse';
import type { Files } from '../../files';
import { baseOf, folderOf, isInside } from '../../project/paths';
import type { Command, Project } from '../../project/project';

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
    const decoder = new TextDecoder();
    const found: FoundDockerfile[] = [];
    for (const path of candidates(command)) {
        const bytes = await files.read(path);
        if (bytes === undefined) continue;
        const target = parseDockerfile(decoder.decode(bytes))
            .stages.map(({ name }) => name?.value)
            .find((name) => name?.toLowerCase() === command.name.toLowerCase());
        const isOwn = isInside(folderOf(path), command.dir) && command.dir !== '';
        const isNamed = baseOf(path) !== 'Dockerfile' && baseOf(path) !== 'Containerfile';
        const isCertain = target !== undefined || isOwn || isNamed || project.commands.length === 1;
        found.push({ path, context: contextOf(path, project, command), target, isCertain });
    }
    return found.find(({ target }) => target !== undefined) ?? found.find(({ isCertain }) => isCertain) ?? found[0];
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
    const sources = project.workspace ? '' : command.module;
    return isInside(sources, folder) ? folder : sources;
}
