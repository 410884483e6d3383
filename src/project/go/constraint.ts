import { goReleases } from '../../facts/goReleases';

/** Where a program will run: Linux, on either of the architectures that images are built for. */
const platforms = [
    { os: 'linux', architecture: 'amd64' },
    { os: 'linux', architecture: 'arm64' },
] as const;

const knownSystems = new Set(
    (
        'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris wasip1 ' +
        'windows zos'
    ).split(' '),
);
const knownArchitectures = new Set(
    (
        '386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc ' +
        'ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm'
    ).split(' '),
);
/** A tag `go1.N` of the future is false on every known toolchain. */
const newestMinor = Number(goReleases[0]?.version.split('.')[1] ?? 0);

/** What a constraint asks for beyond the platform. */
export interface BuildSettings {
    readonly cgo: boolean;
}

/** Whether the file belongs to a build for Linux on amd64 or arm64 without further `-tags`, by its name and `//go:build`. */
export function isBuilt(path: string, constraint: string, settings: BuildSettings): boolean {
    return platforms.some(
        (platform) => matchesName(path, platform) && (constraint === '' || evaluate(constraint, platform, settings)),
    );
}

/** Whether the file's build depends on cgo being on, so that it is only one of two ways to build the package. */
export function dependsOnCgo(constraint: string): boolean {
    return /\bcgo\b/.test(constraint);
}

/** `// +build` lines as one expression: blanks are or, commas and, lines and. */
export function combineBuildLines(lines: readonly string[]): string {
    return lines
        .map((line) => line.split(/\s+/).map((option) => `(${option.split(',').join(' && ')})`))
        .map((options) => `(${options.join(' || ')})`)
        .join(' && ');
}

type Platform = (typeof platforms)[number];

/** `_linux`, `_arm64` and `_linux_arm64` at the end of a name are constraints; `linux.go` alone is not. */
function matchesName(path: string, platform: Platform): boolean {
    const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.go$/, '');
    const words = name.split('_').slice(1);
    if (words.at(-1) === 'test') words.pop();
    const last = words.at(-1) ?? '';
    const before = words.at(-2) ?? '';
    if (knownArchitectures.has(last))
        return last === platform.architecture && (!knownSystems.has(before) || before === platform.os);
    return !knownSystems.has(last) || last === platform.os;
}

/** A constraint that cannot be understood holds, as it would stop the build and not hide the file. */
function evaluate(constraint: string, platform: Platform, settings: BuildSettings): boolean {
    const terms = constraint.match(/&&|\|\||[!()]|[^\s!()&|]+/g) ?? [];
    if (terms.length > 1000) return true;
    const holds = (tag: string): boolean => {
        const release = /^go1\.(\d+)$/.exec(tag);
        if (release !== null) return Number(release[1]) <= newestMinor;
        if (tag === 'cgo') return settings.cgo;
        return tag === platform.os || tag === platform.architecture || tag === 'unix' || tag === 'gc';
    };
    let at = 0;
    const parseNot = (depth: number): boolean => {
        const term = terms[at++];
        if (term === '!') return !parseNot(depth + 1);
        if (term !== '(') return term === undefined || holds(term);
        if (depth > 100) return true;
        const value = parseOr(depth + 1);
        if (terms[at] === ')') at++;
        return value;
    };
    const parseAnd = (depth: number): boolean => {
        let value = parseNot(depth);
        while (terms[at] === '&&') {
            at++;
            const right = parseNot(depth);
            value = value && right;
        }
        return value;
    };
    const parseOr = (depth: number): boolean => {
        let value = parseAnd(depth);
        while (terms[at] === '||') {
            at++;
            const right = parseAnd(depth);
            value = value || right;
        }
        return value;
    };
    return parseOr(0);
}
