import type { Environment } from '../programs/findProgram';

/** What a command may use of the process that it runs in; handed in, so that nothing else knows of it. */
export interface Terminal {
    /** The working directory, absolute. */
    readonly folder: string;
    readonly env: Environment;
    readonly colours: boolean;
    readonly input: AsyncIterable<Uint8Array>;
    write(text: string): void;
    /** One line on the error output. */
    complain(message: string): void;
}

/** 0: fine; 1: there are findings, or conflicts; 2: wrong use, or something could not be read or written. */
export type ExitCode = 0 | 1 | 2;

/** The terminal of this process. A reader that goes away early, such as `head`, is no error. */
export function processTerminal(
    process: Pick<NodeJS.Process, 'stdin' | 'stdout' | 'stderr' | 'env' | 'cwd' | 'exitCode'>,
): Terminal {
    const { stdin, stdout, stderr, env } = process;
    stdout.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'EPIPE') return;
        stderr.write(`gopherdock: the output cannot be written (${error.code ?? error.message})\n`);
        process.exitCode = 2;
    });
    stderr.on('error', () => undefined);
    return {
        folder: process.cwd(),
        env,
        colours: stdout.isTTY && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb',
        input: stdin,
        write: (text) => {
            stdout.write(text);
        },
        complain: (message) => {
            stderr.write(`gopherdock: ${printable(message)}\n`);
        },
    };
}

/** On one line, and without the characters that a terminal obeys: texts come from files that anybody may have written. */
export function printable(text: string): string {
    return text.replaceAll(/\s+/g, ' ').replaceAll(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, (character) => {
        return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
    });
}
