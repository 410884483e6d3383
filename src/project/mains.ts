import { isBuilt } from './go/constraint';
import type { GoFile } from './go/file';
import { readBuilds, type BuildMention } from './buildFiles';
import { isIgnoredFolder, type ModuleFile } from './modules';
import { baseOf, folderOf, isInside, joinPath, relativeTo } from './paths';
import type { Project } from './project';
import type { Sources } from './sources';
import { folderPurpose } from './folderNames';
import type { Package, Workspace } from './workspace';

/** A program that a user ships. */
export interface Main {
    readonly package: Package;
    readonly module: ModuleFile;
    /** What `go build` calls it. */
    readonly name: string;
    /** For `go build` in the module's folder. */
    readonly argument: string;
    /** What builds it, the weightiest first. */
    readonly builds: readonly BuildMention[];
}

/** Every `func main` of the project: those that are shipped, in no order, and the others. */
export function findMains(
    sources: Sources,
    workspace: Workspace,
    modules: readonly ModuleFile[],
): { shipped: Main[]; others: Project['otherMains'] } {
    const shipped: Main[] = [];
    const others: { dir: string; why: string }[] = [];
    const candidates = [...workspace.packages.values()].filter(
        (each) => each.name === 'main' && each.files.some(hasMain),
    );
    const builds = readBuilds(sources.texts, new Map(candidates.map(({ dir, importPath }) => [dir, importPath])));
    const generators = findGenerators(workspace, modules);
    for (const each of candidates) {
        const { dir, importPath } = each;
        const module = moduleOf(dir, modules);
        const mentions = builds.get(dir) ?? [];
        const generator = generators.get(dir) ?? generators.get(importPath);
        const why =
            module === undefined
                ? 'It is in no module'
                : isIgnoredFolder(dir)
                  ? 'Go passes over its folder'
                  : each.files.some((file) => file.mentions('func main() {}'))
                    ? 'Its `main` does nothing'
                    : mentions.length > 0
                      ? undefined
                      : (generator ?? folderPurpose(dir));
        if (module === undefined || why !== undefined) others.push({ dir, why: why ?? '' });
        else
            shipped.push({
                package: each,
                module,
                name: programName(importPath),
                argument: dir === module.module.dir ? '.' : `./${relativeTo(dir, module.module.dir)}`,
                builds: mentions,
            });
    }
    others.push(...findLeftOut(workspace, new Set(candidates.map(({ dir }) => dir))));
    return { shipped, others: others.sort((one, another) => (one.dir < another.dir ? -1 : 1)) };
}

function hasMain(file: GoFile): boolean {
    return (
        file.names('main') &&
        file.declarations().functions.some(({ name, receiver }) => name === 'main' && receiver === '')
    );
}

function moduleOf(dir: string, modules: readonly ModuleFile[]): ModuleFile | undefined {
    return modules
        .filter(({ module }) => isInside(dir, module.dir))
        .reduce<ModuleFile | undefined>(
            (best, each) => (best === undefined || each.module.dir.length > best.module.dir.length ? each : best),
            undefined,
        );
}

/** The last element of the import path; of `example.com/shop/v2` the one before, as `go build` does it. */
function programName(importPath: string): string {
    const last = baseOf(importPath);
    const version = /^v(?:[2-9]|[1-9]\d+)$/.test(last) && importPath.includes('/');
    return version ? baseOf(folderOf(importPath)) : last;
}

/** Programs that `go generate` or `go tool` runs, by folder or import path, with the reason. */
function findGenerators(workspace: Workspace, modules: readonly ModuleFile[]): Map<string, string> {
    const found = new Map<string, string>();
    for (const { files, left } of workspace.packages.values())
        for (const file of [...files, ...left])
            for (const command of file.generators) {
                const [, target] = /\bgo\s+run\s+(?:-\S+\s+)*(\S+)/.exec(command) ?? [];
                if (target === undefined) continue;
                const path = target.endsWith('.go') ? folderOf(target) || '.' : target;
                const dir = path.startsWith('.') ? joinPath(folderOf(file.path), path) : path;
                if (dir !== undefined) found.set(dir, `\`go generate\` runs it for \`${file.path}\``);
            }
    for (const { tools } of modules) for (const tool of tools) found.set(tool, 'go.mod names it as a `tool`');
    return found;
}

/** Files with `func main` that a plain build for Linux leaves out, in folders that hold no other program. */
function findLeftOut(workspace: Workspace, programs: ReadonlySet<string>): { dir: string; why: string }[] {
    return [...workspace.packages.values()].flatMap(({ dir, left }) => {
        const file = programs.has(dir) ? undefined : left.find((each) => each.packageName === 'main' && hasMain(each));
        if (file === undefined) return [];
        const name = baseOf(file.path);
        if (file.constraint !== '')
            return { dir, why: `\`${name}\` is built only where \`${file.constraint.slice(0, 200)}\` holds` };
        const why = isBuilt(file.path, '', { cgo: true })
            ? `The other files of its folder are another package than \`${name}\``
            : `\`${name}\` is not for Linux`;
        return { dir, why };
    });
}
