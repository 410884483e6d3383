import { goFlagValue } from '../dockerfile/commandQueries';
import type { Stage } from '../dockerfile/syntax';
import { joinPath } from '../project/paths';
import type { Command, Project } from '../project/project';
import { packagesOf, type GoCommand } from './goCommands';
import { contextFolderAt, folderOfCommand, joinImagePath } from './places';
import type { Subject } from './rule';

/** The folder of the build context that `go` runs in; `undefined` where it is not known to be one. */
export function goFolderOf(
    { dockerfile }: Pick<Subject, 'dockerfile'>,
    stage: Stage,
    { command, instruction }: GoCommand,
): string | undefined {
    const folder = folderOfCommand(dockerfile, instruction, command);
    const changed = goFlagValue(command, 'C') ?? '.';
    if (folder === undefined || changed.includes('$')) return undefined;
    return contextFolderAt(dockerfile, stage, instruction, joinImagePath(folder, changed));
}

/** The folder, relative to the project's root, of the one package that a command is given; `undefined` where that is not plain. */
export function packageFolderOf(subject: Subject, stage: Stage, command: GoCommand): string | undefined {
    const [first, ...others] = packagesOf(command);
    if (first?.isLiteral === false || /\.\.\.|[*?[]/.test(first?.value ?? '')) return undefined;
    const path = folderOfArgument(first?.value ?? '.');
    if (others.some(({ value }) => folderOfArgument(value) !== path || !value.endsWith('.go'))) return undefined;
    const folder = goFolderOf(subject, stage, command);
    if (folder === undefined) return undefined;
    if (/^\.{0,2}\//.test(`${path}/`)) return joinPath(folder, path);
    const module = subject.project?.modules.find((each) => path === each.path || path.startsWith(`${each.path}/`));
    return module && joinPath(module.dir, path.slice(module.path.length + 1));
}

function folderOfArgument(argument: string): string {
    return argument.endsWith('.go') ? argument.replace(/\/?[^/]*$/, '') || '.' : argument.replace(/\/$/, '');
}

/** The program of the project that a `go build` makes, where its package tells. */
export function programBuiltBy(subject: Subject, stage: Stage, command: GoCommand): Command | undefined {
    const { project } = subject;
    if (project === undefined) return undefined;
    if (goFolderOf(subject, stage, command) === undefined) return programNamed(project, command);
    const folder = packageFolderOf(subject, stage, command);
    return project.commands.find(({ dir }) => dir === folder);
}

/** Where it is not known what `go` stands in, the name of the package has to do. */
function programNamed(project: Project, command: GoCommand): Command | undefined {
    const [first, ...others] = packagesOf(command).map(({ value }) => value.replace(/\/$/, ''));
    if (others.length > 0 || first?.includes('...') === true) return undefined;
    const wanted = first === undefined ? '.' : folderOfArgument(first);
    return project.commands.find((candidate) => candidate.package === wanted || candidate.package === `./${wanted}`);
}
