import { parseGoMod, type GoMod, type Replace } from './go/goMod';
import { parseGoWork } from './go/goWork';
import { baseOf, folderOf, isInside, joinPath } from './paths';
import { findPrivateHosts, privatePatterns } from './privateHosts';
import type { Module, Project } from './project';
import { exists, type Sources } from './sources';

export interface ModuleFile {
    readonly module: Omit<Module, 'cgo' | 'cgoReasons'>;
    /** Packages that its `tool` lines name. */
    readonly tools: readonly string[];
}

export interface ModuleFiles {
    /** The root first; of a go.work those it uses before others. */
    readonly modules: readonly ModuleFile[];
    readonly workspaceDir: string | null;
    readonly faults: Project['faults'];
}

/** Every module of the project; one whose go.mod has no `module` line is a fault only. */
export function readModules(sources: Sources): ModuleFiles {
    const faults: Project['faults'][number][] = [];
    const used = readWork(sources, faults);
    const patterns = privatePatterns(sources.texts);
    const found: { dir: string; mod: GoMod }[] = [];
    for (const [file, bytes] of sources.texts) {
        if (baseOf(file) !== 'go.mod' || isIgnoredFolder(folderOf(file))) continue;
        const mod = parseGoMod(bytes);
        faults.push(...mod.faults.map((fault) => ({ file, ...fault })));
        if (mod.path !== '') found.push({ dir: folderOf(file), mod });
    }
    const joined = found.flatMap(({ dir, mod }) => (used?.folders.has(dir) === true ? mod.path : []));
    const modules = found.map(({ dir, mod }) => {
        const fetched = fetchedPaths(mod, used?.folders.has(dir) === true ? used.replaces : [], joined);
        return describeModule(sources, dir, mod, used, findPrivateHosts(fetched, patterns));
    });
    const rank = ({ module }: ModuleFile): number =>
        (used?.folders.has(module.dir) === false ? 1000 : 0) + (module.dir === '' ? 0 : module.dir.split('/').length);
    modules.sort((one, another) => rank(one) - rank(another));
    faults.sort((one, another) =>
        one.file === another.file ? one.line - another.line : one.file < another.file ? -1 : 1,
    );
    return { modules, workspaceDir: used?.dir ?? null, faults };
}

/** Folders that `go build ./...` passes over: a go.mod there is somebody's test data. */
export function isIgnoredFolder(dir: string): boolean {
    return dir.split('/').some((part) => part === 'testdata' || part.startsWith('_') || /^\.[^.]/.test(part));
}

interface Work {
    readonly folders: ReadonlySet<string>;
    readonly dir: string;
    readonly go: string | null;
    readonly toolchain: string | null;
    readonly replaces: readonly Replace[];
}

/** The go.work of the root, or the only one that there is. */
function readWork(sources: Sources, faults: Project['faults'][number][]): Work | undefined {
    const files = [...sources.texts.keys()].filter((path) => baseOf(path) === 'go.work');
    const file = files.includes('go.work') ? 'go.work' : files.length === 1 ? files[0] : undefined;
    const bytes = file === undefined ? undefined : sources.texts.get(file);
    if (file === undefined || bytes === undefined) return undefined;
    const work = parseGoWork(bytes);
    faults.push(...work.faults.map((fault) => ({ file, ...fault })));
    const folders = new Set<string>();
    for (const { folder, line } of work.uses) {
        const path = joinPath(folderOf(file), folder);
        const shown = folder.slice(0, 200);
        if (path === undefined) faults.push({ file, line, message: `\`${shown}\` is outside the project` });
        else if (sources.texts.has(path === '' ? 'go.mod' : `${path}/go.mod`)) folders.add(path);
        else faults.push({ file, line, message: `\`${shown}\` has no go.mod` });
    }
    return { folders, dir: folderOf(file), go: work.go, toolchain: work.toolchain, replaces: work.replaces };
}

/** The modules that a build downloads: not those that a folder stands for, nor those that go.work joins. */
function fetchedPaths(mod: GoMod, shared: readonly Replace[], joined: readonly string[]): string[] {
    const replaces = [...shared, ...mod.replaces];
    return mod.requires.flatMap(({ path }) => {
        const replace = replaces.find((each) => each.path === path);
        if (replace === undefined) return joined.includes(path) ? [] : path;
        return replace.local ? [] : replace.target;
    });
}

function describeModule(
    sources: Sources,
    dir: string,
    mod: GoMod,
    work: Work | undefined,
    privateHosts: readonly string[],
): ModuleFile {
    const below = (name: string): string => (dir === '' ? name : `${dir}/${name}`);
    const file = below('go.mod');
    // A workspace keeps the copies of all its modules beside go.work.
    const shared = work?.folders.has(dir) === true ? (work.dir === '' ? 'vendor' : `${work.dir}/vendor`) : undefined;
    const module = {
        dir,
        path: mod.path,
        inWorkspace: work?.folders.has(dir) === true,
        go: mod.go,
        goSource: mod.go === null ? null : { file, line: mod.goLine },
        toolchain: mod.toolchain,
        vendored: [below('vendor'), ...(shared === undefined ? [] : [shared])].some((folder) =>
            exists(sources, `${folder}/modules.txt`),
        ),
        hasSum: exists(sources, below('go.sum')),
        requires: mod.requires.map((required) => ({ ...required, file })),
        replacesOutside: mod.replaces
            .filter(({ local, target }) => local && !staysInside(dir, target))
            .map(({ path, target }) => ({ path, target })),
        privateHosts,
    };
    return { module, tools: mod.tools };
}

function staysInside(dir: string, target: string): boolean {
    const path = joinPath(dir, target);
    return path !== undefined && isInside(path, dir);
}
