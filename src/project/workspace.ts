import type { GoFile, GoImport } from './go/file';
import { isBuilt } from './go/constraint';
import { createFileIndex, type FileIndex } from './fileIndex';
import { baseOf, folderOf, isInside, relativeTo } from './paths';

/** A package of the project: the files of one folder that a build for Linux takes. */
export interface Package {
    /** Relative to the root. */
    readonly dir: string;
    readonly name: string;
    /** The folder of its module; `undefined` outside every module. */
    readonly moduleDir: string | undefined;
    /** `''` outside every module. */
    readonly importPath: string;
    readonly files: readonly GoFile[];
    /** Files of the folder that a build leaves out: another package, another system, `//go:build ignore`. */
    readonly left: readonly GoFile[];
}

/** All packages of a project and how their imports lead from one to the other. */
export interface Workspace {
    readonly packages: ReadonlyMap<string, Package>;
    packageOf(importPath: string): Package | undefined;
    /** What a name at the head of a selector stands for in a file: the path of an import. */
    importPathOf(file: GoFile, name: string): string | undefined;
    /** The files that may hold this name as a whole word, by their package. */
    filesNaming(word: string): ReadonlyMap<Package, readonly GoFile[]>;
    /** The files whose text holds these characters, or matches, by their package. */
    filesMentioning(text: string | RegExp): ReadonlyMap<Package, readonly GoFile[]>;
    /** The package and all that it imports inside the project, nearest first. */
    reachableFrom(start: Package): readonly Package[];
}

/** `modules` are dir and path of each, in any order; `index` knows the same files. */
export function createWorkspace(
    goFiles: Iterable<GoFile>,
    modules: readonly { readonly dir: string; readonly path: string }[],
    index: FileIndex = indexOf(goFiles),
): Workspace {
    const deepestFirst = [...modules].sort((one, another) => another.dir.length - one.dir.length);
    const packages = new Map<string, Package>();
    const byImportPath = new Map<string, Package>();
    for (const [dir, files] of groupByFolder(goFiles)) {
        const module = deepestFirst.find((each) => isInside(dir, each.dir));
        const below = module === undefined ? '' : relativeTo(dir, module.dir);
        const importPath = module === undefined ? '' : below === '' ? module.path : `${module.path}/${below}`;
        const each = formPackage(dir, module?.dir, importPath, files);
        packages.set(dir, each);
        if (importPath !== '') byImportPath.set(importPath, each);
    }
    const names = new WeakMap<GoFile, Map<string, string>>();
    const owners = new Map<GoFile, { readonly package: Package; readonly position: number }>();
    for (const each of packages.values())
        for (const file of each.files) owners.set(file, { package: each, position: owners.size });
    const naming = new Map<string, Map<Package, GoFile[]>>();
    const mentioning = new Map<string, Map<Package, GoFile[]>>();
    /** In the order of the packages and of their files. */
    const byPackage = (files: ReadonlySet<GoFile>): Map<Package, GoFile[]> => {
        const grouped = new Map<Package, GoFile[]>();
        const owned = [...files].flatMap((file) => {
            const owner = owners.get(file);
            return owner === undefined ? [] : { file, ...owner };
        });
        owned.sort((one, another) => one.position - another.position);
        for (const { file, package: each } of owned) {
            const group = grouped.get(each);
            if (group === undefined) grouped.set(each, [file]);
            else group.push(file);
        }
        return grouped;
    };
    const packageOf = (importPath: string): Package | undefined => byImportPath.get(importPath);

    return {
        packages,
        packageOf,
        importPathOf(file, name) {
            let known = names.get(file);
            if (known === undefined) {
                known = new Map();
                for (const each of file.imports)
                    for (const local of localNames(each, packageOf(each.path)?.name)) known.set(local, each.path);
                names.set(file, known);
            }
            return known.get(name);
        },
        filesNaming(word) {
            let known = naming.get(word);
            if (known === undefined) naming.set(word, (known = byPackage(index.naming(word))));
            return known;
        },
        filesMentioning(text) {
            const key = typeof text === 'string' ? text : text.source;
            let known = mentioning.get(key);
            if (known === undefined) {
                known = byPackage(typeof text === 'string' ? index.mentioning(text) : index.matching(text));
                mentioning.set(key, known);
            }
            return known;
        },
        reachableFrom(start) {
            const reached = new Set([start]);
            for (const each of reached)
                for (const file of each.files)
                    for (const { path } of file.imports) {
                        const imported = packageOf(path);
                        if (imported !== undefined && imported.name !== 'main') reached.add(imported);
                    }
            return [...reached];
        },
    };
}

function indexOf(goFiles: Iterable<GoFile>): FileIndex {
    const index = createFileIndex();
    index.update(goFiles);
    return index;
}

function groupByFolder(goFiles: Iterable<GoFile>): Map<string, GoFile[]> {
    const folders = new Map<string, GoFile[]>();
    for (const file of goFiles) {
        const dir = folderOf(file.path);
        const group = folders.get(dir);
        if (group === undefined) folders.set(dir, [file]);
        else group.push(file);
    }
    return folders;
}

/** Where a folder holds several package names, most files decide. */
function formPackage(dir: string, moduleDir: string | undefined, importPath: string, all: readonly GoFile[]): Package {
    const built = all.filter((file) => file.packageName !== '' && isBuilt(file.path, file.constraint, { cgo: true }));
    const counts = new Map<string, number>();
    for (const { packageName } of built)
        if (packageName !== 'documentation') counts.set(packageName, (counts.get(packageName) ?? 0) + 1);
    const name = [...counts].sort((one, another) => another[1] - one[1])[0]?.[0] ?? '';
    const files = built.filter((file) => file.packageName === name);
    return { dir, moduleDir, name, importPath, files, left: all.filter((file) => !files.includes(file)) };
}

/**
 * Under which names an import may be used in its file: its own, else the package's, which for packages of others is
 * guessed from the path: `gopkg.in/yaml.v3` → yaml, `github.com/redis/go-redis/v9` → redis.
 */
function localNames({ name, path }: GoImport, packageName: string | undefined): string[] {
    if (name === '_' || name === '.') return [];
    if (name !== '') return [name];
    if (packageName !== undefined) return [packageName];
    const versionless = path.replace(/\/v\d+$/, '').replace(/\.v\d+$/, '');
    const last = baseOf(versionless);
    const plain = last.replace(/^go[-.]/, '').replace(/[-.]go$/, '');
    return [
        ...new Set([
            last,
            plain,
            last.replaceAll(/[-.]/g, ''),
            last.replaceAll(/[-.]/g, '_'),
            baseOf(plain.replaceAll(/[-.]/g, '/')),
        ]),
    ];
}
