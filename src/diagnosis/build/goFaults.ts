/** A fault that the Go compiler, vet or a test found, as they print it. */
export interface GoFault {
    /** As printed: relative to the folder that `go` ran in, `/`-separated; of a test only the name. */
    readonly file: string;
    /** From one. */
    readonly line: number;
    /** From one; 0 where none was printed. */
    readonly column: number;
    readonly message: string;
    readonly from: 'compiler' | 'vet' | 'test';
    /** The import path of the package, where it was printed. */
    readonly package: string | undefined;
}

const most = 200;
const longestFile = 500;
/** UTF-16 units; what comes later on a line is not read. */
const longestLine = 8000;

/**
 * The faults in the log of a build or test, each once, in their order. A builder may have put a time or a step before a line.
 * Formats: https://pkg.go.dev/cmd/compile (`file:line:column: message`, below `# package`), https://pkg.go.dev/cmd/vet (`vet: ` before it),
 * https://pkg.go.dev/testing (`    file_test.go:line: message`, before `FAIL package`).
 */
export function readGoFaults(log: string): readonly GoFault[] {
    const found = new Map<string, GoFault>();
    /** Of tests: their package comes after them. */
    let waiting: string[] = [];
    let current: string | undefined;
    let test: string | undefined;
    for (const whole of log.split(/\r?\n/)) {
        const line = whole.slice(0, longestLine);
        if (found.size >= most) break;
        const header = /(?:^|[\s|])# ([\w./@~-]+)(?: \[[^\]]*\])?$/.exec(line);
        if (header !== null) current = header[1];
        const [, failed] = /(?:^|[\s|])--- FAIL: (\S+)/.exec(line) ?? [];
        if (failed !== undefined) test = failed;
        const [, tested] = /(?:^|\s)(?:FAIL|ok {2})\s+([\w./@~-]*[./][\w./@~-]*)\s/.exec(`${line} `) ?? [];
        if (tested !== undefined) {
            for (const key of waiting) {
                const fault = found.get(key);
                if (fault !== undefined) found.set(key, { ...fault, package: tested });
            }
            waiting = [];
            test = undefined;
        }
        const place = placeIn(line);
        if (place === undefined) continue;
        const { vet, file, row, column, message } = place;
        const isTest = column === 0 && test !== undefined && file.endsWith('_test.go');
        // a line without a column is an assertion of a test, or a log line of any program
        if (column === 0 && !isTest) continue;
        const key = `${isTest ? (test ?? '') : ''}${file}:${row}:${column}`;
        if (found.has(key)) continue;
        found.set(key, {
            file,
            line: row,
            column,
            message: isTest ? `${test ?? ''}: ${message.trim()}` : message.trim(),
            from: isTest ? 'test' : vet ? 'vet' : 'compiler',
            package: isTest ? undefined : current,
        });
        if (isTest) waiting.push(key);
    }
    return [...found.values()];
}

/** From the first `.go:` on, so that a line of any length is read once. */
function placeIn(
    line: string,
): { vet: boolean; file: string; row: number; column: number; message: string } | undefined {
    const at = line.indexOf('.go:');
    if (at < 0) return undefined;
    const [, file] = /(?:^|[\s|])([\w./@~+-]+)$/.exec(line.slice(Math.max(0, at - longestFile), at)) ?? [];
    const [, row, column = '0', message] = /^:(\d+)(?::(\d+))?: (.+)/.exec(line.slice(at + 3, at + 2000)) ?? [];
    if (file === undefined || row === undefined || message === undefined) return undefined;
    const vet = line.slice(0, at - file.length).endsWith('vet: ');
    return { vet, file: `${file}.go`, row: Number(row), column: Number(column), message };
}
