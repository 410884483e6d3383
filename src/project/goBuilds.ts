/** One package that a file hands to `go build`, `go install` or the like. */
export interface GoBuild {
    /** As written, but for the file's own variables: `./cmd/api`, `.`, `example.com/shop/cmd/api`. */
    readonly argument: string;
    /** Folders that the build may stand in, the likeliest first: after `cd`, `-C` and WORKDIR. */
    readonly folders: readonly string[];
    /** The last name of `-o`; `undefined` where there is none. */
    readonly output: string | undefined;
}

const starts =
    /(?:\bgo(?:\s+-C\s+(?<before>\S+))?|\$[({]?GO(?:_?CMD|_?BIN(?:ARY)?)?[)}]?["']?)\s+(?:build|install)\b|\$(?:[({]GO_?(?:BUILD|INSTALL)(?:_CMD)?[)}]|GO_?(?:BUILD|INSTALL)(?:_CMD)?\b)|\bko\s+(?:build|publish)\b/g;
/** A folder name is looked for this many levels up in a WORKDIR, whose upper part is the image's own. */
const deepestWorkdir = 6;

/** What the text builds; of a list of releases also what it names as `main:`. */
export function findGoBuilds(text: string, isReleaseList: boolean): GoBuild[] {
    const expand = createExpander(text);
    const workdirs = readWorkdirs(text);
    const found: GoBuild[] = [];
    for (const match of text.matchAll(starts)) {
        const end = match.index + match[0].length;
        const rest = /^[^\n;&|]*/.exec(text.slice(end, end + 4000))?.[0] ?? '';
        const { packages, folder, output } = readArguments(rest);
        const stands = [folder ?? match.groups?.['before'], folderBefore(text, match.index)].flatMap((each) =>
            each === undefined ? [] : expand(each),
        );
        const folders = [
            ...(stands.length > 1 ? [stands.toReversed().join('/')] : []),
            ...stands,
            ...suffixes(expand(workdirs.findLast(({ at }) => at < match.index)?.path ?? '')),
        ];
        for (const each of packages.flatMap((word) => expandRule(text, word)))
            found.push({ argument: expand(each), folders, output: lastName(expand(output ?? '')) });
    }
    return isReleaseList ? [...found, ...readReleaseList(text)] : found;
}

/** `cmd/$name` for the `$<` of a makefile's rule `bin/%: cmd/%`. */
function expandRule(text: string, word: string): string[] {
    if (!word.includes('$<')) return [word];
    const prefixes = [...text.matchAll(/^[^\s:#]*%[^\s:#]*\s*:\s*([\w./-]+\/)%/gm)].map(([, prefix = '']) => prefix);
    return prefixes.map((prefix) => word.replace('$<', `${prefix}$name`));
}

/** goreleaser's builds and ko's with `main:`, `dir:` and `binary:`; ko's and promu's `path:`. */
function readReleaseList(text: string): GoBuild[] {
    const lines = text.split('\n');
    const start = lines.findIndex((line) => /^builds?:[ \t\r]*$/.test(line));
    if (start < 0) return [];
    const length = lines.slice(start + 1).findIndex((line) => /^[^\s#-]/.test(line));
    const block = lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).join('\n');
    const first = /^([ \t]*)-[ \t]/m.exec(block);
    if (first === null) return [readRelease(block)];
    const indent = first[1] ?? '';
    const items = block.split(new RegExp(`^${indent}-(?=[ \\t])`, 'm')).slice(1);
    return items.flatMap((item) => (/^[ \t]*skip:[ \t]*true/m.test(item) ? [] : readRelease(item)));
}

/** One build of the list; what it does not say is the root and the name that Go gives. */
function readRelease(item: string): GoBuild {
    const valueOf = (key: string): string | undefined =>
        new RegExp(String.raw`^[ \t-]*(?:${key}):[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s#]+))`, 'm')
            .exec(item)
            ?.slice(1)
            .find((value: string | undefined) => value !== undefined);
    const dir = valueOf('dir');
    const template = valueOf('binary') ?? valueOf('name') ?? '';
    const name = template.replace(/[-_.]*\{\{.*$/, '').replace(/[-_.](?:linux|darwin|windows)\b.*$/, '');
    return {
        argument: valueOf('main|path') ?? '.',
        folders: dir === undefined ? [] : [dir],
        output: lastName(name),
    };
}

/** The values of the file's own variables in place of their names; an open one stays. */
function createExpander(text: string): (word: string) => string {
    const variables = new Map<string, string>();
    const assignment =
        /^[ \t]*(?:(?:ARG|ENV|export)[ \t]+)?([A-Za-z_]\w*)[ \t]*[:?]?=[ \t]*["']?([^\s"'#]+)["']?[ \t]*$/gm;
    for (const [, name = '', value = ''] of text.matchAll(assignment)) variables.set(name, value);
    return (word) =>
        word.replaceAll(/\$[({]([A-Za-z_]\w*)[)}]|\$([A-Za-z_]\w*)/g, (whole, one?: string, two?: string) => {
            return variables.get(one ?? two ?? '') ?? whole;
        });
}

/** The folder of the last `cd` before on the same line. */
function folderBefore(text: string, at: number): string | undefined {
    const line = text.slice(Math.max(text.lastIndexOf('\n', at - 1) + 1, at - 2000), at);
    return [...line.matchAll(/\b(?:cd|pushd)\s+["']?([^\s"';&|)]+)/g)].at(-1)?.[1];
}

/** The WORKDIRs of a Dockerfile, `''` where a stage begins. */
function readWorkdirs(text: string): { path: string; at: number }[] {
    return [...text.matchAll(/^[ \t]*(?:FROM\s|WORKDIR[ \t]+(\S+))/gim)].map(({ 1: path = '', index }) => ({
        path,
        at: index,
    }));
}

/** `src/app/api`, `app/api` and `api` for `/src/app/api`. */
function suffixes(path: string): string[] {
    const parts = path.split('/').filter((part) => part !== '');
    return parts.slice(0, deepestWorkdir).map((_, index) => parts.slice(index).join('/'));
}

/** Variables that hold flags and no package. */
const flags = /^\$[({]?\w*(?:FLAGS?|ARGS|OPTS|OPTIONS|TAGS|PARALLEL|VERBOSE|LDFLAGS\w*)[)}]?$/i;

/** The arguments behind the flags; `.` where there are none. */
function readArguments(rest: string): { packages: string[]; folder: string | undefined; output: string | undefined } {
    const words = (rest.match(/(?:[^\s"']|"(?:[^"\\]|\\.)*"|'[^']*')+/g) ?? []).map((word) =>
        word.replaceAll(/["']/g, ''),
    );
    const packages: string[] = [];
    let folder: string | undefined;
    let output: string | undefined;
    for (let at = 0; at < words.length; at++) {
        const word = words[at] ?? '';
        const [, flag = '', value] = /^--?(\w+)(?:=(.*))?$/.exec(word) ?? [];
        if (flag === 'o') output = value ?? words[at + 1];
        if (flag === 'C') folder = value ?? words[at + 1];
        if (/^(?:o|ldflags|tags|gcflags|asmflags|mod|p|buildmode|C|pgo|overlay)$/.test(flag) && value === undefined)
            at++;
        else if (!word.startsWith('-') && /^[\w.$@/]/.test(word) && !flags.test(word)) packages.push(word);
    }
    // `go install example.com/tool@latest` builds somebody else's program, `./...` checks that all compiles.
    const own = packages.filter((word) => !/\w@/.test(word) && !/^(?:\.\/)?\.{3}$/.test(word));
    return { packages: packages.length === 0 ? ['.'] : own, folder, output };
}

function lastName(path: string): string | undefined {
    const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.exe$/, '');
    return /^[\w.-]+$/.test(name) ? name : undefined;
}
