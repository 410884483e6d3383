import { isBuilt } from './go/constraint';
import type { GoFile } from './go/file';
import { hashWord } from './go/wordFilter';
import { helpingWeight, readBuilds, releaseList, releaseWeight, type BuildMention } from './buildFiles';
import { isIgnoredFolder, type ModuleFile } from './modules';
import { baseOf, folderOf, isInside, joinPath, relativeTo } from './paths';
import type { Project } from './project';
import type { Sources } from './sources';
import { mayBeShipped, folderPurpose, internalPurpose } from './folderNames';
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

/** Every `func main` of the project: those that may be shipped, and the others, in no order. */
export function findMains(
    sources: Sources,
    workspace: Workspace,
    modules: readonly ModuleFile[],
): { shipped: Main[]; others: Project['otherMains'][number][] } {
    const candidates = [...workspace.packages.values()].filter(
        (each) => each.name === 'main' && each.files.some(hasMain),
    );
    const builds = readBuilds(sources.texts, new Map(candidates.map(({ dir, importPath }) => [dir, importPath])));
    const generators = findGenerators(workspace, modules);
    const mains = candidates.map((each) => {
        const { dir, importPath } = each;
        const module = moduleOf(dir, modules);
        const mentions = builds.get(dir) ?? [];
        const never =
            module === undefined
                ? 'It is in no module'
                : isIgnoredFolder(dir)
                  ? 'Go passes over its folder'
                  : each.files.some((file) => file.mentions('func main() {}'))
                    ? 'Its `main` does nothing'
                    : undefined;
        const purpose = generators.get(dir) ?? generators.get(importPath) ?? folderPurpose(dir);
        return { package: each, module, mentions, never, purpose };
    });
    // Tests and generators have images too, which nobody ships: only a list of releases makes them products.
    const isReleased = ({ mentions, purpose, package: { dir } }: (typeof mains)[number]): boolean =>
        mentions.some(
            ({ exact, weight, file }) =>
                exact &&
                weight >= releaseWeight &&
                (purpose === undefined || mayBeShipped(dir) || releaseList.test(file)),
        );
    // Where no Dockerfile and no goreleaser says what is released, a Makefile does.
    const released = mains.some(isReleased);
    const obvious = mains.some(({ never, purpose }) => never === undefined && purpose === undefined);
    const isShipped = (main: (typeof mains)[number]): boolean =>
        main.never === undefined &&
        (main.purpose === undefined ||
            isReleased(main) ||
            (!released &&
                !(obvious && forItself.test(main.package.dir)) &&
                mayBeShipped(main.package.dir) &&
                main.mentions.some(({ exact, weight }) => exact && weight >= helpingWeight)));
    // Where nothing else is shipped, what a build file names is, and what stands in `internal` has no other reason to be.
    const fallbacks: ((main: (typeof mains)[number]) => boolean)[] = [
        isShipped,
        ({ never, mentions }) => never === undefined && mentions.some(({ exact }) => exact),
        ({ never, package: { dir } }) => never === undefined && folderPurpose(dir) === internalPurpose,
    ];
    const ships = fallbacks.find((fits) => mains.some(fits)) ?? isShipped;
    const shipped = mains.flatMap((main): Main[] => {
        const { module, mentions } = main;
        const { dir, importPath } = main.package;
        if (module === undefined || !ships(main)) return [];
        const argument = dir === module.module.dir ? '.' : `./${relativeTo(dir, module.module.dir)}`;
        return [{ package: main.package, module, name: programName(importPath), argument, builds: mentions }];
    });
    const others = mains.flatMap((main) =>
        ships(main) ? [] : { dir: main.package.dir, why: main.never ?? main.purpose ?? '' },
    );
    others.push(...findLeftOut(workspace, new Set(candidates.map(({ dir }) => dir))));
    return { shipped, others };
}

/** Folders whose programs a Makefile builds for the project itself. */
const forItself = /(?:^|\/)(?:internal|private|scripts?|hack)(?:\/|$)/;
const mainName = hashWord('main');

function hasMain(file: GoFile): boolean {
    return (
        file.names(mainName) &&
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
                const written = target.endsWith('.go') ? joinPath(folderOf(file.path), target) : undefined;
                // A file that the build of its folder leaves out is another program than that folder's.
                if (target.endsWith('.go') && (written === undefined || !isBuiltFile(workspace, written))) continue;
                const dir = written === undefined ? folderOfTarget(file.path, target) : folderOf(written);
                if (dir !== undefined) found.set(dir, `\`go generate\` runs it for \`${file.path}\``);
            }
    for (const { tools } of modules) for (const tool of tools) found.set(tool, 'go.mod names it as a `tool`');
    return found;
}

function isBuiltFile(workspace: Workspace, path: string): boolean {
    return workspace.packages.get(folderOf(path))?.files.some((file) => file.path === path) === true;
}

/** The folder below the root, or the import path as written. */
function folderOfTarget(file: string, target: string): string | undefined {
    return target.startsWith('.') ? joinPath(folderOf(file), target) : target;
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
