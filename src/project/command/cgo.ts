import { cgoModuleOf } from '../../facts/cgoModules';
import { dependsOnCgo, isBuilt } from '../go/constraint';
import type { GoFile } from '../go/file';
import { isInside } from '../paths';
import type { Command, Module } from '../project';
import type { Package, Workspace } from '../workspace';
import { isForeign } from './program';

type CgoReason = Command['cgoReasons'][number];

/** The imports that make packages need cgo: `import "C"`, and modules that are known to need it. One a path and file. */
export function readCgo(packages: readonly Package[]): CgoReason[] {
    return packages.flatMap((each) =>
        each.files.flatMap((file) =>
            file.imports.flatMap(({ path, line }) => {
                const needs = path === 'C' || (isForeign(path) && cgoModuleOf(path) !== undefined);
                return needs && !isReplaced(each, file) ? { file: file.path, line, import: path } : [];
            }),
        ),
    );
}

/** Whether the package has other files for a build without cgo, so that this file is only one of two ways. */
function isReplaced({ name, left }: Package, file: GoFile): boolean {
    const onlyWithCgo =
        file.imports.some(({ path }) => path === 'C') || !isBuilt(file.path, file.constraint, { cgo: false });
    return (
        onlyWithCgo &&
        left.some(
            (other) =>
                other.packageName === name &&
                dependsOnCgo(other.constraint) &&
                isBuilt(other.path, other.constraint, { cgo: false }),
        )
    );
}

/** What the module's programs say; of a library all its packages. */
export function readModuleCgo(
    module: Pick<Module, 'dir'>,
    commands: readonly Command[],
    workspace: Workspace,
): Pick<Module, 'cgo' | 'cgoReasons'> {
    const own = commands.filter((command) => command.module === module.dir);
    const reasons =
        own.length > 0
            ? own.flatMap((command) => command.cgoReasons)
            : readCgo([...workspace.packages.values()].filter(({ moduleDir }) => moduleDir === module.dir));
    const distinct = new Map(reasons.map((reason) => [`${reason.file}:${reason.line}`, reason]));
    return {
        cgo: distinct.size > 0,
        cgoReasons: [...distinct.values()].filter(({ file }) => isInside(file, module.dir)),
    };
}
