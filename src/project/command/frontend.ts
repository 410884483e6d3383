import { baseOf, folderOf, isInside, joinPath, relativeTo } from '../paths';
import type { Command, Frontend } from '../project';
import { exists, type Sources } from '../sources';

/** A package.json with a script that builds something. */
interface ScriptPackage {
    readonly dir: string;
    readonly manager: { readonly name: string; readonly version: string | null } | undefined;
    readonly nodeVersion: string | null;
    readonly installReadsSources: boolean;
    /** Where its own files say that the build goes, relative to the root. */
    readonly declared: readonly string[];
    /** Where the build goes where nothing is said. */
    readonly usual: string;
}

/** The package.json files that can build, those in the deepest folders first. */
export function readScriptPackages(sources: Sources): readonly ScriptPackage[] {
    return [...sources.texts]
        .flatMap(([file, bytes]) => (baseOf(file) === 'package.json' ? readPackage(sources, file, bytes) : []))
        .sort((one, another) => another.dir.length - one.dir.length);
}

function readPackage(sources: Sources, file: string, bytes: Uint8Array): ScriptPackage[] {
    const json = parseObject(new TextDecoder().decode(bytes));
    const scripts = objectIn(json, 'scripts');
    const build = scripts['build'];
    if (typeof build !== 'string' || build === '') return [];
    const dir = folderOf(file);
    const [, name, version] = /^(npm|pnpm|yarn|bun)(?:@(\d[\w.-]*))?/.exec(textIn(json, 'packageManager')) ?? [];
    const dependencies = { ...objectIn(json, 'dependencies'), ...objectIn(json, 'devDependencies') };
    return [
        {
            dir,
            manager: name === undefined ? undefined : { name, version: version ?? null },
            nodeVersion: readNodeVersion(sources, dir, json),
            installReadsSources: ['preinstall', 'install', 'postinstall', 'prepare'].some((each) => each in scripts),
            declared: readOutputs(sources, dir, build),
            usual: 'react-scripts' in dependencies ? 'build' : 'next' in dependencies ? 'out' : 'dist',
        },
    ];
}

/** The nearest file that says it, else package.json; a line of `v20.11.0` or `lts/iron`, or a range. */
function readNodeVersion({ texts }: Sources, dir: string, json: JsonObject): string | null {
    for (let folder: string | undefined = dir; folder !== undefined; folder = parentOf(folder))
        for (const name of ['.nvmrc', '.node-version']) {
            const bytes = texts.get(folder === '' ? name : `${folder}/${name}`);
            const [, version] =
                bytes === undefined
                    ? []
                    : (/^\s*(v?\d[\d.]*|lts\/\w+)\s*$/m.exec(new TextDecoder().decode(bytes)) ?? []);
            if (version !== undefined) return version;
        }
    const range = textIn(objectIn(json, 'engines'), 'node') || textIn(objectIn(json, 'volta'), 'node');
    return range === '' || range.length > 100 ? null : range;
}

