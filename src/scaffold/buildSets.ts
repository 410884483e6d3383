import { isInside, joinPath } from '../project/paths';
import type { Command, Module, Project } from '../project/project';

/** Commands that are built from one folder, with one Dockerfile in it. */
export interface BuildSet {
    /** The build context, relative to the project's root. */
    readonly folder: string;
    /** Whether a go.work in that folder joins the modules. */
    readonly workspace: boolean;
    /** The modules whose go.mod a build reads. */
    readonly modules: readonly Module[];
    /** Best first. */
    readonly commands: readonly Command[];
    /** Replacements by folders that are no module of the project: no build can see them. */
    readonly unreachable: Module['replacesOutside'];
}

/** A go.work makes one set of all modules; else each module is one, in the smallest folder that holds what it is made of. */
export function findBuildSets(project: Project): readonly BuildSet[] {
    if (project.commands.length === 0) return [];
    if (project.workspace)
        return [{ folder: '', workspace: true, modules: project.modules, commands: project.commands, unreachable: [] }];
    const sets = new Map<string, { modules: Set<Module>; commands: Command[] }>();
    for (const command of project.commands) {
        const module = project.modules.find(({ dir }) => dir === command.module);
        if (module === undefined) continue;
        const modules = [module, ...localModules(project, module)];
        const folder = commonFolder(modules.map(({ dir }) => dir));
        const set = sets.get(folder) ?? { modules: new Set(), commands: [] };
        sets.set(folder, set);
        for (const each of modules) set.modules.add(each);
        set.commands.push(command);
    }
    return [...sets].map(([folder, { modules, commands }]) => ({
        folder,
        workspace: false,
        modules: [...modules],
        commands,
        // Only the replacements of a module that is built itself count.
        unreachable: [...modules]
            .filter(({ dir }) => commands.some(({ module }) => module === dir))
            .flatMap((module) =>
                module.replacesOutside.filter(
                    ({ target }) => !project.modules.some(({ dir }) => dir === joinPath(module.dir, target)),
                ),
            ),
    }));
}

/** Modules of the project that stand in for requirements of this one, outside its folder or below it. */
function localModules(project: Project, module: Module): Module[] {
    const outside = new Set(module.replacesOutside.map(({ target }) => joinPath(module.dir, target)));
    return project.modules.filter(
        (other) =>
            other !== module &&
            (outside.has(other.dir) ||
                (isInside(other.dir, module.dir) && module.requires.some(({ path }) => path === other.path))),
    );
}

function commonFolder(folders: readonly string[]): string {
    const [first = '', ...others] = folders;
    const parts = first.split('/');
    while (parts.length > 0 && !others.every((folder) => isInside(folder, parts.join('/')))) parts.pop();
    return parts.join('/');
}
