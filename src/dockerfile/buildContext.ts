/** What a build would be sent: the paths of the context folder that survive .dockerignore. */
export interface BuildContext {
    /** Files only, `/`-separated, relative to the context's root, in order. */
    readonly paths: readonly string[];
    /** Whether the walk stopped at its bound, so that an absent path proves nothing. */
    readonly truncated: boolean;
    /** The ignore file that was read, relative to the root; `undefined` where there is none. */
    readonly ignoreFile: string | undefined;
    /** What it says. */
    readonly ignoreText: string | undefined;
    /** Whether the ignore file has lines with `!`, which take paths back into the context. */
    readonly hasExceptions: boolean;
    /** Whether the ignore file takes this path (or a folder above it) out of the context. */
    ignores(path: string): boolean;
    /** Whether a file or folder of that name stands in the folder on disk, ignored or not; what is below a folder that was not read is taken to. */
    exists(path: string): boolean;
}
