/** Wrong use, or a file that cannot be read or written: the command ends with exit code 2 and this one line on the error output. */
export class CommandError extends Error {
    override readonly name = 'CommandError';
}

const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file or folder',
    ENOTDIR: 'a part of the path is no folder',
    EISDIR: 'it is a folder',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'the disk is read-only',
    ENOSPC: 'the disk is full',
    EDQUOT: 'the disk quota is used up',
    ELOOP: 'links lead in a circle',
    ENAMETOOLONG: 'the name is too long',
    EMFILE: 'too many files are open',
    EBUSY: 'another program uses it',
};

/** Why the system refused, in words; any other error is not ours to word and is thrown again. */
export function reasonOf(error: unknown): string {
    if (error instanceof CommandError) return error.message;
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
    if (code === undefined) throw error;
    return reasons[code] ?? code;
}
