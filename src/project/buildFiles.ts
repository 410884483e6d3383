import { folderPurpose } from './folderNames';
import { baseOf, folderOf, joinPath } from './paths';

/** A place outside the Go sources that says how a program is built: whoever maintains it ships the program. */
export interface BuildMention {
    readonly file: string;
    /** More for files that make what is shipped than for those that help developers. */
    readonly weight: number;
}

const kinds: readonly { readonly name: RegExp; readonly weight: number }[] = [
    { name: /goreleaser|(?:^|\/)\.(?:ko|promu)\.ya?ml$/, weight: 60 },
    { name: /(?:^|\/)(?:Dockerfile|Containerfile)|\.(?:docker|container)file$/, weight: 60 },
    { name: /(?:^|\/)(?:(?:GNUm|m|M)akefile|\.?[Jj]ustfile|[Tt]askfile[^/]*|[Pp]rocfile)$|\.mk$/, weight: 30 },
];
/** CI builds much that nobody ships. */
const otherWeight = 20;

/** Which of the programs (folder to import path) the build files build, by folder. */
export function readBuilds(
    texts: ReadonlyMap<string, Uint8Array>,
    programs: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly BuildMention[]> {
    const builds = new Map<string, BuildMention[]>();
    for (const [file, bytes] of texts) {
        // What an example's own Dockerfile builds is still an example.
        if (
            /^(?:go\.(?:mod|work)|package\.json|vite\.config\.\w+)$/.test(baseOf(file)) ||
            folderPurpose(folderOf(file)) === 'examples'
        )
            continue;
        const weight = kinds.find(({ name }) => name.test(file))?.weight ?? otherWeight;
        const text = new TextDecoder().decode(bytes).replaceAll(/\\\r?\n/g, ' ');
        for (const dir of new Set(findPackages(file, text).flatMap((each) => resolve(each, file, programs)))) {
            const mentions = builds.get(dir);
            if (mentions === undefined) builds.set(dir, [{ file, weight }]);
            else mentions.push({ file, weight });
        }
    }
    for (const mentions of builds.values()) mentions.sort((one, another) => another.weight - one.weight);
    return builds;
}

/** What the file hands to `go build`, `go install` or names as `main:`, as written but for the file's own variables. */
function findPackages(file: string, text: string): string[] {
    const variables = new Map<string, string>();
    const assignment =
        /^[ \t]*(?:(?:ARG|ENV|export)[ \t]+)?([A-Za-z_]\w*)[ \t]*[:?]?=[ \t]*["']?([^\s"'#]+)["']?[ \t]*$/gm;
    for (const [, name = '', value = ''] of text.matchAll(assignment)) variables.set(name, value);
    const expand = (word: string): string =>
        word.replaceAll(/\$[({]([A-Za-z_]\w*)[)}]|\$([A-Za-z_]\w*)/g, (whole, one?: string, two?: string) => {
            return variables.get(one ?? two ?? '') ?? whole;
        });
    const found: string[] = [];
    for (const [, folder, rest = ''] of text.matchAll(
        /(?:\bcd\s+([\w./-]+)\s*&&\s*)?(?:\bgo|\$[({]?GO[)}]?)\s+(?:build|install)\b([^\n;&|]*)/g,
    ))
        for (const word of packageWords(rest)) {
            const expanded = expand(word);
            found.push(folder === undefined ? expanded : `${folder}/${expanded}`);
        }
    if (!/goreleaser|\.(?:ko|promu)\./.test(baseOf(file))) return found;
    const mains = [...text.matchAll(/^[ \t-]*(?:main|path):[ \t]*["']?([^\s"'#]+)/gm)].flatMap(
        ([, path]) => path ?? [],
    );
    const folders = [...text.matchAll(/^[ \t-]*dir:[ \t]*["']?([^\s"'#]+)/gm)].flatMap(([, path]) => path ?? []);
    if (mains.length === 0 && /^builds:/m.test(text)) mains.push('.');
    return [...mains, ...folders.flatMap((folder) => mains.map((main) => `${folder}/${main}`))];
}

/** The arguments behind the flags; `.` where there are none. */
function packageWords(rest: string): string[] {
    const words = (rest.match(/(?:[^\s"']|"(?:[^"\\]|\\.)*"|'[^']*')+/g) ?? []).map((word) =>
        word.replaceAll(/["']/g, ''),
    );
    const packages: string[] = [];
    for (let at = 0; at < words.length; at++) {
        const word = words[at] ?? '';
        if (/^-(?:o|ldflags|tags|gcflags|asmflags|mod|p|buildmode|C|pgo|buildvcs|overlay)$/.test(word)) at++;
        else if (!word.startsWith('-') && /^[\w.$@/]/.test(word)) packages.push(word);
    }
    // `go install example.com/tool@latest` builds somebody else's program.
    return packages.length === 0 ? ['.'] : packages.filter((word) => !word.includes('...') && !/\w@/.test(word));
}

/**
 * The folders of programs that a package argument means, seen from the file's folder, the root or, where only one
 * fits, any other; an open variable stands for any one name.
 */
function resolve(written: string, file: string, programs: ReadonlyMap<string, string>): string[] {
    const path = written.replace(/\/?[^/]*\.go$/, '') || '.';
    for (const base of [folderOf(file), '']) {
        const dir = joinPath(base, path);
        if (dir === undefined) continue;
        if (programs.has(dir)) return [dir];
        const fixed = /^([\w./-]+\/)\$[^/]+$/.exec(dir)?.[1];
        const below = fixed === undefined ? [] : [...programs.keys()].filter((each) => isDirectlyBelow(each, fixed));
        if (below.length > 0) return below;
    }
    const plain = joinPath('', path) ?? path;
    const ending = [...programs].flatMap(([dir, importPath]) =>
        plain !== '' && (importPath === path || dir.endsWith(`/${plain}`)) ? dir : [],
    );
    return ending.length === 1 ? ending : [];
}

function isDirectlyBelow(dir: string, prefix: string): boolean {
    return dir.startsWith(prefix) && !dir.slice(prefix.length).includes('/');
}
