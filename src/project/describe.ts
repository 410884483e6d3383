import { readModuleCgo } from './command/cgo';
import { describeCommand } from './command/describe';
import { readScriptPackages } from './command/frontend';
import { createPrograms } from './command/program';
import { readExposed } from './exposed';
import { findMains } from './mains';
import { readModules } from './modules';
import type { Project } from './project';
import { leftOutOfRelease, weigh } from './rank';
import type { Sources } from './sources';
import { createWorkspace } from './workspace';

/** Says everything that follows from what was read. */
export function describeProject(sources: Sources, root: string): Project {
    const { modules, workspaceDir, faults } = readModules(sources);
    const truncated = {
        file: '',
        line: 0,
        message: 'The folder holds too much: what stands deepest in it was not read',
    };
    const workspace = workspaceDir !== null;
    const all = sources.truncated ? [...faults, truncated] : faults;
    if (modules.length === 0)
        return { root, workspace, workspaceDir, modules: [], commands: [], otherMains: [], faults: all };

    const packages = createWorkspace(
        sources.goFiles.values(),
        modules.map(({ module }) => module),
        sources.index,
    );
    const { shipped, others } = findMains(sources, packages, modules);
    const programs = createPrograms(
        packages,
        shipped.map((main) => main.package),
    );
    const scripts = readScriptPackages(sources);
    const weighed = shipped.flatMap((main, index) => {
        const program = programs[index];
        if (program === undefined) return [];
        const command = describeCommand(program, main, sources, scripts, readExposed(sources, main, shipped));
        const why = leftOutOfRelease(main, command, shipped);
        if (why === undefined) return { command, weight: weigh(main, command) };
        others.push({ dir: command.dir, why });
        return [];
    });
    weighed.sort((one, another) => another.weight - one.weight || (one.command.dir < another.command.dir ? -1 : 1));
    const commands = weighed.map(({ command }) => command);
    return {
        root,
        workspace,
        workspaceDir,
        modules: modules.map(({ module }) => ({ ...module, ...readModuleCgo(module, commands, packages) })),
        commands,
        otherMains: others.sort((one, another) => (one.dir < another.dir ? -1 : 1)),
        faults: all,
    };
}
