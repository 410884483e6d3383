import { baseOf, folderOf, isInside, joinPath, relativeTo } from '../project/paths';
import type { Command, Module, Project } from '../project/project';

/** Commands that are built from one folder, with one Dockerfile in it. */
export interface BuildSet {
    /** The build context, relative to the project's root. */
    readonly folder: string;
    /** The file's name in that folder: `Dockerfile`, unless another set has it. */
    readonly dockerfile: string;
    /** Whether a go.work joins the modules. */
    readonly workspace: boolean;
    /** That go.work, relative to the folder; `off` where one is in the folder and does not use the modules. */
    readonly work: string | undefined;
    /** The modules whose go.mod a build reads. */
    readonly modules: readonly Module[];
    /** Best first. */
    readonly commands: readonly Command[];
    /** Replacements by folders that are no module of the project: no build can see them. */
    readonly unreachable: Module['replacesOutside'];
}

/** The modules that a go.work uses make one set; each other module is one, in the smallest folder that holds what it is made of. */
export function findBuildSets(project: Project): readonly BuildSet[] {
    const joined = joinedSet(project);
    const sets = new Map<string, { modules: Set<Module>; commands: Command[] }>();
    for (const command of project.commands) {
        const module = project.modules.find(({ dir }) => dir === command.module);
        if (module === undefined || module.inWorkspace) continue;
        const modules = [module, ...localModules(project, module)];
        const folder = commonFolder([...modules.map(({ dir }) => dir), ...frontendFolders(command)]);
        const set = sets.get(folder) ?? { modules: new Set(), commands: [] };
        sets.set(folder, set);
        for (const each of modules) set.modules.add(each);
        set.commands.push(command);
    }
    const others = [...sets].map(([folder, { modules, commands }]) => ({
        folder,
        dockerfile: folder === joined?.folder ? `${baseOf(commands[0]?.module ?? '')}.Dockerfile` : 'Dockerfile',
        workspace: false,
        work: project.workspaceDir !== null && isInside(project.workspaceDir, folder) ? 'off' : undefined,
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
    return joined === undefined ? others : [joined, ...others];
}

function joinedSet(project: Project): BuildSet | undefined {
    const { workspaceDir, modules, commands } = project;
    const used = modules.filter(({ inWorkspace }) => inWorkspace);
    const built = commands.filter(({ module }) => used.some(({ dir }) => dir === module));
    if (workspaceDir === null || built.length === 0) return undefined;
    const read = [...new Set([...used, ...used.flatMap((module) => standIns(project, module))])];
    const folder = commonFolder([workspaceDir, ...read.map(({ dir }) => dir), ...built.flatMap(frontendFolders)]);
    const below = relativeTo(workspaceDir, folder);
    return {
        folder,
        dockerfile: 'Dockerfile',
        workspace: true,
        work: below === '' ? 'go.work' : `${below}/go.work`,
        modules: read,
        commands: built,
        unreachable: [],
    };
}

function frontendFolders({ frontends }: Command): string[] {
    return frontends.flatMap(({ dir, lock }) => (lock === null ? [dir] : [dir, folderOf(lock)]));
}

/** Modules that a go.work does not use and that stand in for requirements of one that it uses, by a replacement there or in go.work. */
function standIns(project: Project, module: Module): Module[] {
    const outside = new Set(module.replacesOutside.map(({ target }) => joinPath(module.dir, target)));
    return project.modules.filter(
        (other) =>
            !other.inWorkspace && (outside.has(other.dir) || module.requires.some(({ path }) => path === other.path)),
    );
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
