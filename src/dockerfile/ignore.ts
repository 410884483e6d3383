import type { BuildContext } from './buildContext';
import { cleanPath, readIgnorePattern, type IgnorePattern } from './ignorePattern';

/** A line of an ignore file that a builder refuses. */
export interface IgnoreFault {
    /** Zero-based. */
    readonly line: number;
    readonly message: string;
}

/** The files that can say what a Dockerfile's build leaves out, the one that counts first. Both relative to where the Dockerfile's path is. */
export function ignoreFilesFor(dockerfile: string): readonly [besideDockerfile: string, inContext: string] {
    return [`${dockerfile}.dockerignore`, '.dockerignore'];
}

/** Reads an ignore file: one pattern a line, comments and blank lines left out. */
export function parseIgnoreFile(text: string): { patterns: IgnorePattern[]; faults: IgnoreFault[] } {
    const patterns: IgnorePattern[] = [];
    const faults: IgnoreFault[] = [];
    for (const [line, written] of text
        .replace(/^\uFEFF/, '')
        .split('\n')
        .entries()) {
        const trimmed = written.trim();
        if (trimmed === '' || written.startsWith('#')) continue;
        const pattern = readIgnorePattern(trimmed);
        if (pattern === undefined) faults.push({ line, message: `\`${trimmed}\` is no pattern that a builder knows` });
        else patterns.push(pattern);
    }
    return { patterns, faults };
}

export interface FolderListing {
    /** All files on disk, `/`-separated, relative to the context's root. */
    readonly paths: readonly string[];
    /** Folders whose files are not among these. */
    readonly unread?: readonly string[] | undefined;
    /** What the ignore file that counts says. */
    readonly ignoreText?: string | undefined;
    readonly ignoreFile?: string | undefined;
    readonly truncated: boolean;
}

export function createBuildContext(listing: FolderListing): BuildContext {
    const { paths, unread = [], ignoreText, ignoreFile, truncated } = listing;
    const { patterns } = parseIgnoreFile(ignoreText ?? '');
    // of ten thousands of files both cost a tenth of a second, and most Dockerfiles ask for neither
    let survivors: readonly string[] | undefined;
    let onDisk: ReadonlySet<string> | undefined;
    return {
        get paths() {
            return (survivors ??= paths.filter((path) => !isIgnored(patterns, path)));
        },
        truncated,
        ignoreFile,
        ignoreText,
        hasExceptions: patterns.some(({ isException }) => isException),
        ignores: (path) => {
            const clean = cleanPath(path);
            return clean === '.' ? ignoresEverything(patterns) : isIgnored(patterns, clean);
        },
        exists: (path) => {
            const clean = cleanPath(path);
            onDisk ??= withFolders([...paths, ...unread]);
            return onDisk.has(clean) || unread.some((folder) => clean.startsWith(`${folder}/`));
        },
    };
}

/** The paths, and those of all folders above them. */
function withFolders(paths: readonly string[]): ReadonlySet<string> {
    const onDisk = new Set<string>(['.']);
    for (const path of paths)
        for (let end = path.length; end > 0 && !onDisk.has(path.slice(0, end)); end = path.lastIndexOf('/', end - 1))
            onDisk.add(path.slice(0, end));
    return onDisk;
}

/** The last pattern that matches decides. */
function isIgnored(patterns: readonly IgnorePattern[], path: string): boolean {
    return patterns.findLast((pattern) => pattern.matches(path))?.isException === false;
}

/** The root itself is left out only by patterns for everything. */
function ignoresEverything(patterns: readonly IgnorePattern[]): boolean {
    const everything = patterns.findLastIndex(
        ({ pattern, isException }) => !isException && ['*', '**', '**/*'].includes(pattern),
    );
    return everything !== -1 && !patterns.slice(everything).some(({ isException }) => isException);
}
