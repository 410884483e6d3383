import { lineageOf } from '../dockerfile/stages';
import type { Stage } from '../dockerfile/syntax';
import { folderOf, isInside } from '../project/paths';
import type { Module } from '../project/project';
import type { GoCommand } from './goCommands';
import { goFolderOf } from './goPackages';
import { copiedPaths } from './instructions';
import type { Subject } from './rule';

export function hasSources({ context }: Pick<Subject, 'context'>, folder: string): boolean {
    const prefix = folder === '' ? '' : `${folder}/`;
    return (context?.paths ?? []).some(
        (path) => path.startsWith(prefix) && /^[^/]+(?<!_test)\.go$/.test(path.slice(prefix.length)),
    );
}

/** Whether the build context surely is the project: a Dockerfile may be built with its own folder, and with other repositories. */
export function isProject(subject: Subject, folder: string | undefined): boolean {
    return folder !== undefined && hasModule(subject, folder) && isOwn(subject, folder, true);
}

/** The module of the project that `go` surely reads; `undefined` for tools of elsewhere and other repositories. */
export function moduleReadBy(subject: Subject, stage: Stage, command: GoCommand): Module | undefined {
    if (command.command.args.some(({ value }) => value.includes('@'))) return undefined;
    const copied = copiedModules(subject, stage, command);
    const folder = goFolderOf(subject, stage, command) ?? (copied.length === 1 ? copied[0] : undefined);
    if (folder === undefined) return undefined;
    const [nearest] = (subject.project?.modules ?? [])
        .filter(({ dir }) => isInside(folder, dir))
        .sort((a, b) => b.dir.length - a.dir.length);
    if (nearest === undefined || !hasModule(subject, nearest.dir)) return undefined;
    return isOwn(subject, nearest.dir, !copied.includes(nearest.dir)) ? nearest : undefined;
}

function hasModule({ context }: Subject, folder: string): boolean {
    return context?.exists(folder === '' ? 'go.mod' : `${folder}/go.mod`) === true;
}

/** Sources beside the Dockerfile may be the whole context, unless a go.mod is copied that is not among them. */
function isOwn(subject: Subject, folder: string, withSources: boolean): boolean {
    for (let at = folderOf(subject.path ?? ''); at !== ''; at = folderOf(at))
        if (hasModule(subject, at) || (withSources && hasSources(subject, at))) return at === folder;
    return true;
}

/** The folders whose go.mod is copied by name before a command. */
function copiedModules({ dockerfile }: Subject, stage: Stage, { instruction }: GoCommand): string[] {
    return lineageOf(dockerfile, stage)
        .flatMap(({ instructions }) => instructions)
        .filter(({ keyword, start, flags }) => {
            const isFromContext = flags.every(({ name }) => name !== 'from');
            return keyword === 'COPY' && isFromContext && start < instruction.start;
        })
        .flatMap((copy) => copiedPaths(copy))
        .map(({ value }) => value.replace(/^(\.?\/)+/, ''))
        .filter((path) => /(^|\/)go\.mod$/.test(path))
        .map(folderOf);
}
