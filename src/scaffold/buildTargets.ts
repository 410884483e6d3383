import type { Command, Project } from '../project/project';
import { findBuildSets } from './buildSets';
import { extraStageName, stageNames } from './stageNames';

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

/** The stage of a command for another purpose, as its Dockerfile names it; `targets` are all that are scaffolded. */
export function extraStageOf(extra: 'dev' | 'debug', target: BuildTarget, targets: readonly BuildTarget[]): string {
    const beside = targets.filter(({ dockerfile }) => dockerfile === target.dockerfile);
    return extraStageName(extra, target.target, beside.length === 1);
}

export function inFolder(folder: string, name: string): string {
    return folder === '' ? name : `${folder}/${name}`;
}
