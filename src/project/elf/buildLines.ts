import { unquoteGo } from '../go/literals';

/** A module as it was compiled in. */
interface BuiltModule {
    readonly path: string;
    /** `(devel)` for the sources themselves. */
    readonly version: string;
    readonly replacedBy?: { readonly path: string; readonly version: string };
}

export interface BuildLines {
    /** The main package. */
    readonly path: string | undefined;
    readonly module: { readonly path: string; readonly version: string } | undefined;
    readonly settings: Readonly<Record<string, string>>;
    readonly modules: readonly BuiltModule[];
}

const mostLines = 20_000;

/** The lines of Go's build info: `path`, `mod`, `dep`, `=>` and `build`, fields between tabs. */
export function parseBuildLines(text: string): BuildLines {
    let path: string | undefined;
    let module: BuildLines['module'];
    const settings = new Map<string, string>();
    const modules: BuiltModule[] = [];
    for (const line of text.split('\n').slice(0, mostLines)) {
        const [verb = '', first = '', version = ''] = line.split('\t');
        if (verb === 'path') path = first;
        else if (verb === 'mod') module = { path: first, version };
        else if (verb === 'dep') modules.push({ path: first, version });
        else if (verb === '=>') replaceLast(modules, { path: first, version });
        else if (verb === 'build') addSetting(settings, line.slice('build\t'.length));
    }
    return { path, module, settings: Object.fromEntries(settings), modules };
}

function replaceLast(modules: BuiltModule[], replacedBy: { path: string; version: string }): void {
    const last = modules.pop();
    if (last !== undefined) modules.push({ ...last, replacedBy });
}

/** `key=value`; either is quoted like a Go string where it holds something special. */
function addSetting(settings: Map<string, string>, text: string): void {
    const [, quotedKey, plainKey, rest = ''] = /^(?:("(?:[^"\\]|\\.)*")|([^=]*))=(.*)$/.exec(text) ?? [];
    const key = quotedKey === undefined ? plainKey : unquote(quotedKey);
    if (key !== undefined && key !== '') settings.set(key, unquote(rest));
}

function unquote(text: string): string {
    return /^["`]/.test(text) ? unquoteGo(text) : text;
}
