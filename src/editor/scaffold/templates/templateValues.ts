import type { Command, Project } from '../../../project/project';
import { findBuildTargets } from '../../../scaffold/buildTargets';
import { chooseGoVersion } from '../../../scaffold/image/goVersion';
import type { Choices } from '../../../scaffold/scaffold';
import type { TemplateValues } from './fillTemplate';

/** What a template can say of the programs that a file is for: of one Dockerfile, or of all where `path` is none. */
export function templateValues(project: Project, choices: Choices, path: string): TemplateValues {
    const targets = findBuildTargets(project).filter(
        ({ command }) => choices.commands.length === 0 || choices.commands.includes(command.name),
    );
    const dockerfile = path.replace(/(^|\/)\.dockerignore$/, '$1Dockerfile').replace(/\.dockerignore$/, '');
    const own = targets.filter((target) => target.dockerfile === dockerfile);
    const used = own.length > 0 ? own : targets;
    const commands = used.map(({ command, target }) => describeCommand(project, command, target));
    const modules = project.modules.filter(({ dir }) => used.some(({ command }) => command.module === dir));
    return {
        texts: {
            ...(commands[0] ?? { command: '', target: '', package: '', module: '', port: '' }),
            goVersion: chooseGoVersion(modules, choices).version,
        },
        lists: { commands },
    };
}

function describeCommand(project: Project, command: Command, target: string): Readonly<Record<string, string>> {
    const [port] = command.ports;
    return {
        command: command.name,
        target,
        package: command.package,
        module: project.modules.find(({ dir }) => dir === command.module)?.path ?? '',
        port: port === undefined ? '' : String(port.port),
    };
}
