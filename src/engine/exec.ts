/** A program to start inside of a running container. */
export interface ExecRequest {
    readonly command: readonly string[];
    /** A terminal of its own: its output is one stream, and it can be resized. */
    readonly tty: boolean;
    /** Its size at the start. */
    readonly size?: TerminalSize;
    /** `user` or `uid:gid`; the container's own where absent. */
    readonly user?: string;
    readonly workingDir?: string;
    readonly env?: Readonly<Record<string, string>>;
}

export interface TerminalSize {
    readonly columns: number;
    readonly rows: number;
}

/** A program that runs inside of a container, with its input and output. */
export interface ExecSession {
    /** To be read once, to its end; a reader that waits makes the program wait. */
    readonly output: AsyncIterable<ExecOutput>;
    write(bytes: Uint8Array | string): void;
    /** The end of its input. */
    end(): void;
    resize(size: TerminalSize): Promise<void>;
    /** Its exit code, `undefined` where the connection was lost before its end; never rejects. */
    readonly ended: Promise<number | undefined>;
    /** Lets go of it. What runs in a terminal is interrupted and gets the end of its input, since the engine would let it run on. */
    close(): void;
}

export interface ExecOutput {
    /** Of a terminal always `stdout`. */
    readonly stream: 'stdout' | 'stderr';
    readonly bytes: Uint8Array;
}
