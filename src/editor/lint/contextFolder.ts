import type { Project } from '../../project/project';
import { folderOf, isInside } from '../../project/paths';

/**
 * The folder that a build of this Dockerfile is most likely sent: the root of a Go workspace, else that of the innermost
 * module around the file, else the file's own folder. Relative to the project's root.
 */
export function contextFolderOf(dockerfile: string, project: Project | undefined): string {
    const own = folderOf(dockerfile);
    if (project === undefined) return own;
    const around = project.modules.map(({ dir }) => dir).filter((dir) => isInside(own, dir));
    if (project.workspace && project.modules.length > 0) return '';
    return around.sort((a, b) => b.length - a.length)[0] ?? own;
}
