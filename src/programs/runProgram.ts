import { StringDecoder } from 'node:string_decoder';
import type { Readable } from 'node:stream';
import { BoundedText } from './boundedText';
import { LineSplitter } from './lines';
import { ProgramError } from './programError';
import { startProgram, type StartOptions } from './startProgram';

export interface RunOptions extends StartOptions {
    /** Given to the program as its standard input. */
    readonly input?: string | Uint8Array;
    /** Every line as it comes, without its break. */
    readonly onLine?: (line: string, stream: 'output' | 'errors') => void;
    /** Kept of each of the two streams, in UTF-16 units, beginning and end; 16 Mi where absent. */
    readonly maxOutputLength?: number;
    readonly timeoutMilliseconds?: number;
    /** Only 0 where absent. */
    readonly expectedExitCodes?: readonly number[];
}

export interface ProgramResult {
    readonly exitCode: number;
    readonly output: string;
    readonly errors: string;
    /** Whether something was left out in the middle of `output` or `errors`. */
    readonly truncated: boolean;
}

const tailLength = 4096;

/**
 * Runs a program to its end, without a shell. Throws `ProgramError`; an abort rejects with the signal's reason, after everything that the program
 * started was told to end.
 */
export async function runProgram(name: string, args: readonly string[], options: RunOptions): Promise<ProgramResult> {
    const { input, onLine, maxOutputLength = 16 * 1024 * 1024, timeoutMilliseconds, expectedExitCodes = [0] } = options;
    const timeout = timeoutMilliseconds === undefined ? undefined : AbortSignal.timeout(timeoutMilliseconds);
    const signals = [options.signal, timeout].filter((signal) => signal !== undefined);
    const program = await startProgram(name, args, { ...options, signal: AbortSignal.any(signals) });
    const output = collect(program.output, maxOutputLength, (line) => onLine?.(line, 'output'));
    const errors = collect(program.errors, maxOutputLength, (line) => onLine?.(line, 'errors'));
    program.input.end(input);
    const { exitCode, signal } = await program.ended;
    options.signal?.throwIfAborted();

    const tail = (errors.text() + output.text()).slice(-tailLength);
    if (timeout?.aborted === true) {
        const seconds = Math.round((timeoutMilliseconds ?? 0) / 100) / 10;
        throw new ProgramError('timeout', name, `\`${name}\` took longer than ${seconds} s`, { output: tail });
    }
    if (exitCode === undefined) {
        throw new ProgramError('signal', name, `\`${name}\` was ended by ${signal ?? 'a signal'}`, { output: tail });
    }
    if (!expectedExitCodes.includes(exitCode)) {
        const said = lastLine(errors.text()) ?? lastLine(output.text());
        const message = `\`${name}\` ended with exit code ${exitCode}${said === undefined ? '' : `: ${said}`}`;
        throw new ProgramError('exit', name, message, { exitCode, output: tail });
    }
    return {
        exitCode,
        output: output.text(),
        errors: errors.text(),
        truncated: output.truncated || errors.truncated,
    };
}

/** Reads a stream to its end; decoding keeps characters whole that two chunks share. */
function collect(stream: Readable, limit: number, onLine: (line: string) => void): BoundedText {
    const kept = new BoundedText(limit);
    const lines = new LineSplitter(onLine);
    const decoder = new StringDecoder('utf8');
    const add = (text: string): void => {
        kept.add(text);
        lines.add(text);
    };
    stream.on('data', (chunk: Buffer) => {
        add(decoder.write(chunk));
    });
    stream.on('end', () => {
        add(decoder.end());
        lines.end();
    });
    return kept;
}

function lastLine(text: string): string | undefined {
    const line = text.trimEnd().split('\n').at(-1)?.trim();
    return line === '' ? undefined : line;
}
