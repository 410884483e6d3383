import { findGoBuilds, type GoBuild } from './goBuilds';
import { folderPurpose } from './folderNames';
import { findMakeCalls, readRecipes } from './makeTargets';
import { baseOf, folderOf, isInside, joinPath } from './paths';
import { isConfiguration } from './sources';

/** A place outside the Go sources that says how a program is built: whoever maintains it ships the program. */
export interface BuildMention {
    readonly file: string;
    /** More for files that make what is shipped than for those that help developers. */
    readonly weight: number;
    /** Whether it names this program, and not a pattern or variable that many fit. */
    readonly exact: boolean;
    /** Whether the file names all that it builds, one by one, where a pattern would fit more. */
    readonly listed: boolean;
    /** What the file calls the program; `undefined` where it leaves that to Go. */
    readonly output: string | undefined;
}

/** The weight from which on a file makes what is shipped. */
export const releaseWeight = 60;
/** The weight of a Makefile and its like. */
export const helpingWeight = 30;
/** CI and scripts build much that nobody ships. */
const otherWeight = 20;

/** A list of all that a release holds. */
export const releaseList = /goreleaser|(?:^|\/)\.(?:ko|promu)\.ya?ml$/;
const developing =
    /(?:^|[./_-])(?:dev|devel|development|debug|test|tests|testing|ci|lint|local|e2e|docs?|generated(?:-files)?|vendor|authors|govulncheck)(?:[./_-]|$)/i;
/** Folders with what developers need, whatever the file in them is called. */
const developersFolder = /(?:^|\/)(?:hack|dev|devel|development|\.devcontainer|\.gitpod|local)(?:\/|$)/;
const containerfile = /(?:^|\/)(?:Dockerfile|Containerfile)[^/]*$|\.(?:docker|container)file$/i;
const kinds: readonly { readonly name: RegExp; readonly weight: number }[] = [
    { name: releaseList, weight: releaseWeight },
    { name: containerfile, weight: releaseWeight },
    { name: /(?:^|\/)(?:Earthfile|[Pp]rocfile)$/, weight: releaseWeight },
    { name: /(?:^|\/)(?:(?:GNUm|m|M)akefile|\.?[Jj]ustfile|[Tt]askfile[^/]*)$|\.mk$/, weight: helpingWeight },
];
/** What a build file in a folder of these builds is no more shipped than the folder. */
const unshipped = /examples|tests|measurements|documentation/;

