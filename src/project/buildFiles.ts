import { findGoBuilds, type GoBuild } from './goBuilds';
import { folderPurpose } from './folderNames';
import { baseOf, folderOf, joinPath } from './paths';
import { isConfiguration } from './sources';

/** A place outside the Go sources that says how a program is built: whoever maintains it ships the program. */
export interface BuildMention {
    readonly file: string;
    /** More for files that make what is shipped than for those that help developers. */
    readonly weight: number;
    /** Whether it names this program, and not a pattern or variable that many fit. */
    readonly exact: boolean;
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
const developing = /(?:^|[./_-])(?:dev|devel|development|debug|test|tests|testing|ci|lint|local|e2e)(?:[./_-]|$)/i;
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
    for (const [file, bytes] of texts) {
        if (/^go\.(?:mod|work)$/.test(baseOf(file)) || isConfiguration(file) || isBesideTheProduct(file)) continue;
        const weight = weightOf(file);
        const text = new TextDecoder().decode(bytes).replaceAll(/\\\r?\n/g, ' ');
        const found = new Map<string, BuildMention>();
        for (const build of findGoBuilds(text, releaseList.test(baseOf(file))))
            for (const { dir, exact } of resolve(build, file, programs)) {
                const before = found.get(dir);
                if (before?.exact !== true || (exact && before.output === undefined))
                    found.set(dir, { file, weight: exact ? weight : weight * 0.6, exact, output: build.output });
            }
        // An image that gets the finished program stands beside its source.
        const beside = folderOf(file);
        if (beside !== '' && programs.has(beside) && isContainerfile(file) && !found.has(beside))
            found.set(beside, { file, weight, exact: true, output: undefined });
        for (const [dir, mention] of found) {
            const mentions = builds.get(dir);
            if (mentions === undefined) builds.set(dir, [mention]);
            else mentions.push(mention);
        }
    }
    for (const mentions of builds.values()) mentions.sort((one, another) => another.weight - one.weight);
    return builds;
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
    return isBesideTheProduct(file) || developing.test(baseOf(file));
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
): { dir: string; exact: boolean }[] {
    const path = argument.replace(/\/?[^/]*\.go$/, '') || '.';
    for (const base of [...folders, '']) {
        for (const start of [folderOf(file), '']) {
            const inside = joinPath(start, base);
            const dir = inside === undefined ? undefined : joinPath(inside, path);
            if (dir === undefined) continue;
            if (programs.has(dir)) return [{ dir, exact: true }];
            const fixed = /^([\w./-]+\/)(?:\$[^/]+|\.{3})$/.exec(dir)?.[1];
            const below =
                fixed === undefined ? [] : [...programs.keys()].filter((each) => isDirectlyBelow(each, fixed));
            if (below.length > 0) return below.map((each) => ({ dir: each, exact: false }));
        }
    }
    const plain = joinPath('', path) ?? path.replace(/^\/+/, '');
    const ending = [...programs].flatMap(([dir, importPath]) =>
        plain !== '' && (importPath === path || dir.endsWith(`/${plain}`) || (dir !== '' && path.endsWith(`/${dir}`)))
            ? dir
            : [],
    );
    return ending.length === 1 ? ending.map((dir) => ({ dir, exact: true })) : [];
}

function isDirectlyBelow(dir: string, prefix: string): boolean {
    return dir.startsWith(prefix) && !dir.slice(prefix.length).includes('/');
}
