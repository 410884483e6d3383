/** Whether a path of the project can be written into a Dockerfile and a shell command and mean itself. */
export function isWritablePath(path: string): boolean {
    return /^[\p{L}\p{N}\p{M}_.@+=,~/ -]*$/u.test(path) && !/(?:^|\/)-|^ | $/.test(path);
}

/** A writable path as one word of a shell command. */
export function shellWord(path: string): string {
    return /^[\w.@+=,/-]*$/.test(path) ? path : `'${path}'`;
}

/** Writable paths as the arguments of COPY. */
export function copyWords(paths: readonly string[]): string {
    return paths.some((path) => path.includes(' ')) ? `["${paths.join('", "')}"]` : paths.join(' ');
}

/** `a`, `b` and `c`, each in backticks. */
export function quoteList(words: readonly string[]): string {
    const quoted = words.map((word) => `\`${word}\``);
    const last = quoted.pop() ?? '';
    return quoted.length === 0 ? last : `${quoted.join(', ')} and ${last}`;
}

/** `main.go:12`, one-based as people count. */
export function placeOf({ file, line }: { readonly file: string; readonly line: number }): string {
    return `${file}:${line + 1}`;
}
