import { parseModFile, type ModDirective, type ModFault } from './modFile';

/** A go.mod. Lines are zero-based. */
export interface GoMod {
    readonly path: string;
    readonly go: string | null;
    readonly goLine: number;
    readonly toolchain: string | null;
    readonly requires: readonly {
        readonly path: string;
        readonly version: string;
        readonly indirect: boolean;
        readonly line: number;
    }[];
    readonly replaces: readonly Replace[];
    /** Packages that `go tool` runs. */
    readonly tools: readonly string[];
    readonly faults: readonly ModFault[];
}

export interface Replace {
    readonly path: string;
    /** A folder as written (`../lib`), or a module path. */
    readonly target: string;
    /** Whether the target is a folder: it starts with `.` or is absolute. */
    readonly local: boolean;
    readonly line: number;
}

const known = new Set([
    'module',
    'go',
    'toolchain',
    'godebug',
    'require',
    'exclude',
    'replace',
    'retract',
    'tool',
    'ignore',
]);

export function parseGoMod(bytes: Uint8Array): GoMod {
    const { directives, faults } = parseModFile(bytes, known);
    const all = (verb: string): ModDirective[] => directives.filter((directive) => directive.verb === verb);
    const path = all('module')[0]?.words[0] ?? '';
    if (path === '') faults.push({ message: 'go.mod has no `module` line', line: 0 });
    const { version: go, line: goLine } = readGoLine(directives, faults);
    return {
        path,
        go,
        goLine,
        toolchain: all('toolchain')[0]?.words[0] ?? null,
        requires: all('require').flatMap(({ words, comment, line }) => {
            const [required, version] = words;
            if (required === undefined || version === undefined) {
                faults.push({ message: '`require` wants a module path and a version', line });
                return [];
            }
            return { path: required, version, indirect: /^indirect(?:$|;|\s)/.test(comment), line };
        }),
        replaces: readReplaces(directives, faults),
        tools: all('tool').flatMap(({ words }) => words[0] ?? []),
        faults,
    };
}

/** The `go` line, which go.mod and go.work share. */
export function readGoLine(
    directives: readonly ModDirective[],
    faults: ModFault[],
): { version: string | null; line: number } {
    const directive = directives.find(({ verb }) => verb === 'go');
    const version = directive?.words[0];
    if (directive === undefined || version === undefined) return { version: null, line: 0 };
    if (/^\d+\.\d+(?:\.\d+|(?:rc|beta)\d+)?$/.test(version)) return { version, line: directive.line };
    faults.push({ message: `\`${version.slice(0, 80)}\` is no Go version`, line: directive.line });
    return { version: null, line: directive.line };
}

/** `old [version] => new [version]`. */
export function readReplaces(directives: readonly ModDirective[], faults: ModFault[]): Replace[] {
    return directives.flatMap(({ verb, words, line }) => {
        if (verb !== 'replace') return [];
        const arrow = words.indexOf('=>');
        const path = words[0];
        const target = words[arrow + 1];
        if (arrow < 1 || path === undefined || target === undefined) {
            faults.push({ message: '`replace` wants `module => target`', line });
            return [];
        }
        return { path, target, local: /^(?:\.{1,2}(?:[\\/]|$)|\/|[A-Za-z]:[\\/])/.test(target), line };
    });
}