/** Which of the programs (folder to import path) the build files build, by folder, the weightiest first. */
export function readBuilds(
    texts: ReadonlyMap<string, Uint8Array>,
    programs: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly BuildMention[]> {
    const builds = new Map<string, BuildMention[]>();
    const add = (dir: string, mention: BuildMention): void => {
        const mentions = builds.get(dir);
        if (mentions === undefined) builds.set(dir, [mention]);
        else mentions.push(mention);
    };
    const files = [...texts].flatMap(([file, bytes]) => {
        if (/^go\.(?:mod|work)$/.test(baseOf(file)) || isConfiguration(file) || isBesideTheProduct(file)) return [];
        return { file, text: new TextDecoder().decode(bytes).replaceAll(/\\\r?\n/g, ' ') };
    });
    const textOf = new Map(files.map(({ file, text }) => [file, text]));
    for (const { file, text } of files) {
        const weight = weightOf(file);
        const found = new Map<string, BuildMention>();
        const note = (text: string, place: string): void => {
            for (const build of findGoBuilds(text, releaseList.test(baseOf(file))))
                for (const { dir, exact, listed } of resolve(build, place, programs, text)) {
                    const before = found.get(dir);
                    if (before?.exact !== true || (exact && before.output === undefined)) {
                        const mention = { file, weight: exact ? weight : weight * 0.6, exact, listed };
                        found.set(dir, { ...mention, output: build.output });
                    }
                }
        };
        note(text, file);
        if (isContainerfile(file))
            for (const { makefile, recipes } of findRecipes(file, text, textOf)) note(recipes, makefile);
        // An image that gets the finished program stands beside its source.
        const beside = folderOf(file);
        if (beside !== '' && programs.has(beside) && isContainerfile(file) && !found.has(beside))
            found.set(beside, { file, weight, exact: true, listed: false, output: undefined });
        for (const [dir, mention] of found) add(dir, mention);
    }
    for (const { file, text } of files) {
        if (!isContainerfile(file) || weightOf(file) < releaseWeight) continue;
        for (const dir of findCopied(text, programs, builds))
            if (builds.get(dir)?.some((build) => build.file === file) !== true)
                add(dir, { file, weight: releaseWeight, exact: true, listed: false, output: undefined });
    }
    for (const mentions of builds.values()) mentions.sort((one, another) => another.weight - one.weight);
    return builds;
}

const makefileNames = ['Makefile', 'makefile', 'GNUmakefile'];

/** The recipes that a Dockerfile runs with `make`, each with the makefile that they stand in. */
function findRecipes(
    file: string,
    text: string,
    texts: ReadonlyMap<string, string>,
): { makefile: string; recipes: string }[] {
    return findMakeCalls(text.replaceAll(/^\s*#.*$/gm, '')).flatMap(({ folder, targets }) => {
        for (const base of ['', folderOf(file)])
            for (const name of makefileNames) {
                const makefile = joinPath(base, `${folder}/${name}`.replace(/^\//, ''));
                const recipes = readRecipes(texts.get(makefile ?? '') ?? '', targets);
                if (makefile !== undefined && recipes !== '') return { makefile, recipes };
            }
        return [];
    });
}

/** The programs that an image gets ready-made, or starts, told by their names where these are of one program only. */
function findCopied(
    text: string,
    programs: ReadonlyMap<string, string>,
    builds: ReadonlyMap<string, readonly BuildMention[]>,
): string[] {
    const named = new Map<string, Set<string>>();
    for (const [dir, importPath] of programs)
        for (const name of [baseOf(importPath), ...(builds.get(dir) ?? []).flatMap(({ output }) => output ?? [])])
            named.set(name, (named.get(name) ?? new Set()).add(dir));
    const isSource = (path: string): boolean => {
        const folder = joinPath('', path.replace(/\/+$/, ''));
        return folder !== undefined && [...programs.keys()].some((dir) => isInside(dir, folder));
    };
    const found = new Set<string>();
    for (const [, verb = '', rest = ''] of text.matchAll(/^[ \t]*(COPY|ADD|ENTRYPOINT|CMD)[ \t]+(.+)$/gim)) {
        const words = rest.split(/[\s"',[\]]+/).filter((word) => word !== '');
        const copies = /^(?:COPY|ADD)$/i.test(verb);
        const fromStage = words.some((word) => word.startsWith('--from='));
        const paths = copies ? words.filter((word) => !word.startsWith('--')).slice(0, -1) : words.slice(0, 2);
        for (const path of paths) {
            if (copies && !fromStage && isSource(path)) continue;
            const dirs = named.get(baseOf(path).replace(/[-_.](?:linux|\$\{?\w+).*$/, ''));
            if (dirs?.size === 1) for (const dir of dirs) found.add(dir);
        }
    }
    return [...found];
}

function isBesideTheProduct(file: string): boolean {
    return unshipped.test(folderPurpose(folderOf(file)) ?? '');
}

/** Whether the file is a Dockerfile by its name. */
export function isContainerfile(file: string): boolean {
    return containerfile.test(file);
}

/** Whether a build file says by its place or name that what it builds is for developers only. */
export function isForDevelopers(file: string): boolean {
    return isBesideTheProduct(file) || developersFolder.test(folderOf(file)) || developing.test(baseOf(file));
}

function weightOf(file: string): number {
    const weight = kinds.find(({ name }) => name.test(file))?.weight ?? otherWeight;
    return weight === releaseWeight && isForDevelopers(file) ? helpingWeight : weight;
}

/**
 * The folders of programs that a package argument means, seen from the folder that the build stands in, the file's
 * folder, the root or, where only one fits, any other; an open variable or `...` stands for any one name.
 */
function resolve(
    { folders, argument }: GoBuild,
    file: string,
    programs: ReadonlyMap<string, string>,
    text: string,
): { dir: string; exact: boolean; listed: boolean }[] {
    const path = argument.replace(/\/?[^/]*\.go$/, '') || '.';
    for (const base of [...folders, '']) {
        for (const start of [folderOf(file), '']) {
            const inside = joinPath(start, base);
            const dir = inside === undefined ? undefined : joinPath(inside, path);
            if (dir === undefined) continue;
            if (programs.has(dir)) return [{ dir, exact: true, listed: false }];
            const [, fixed, open] = /^([\w./-]+\/)(\$[^/]+|\.{3})$/.exec(dir) ?? [];
            if (fixed === undefined) continue;
            const below = [...programs.keys()].filter((each) =>
                open === '...' ? each.startsWith(fixed) : isDirectlyBelow(each, fixed),
            );
            if (below.length > 0) return open === '...' ? below.map(asOne) : chooseNamed(below, text);
        }
    }
    const plain = joinPath('', path) ?? path.replace(/^\/+/, '');
    const ending = [...programs].flatMap(([dir, importPath]) =>
        plain !== '' && (importPath === path || dir.endsWith(`/${plain}`) || (dir !== '' && path.endsWith(`/${dir}`)))
            ? dir
            : [],
    );
    return ending.length === 1 ? ending.map((dir) => ({ dir, exact: true, listed: false })) : [];
}

function asOne(dir: string): { dir: string; exact: boolean; listed: boolean } {
    return { dir, exact: false, listed: false };
}

/** Of the programs that an open pattern fits, those that the file lists: `COMMANDS = api worker`, `for name in api worker`. */
function chooseNamed(dirs: readonly string[], text: string): { dir: string; exact: boolean; listed: boolean }[] {
    const lists = text.matchAll(
        /^[ \t]*(?:export[ \t]+)?\w+[ \t]*[:+?]{0,3}=[ \t]*(.+)$|\bfor[ \t]+\w+[ \t]+in[ \t]+([^;\n]+)/gm,
    );
    const words = new Set(
        [...lists].flatMap(([, one = '', two = '']) => `${one} ${two}`.split(/[\s"'()]+/).map(baseOf)),
    );
    const named = dirs.filter((dir) => words.has(baseOf(dir)));
    return named.length < 2 ? dirs.map(asOne) : named.map((dir) => ({ dir, exact: true, listed: true }));
}

function isDirectlyBelow(dir: string, prefix: string): boolean {
    return dir.startsWith(prefix) && !dir.slice(prefix.length).includes('/');
}
