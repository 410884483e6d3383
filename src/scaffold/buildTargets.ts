import type { Command, Project } from '../project/project';
import { findBuildSets } from './buildSets';
import { stageNames } from './stageNames';

/** Where a scaffolded Dockerfile builds a command. Paths are relative to the project's root. */
export interface BuildTarget {
    readonly command: Command;
    readonly dockerfile: string;
    /** The build context, `''` for the root. */
    readonly context: string;
    /** The stage to name with `--target`. */
    readonly target: string;
}

export function findBuildTargets(project: Project): readonly BuildTarget[] {
    const names = stageNames(project);
    return findBuildSets(project).flatMap(({ folder, dockerfile, commands }) =>
        commands.map((command) => ({
            command,
            dockerfile: inFolder(folder, dockerfile),
            context: folder,
            target: names.get(command) ?? command.name,
        })),
    );
}

export function inFolder(folder: string, name: string): string {
    return folder === '' ? name : `${folder}/${name}`;
}