const outputOption = /(?:--(?:outDir|outdir|out-dir|dist-dir|output-path)|-o)[= ]+["']?([\w@./-]+)/g;
const outputSetting = /\boutDir\s*:\s*["'`]([^"'`\n]{1,200})["'`]/g;
const configs = ['js', 'ts', 'mjs', 'mts', 'cjs', 'cts'].map((ending) => `vite.config.${ending}`);

function readOutputs(sources: Sources, dir: string, build: string): string[] {
    const written = [...build.slice(0, 10_000).matchAll(outputOption)].map(([, path = '']) => path);
    for (const name of configs) {
        const bytes = sources.texts.get(dir === '' ? name : `${dir}/${name}`);
        if (bytes === undefined) continue;
        for (const [, path = ''] of new TextDecoder().decode(bytes).matchAll(outputSetting)) written.push(path);
    }
    return written.flatMap((path) => joinPath(dir, path) ?? []);
}

/** What has to be built before the program can be compiled: each folder that it embeds and that is not there yet. */
export function findFrontends(
    sources: Sources,
    packages: readonly ScriptPackage[],
    embeds: Command['embeds'],
): Frontend[] {
    if (packages.length === 0) return [];
    const found = new Map<string, Frontend>();
    for (const { file, line, pattern } of embeds) {
        const path = joinPath(folderOf(file), pattern.replace(/^all:/, ''));
        const output = path === undefined ? undefined : missingFolder(sources, path);
        const builder = output === undefined ? undefined : builderOf(packages, output);
        if (output === undefined || builder === undefined || found.has(output)) continue;
        const { dir, installReadsSources, nodeVersion } = builder.package;
        const source = { file, line };
        found.set(output, {
            dir,
            output,
            built: builder.built,
            ...managerOf(sources, builder.package),
            nodeVersion,
            installReadsSources,
            source,
        });
    }
    return [...found.values()];
}

/** The first folder on the way to an embedded path that is not there, holds only a `.gitkeep`, or was built here: git ignores it. */
function missingFolder({ folders, texts }: Sources, path: string): string | undefined {
    const parts = path.split('/');
    const wild = parts.findIndex((part) => /[*?[\\]/.test(part));
    const fixed = wild < 0 ? parts : parts.slice(0, wild);
    let folder = '';
    for (const part of fixed) {
        const entry = folders.get(folder)?.find(({ name }) => name === part);
        folder = folder === '' ? part : `${folder}/${part}`;
        // A single file that is not there is made by something else.
        if (entry === undefined) return folder === path && /\.\w+$/.test(part) ? undefined : folder;
        if (entry.kind !== 'folder') return undefined;
        const entries = folders.get(folder);
        if (entries?.every(({ name }) => name.startsWith('.')) === true || isIgnored(texts, folder)) return folder;
    }
    return undefined;
}

/** Whether a .gitignore above names the folder or all that is in it; other patterns with stars are not tried. */
function isIgnored(texts: Sources['texts'], folder: string): boolean {
    for (let above = parentOf(folder); above !== undefined; above = parentOf(above)) {
        const bytes = texts.get(above === '' ? '.gitignore' : `${above}/.gitignore`);
        if (bytes === undefined) continue;
        const path = relativeTo(folder, above);
        for (const line of new TextDecoder().decode(bytes).split('\n')) {
            const pattern = line.trim().replace(/\/\*{0,2}$/, '');
            const anywhere = pattern.replace(/^\*\*\//, '');
            if (anywhere.includes('/') ? pattern.replace(/^\//, '') === path : anywhere === baseOf(folder)) return true;
        }
    }
    return false;
}

const usualNames = /(?:^|\/)(?:dist|build|out|public|static|assets|www|_site|bundle|export)(?:\/|$)/;

/** Its own files decide; else the nearest package around the folder, else the only one that there is. */
function builderOf(
    packages: readonly ScriptPackage[],
    output: string,
): { package: ScriptPackage; built: string } | undefined {
    const declaring = packages.find(({ declared }) => declared.includes(output));
    if (declaring !== undefined) return { package: declaring, built: output };
    const around = packages.find(({ dir }) => isInside(output, dir));
    if (around !== undefined && (around.dir !== '' || packages.length === 1))
        return usualNames.test(relativeTo(output, around.dir)) ? { package: around, built: output } : undefined;
    const shipping = packages.filter(({ dir }) => !/(?:^|\/)(?:docs?|website|examples?|e2e|tests?)(?:\/|$)/.test(dir));
    const [only, another] = shipping.filter(({ dir }) => dir !== '');
    if (only === undefined || another !== undefined || !usualNames.test(output)) return undefined;
    return { package: only, built: only.declared[0] ?? (only.dir === '' ? only.usual : `${only.dir}/${only.usual}`) };
}

const locks = [
    ['package-lock.json', 'npm'],
    ['npm-shrinkwrap.json', 'npm'],
    ['pnpm-lock.yaml', 'pnpm'],
    ['yarn.lock', 'yarn'],
    ['bun.lock', 'bun'],
    ['bun.lockb', 'bun'],
] as const;

/** By the nearest lock file; a `packageManager` line decides between several. */
function managerOf(
    sources: Sources,
    { dir, manager }: ScriptPackage,
): Pick<Frontend, 'packageManager' | 'packageManagerVersion' | 'lock'> {
    for (let folder: string | undefined = dir; folder !== undefined; folder = parentOf(folder)) {
        const at = (name: string): string => (folder ? `${folder}/${name}` : name);
        const there = locks.filter(([name]) => exists(sources, at(name)));
        const [lock] = [...there.filter(([, name]) => name === manager?.name), ...there];
        if (lock === undefined) continue;
        const [name, packageManager] = lock;
        const version = manager?.name === packageManager ? manager.version : null;
        return { packageManager, packageManagerVersion: version, lock: at(name) };
    }
    const name = locks.find(([, each]) => each === manager?.name)?.[1] ?? 'npm';
    return { packageManager: name, packageManagerVersion: manager?.version ?? null, lock: null };
}

function parentOf(folder: string): string | undefined {
    return folder === '' ? undefined : folderOf(folder);
}

type JsonObject = Readonly<Record<string, unknown>>;

function parseObject(text: string): JsonObject {
    try {
        return asObject(JSON.parse(text.replace(/^\uFEFF/, '')));
    } catch {
        return {};
    }
}

function objectIn(json: JsonObject, key: string): JsonObject {
    return asObject(json[key]);
}

function textIn(json: JsonObject, key: string): string {
    const value = json[key];
    return typeof value === 'string' ? value : '';
}

function asObject(value: unknown): JsonObject {
    return typeof value === 'object' && value !== null ? { ...value } : {};
}
