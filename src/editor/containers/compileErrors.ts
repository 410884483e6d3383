/** A fault that the Go compiler or vet found, as it prints it. */
export interface CompileError {
    /** As printed: relative to the folder that `go build` ran in, `/`-separated. */
    readonly file: string;
    /** From one. */
    readonly line: number;
    readonly column: number;
    readonly message: string;
}

const most = 100;

/** The faults in the log of a build, each once. A builder may have put a time or a step before a line. */
export function compileErrors(log: string): readonly CompileError[] {
    const found = new Map<string, CompileError>();
    for (const line of log.split('\n')) {
        const [, file, row, column, message] = /(?:^|[\s|])([\w./@-]{1,500}\.go):(\d+):(\d+): (.+)/.exec(line) ?? [];
        if (file === undefined || row === undefined || column === undefined || message === undefined) continue;
        const key = `${file}:${row}:${column}`;
        const error = { file, line: Number(row), column: Number(column), message: message.trim() };
        if (!found.has(key)) found.set(key, error);
        if (found.size >= most) break;
    }
    return [...found.values()];
}
