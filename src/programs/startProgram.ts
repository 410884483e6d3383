import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { batchCommandLine, isBatchFile } from './batchFile';
import { endTree } from './endTree';
import { findProgram, type Environment } from './findProgram';
import { ProgramError } from './programError';

export interface StartOptions {
    /** Of the caller where absent. */
    readonly cwd?: string;
    /** The whole environment: nothing is added to it. */
    readonly env: Environment;
    /** Ends the program with everything that it started. */
    readonly signal?: AbortSignal;
}

export interface RunningProgram {
    readonly input: Writable;
    readonly output: Readable;
    readonly errors: Readable;
    /** Resolves when the program ended and its output is complete; never rejects. */
    readonly ended: Promise<{ readonly exitCode: number | undefined; readonly signal: string | undefined }>;
    /** Ends it with everything that it started. */
    end(): void;
}

/**
 * Starts a program by name or full path, without a shell. Throws `ProgramError` when it is not installed or may not be started, and the signal's
 * reason when that was aborted.
 */
export async function startProgram(
    name: string,
    args: readonly string[],
    { cwd, env, signal }: StartOptions,
): Promise<RunningProgram> {
    signal?.throwIfAborted();
    const file = await findProgram(name, env);
    signal?.throwIfAborted();
    if (file === undefined) {
        throw new ProgramError('missing', name, `\`${path.basename(name)}\` is not installed or not on the PATH`);
    }
    const child = spawnFile(file, args, { cwd, env });
    await started(child, name);
    const end = (): void => {
        endTree(child);
    };
    if (signal?.aborted === true) end();
    signal?.addEventListener('abort', end, { once: true });
    // a program that ends without reading its input is no fault of ours
    child.stdin.on('error', () => undefined);
    const ended = new Promise<{ exitCode: number | undefined; signal: string | undefined }>((resolve) => {
        child.once('close', (code, killedBy) => {
            signal?.removeEventListener('abort', end);
            resolve({ exitCode: code ?? undefined, signal: killedBy ?? undefined });
        });
    });
    return { input: child.stdin, output: child.stdout, errors: child.stderr, ended, end };
}

function spawnFile(
    file: string,
    args: readonly string[],
    options: { cwd: string | undefined; env: Environment },
): ChildProcessWithoutNullStreams {
    const shared = { ...options, windowsHide: true, stdio: 'pipe' } as const;
    if (!isBatchFile(file)) return spawn(file, args, { ...shared, detached: process.platform !== 'win32' });
    const interpreter = options.env['ComSpec'] ?? options.env['COMSPEC'] ?? 'C:\\Windows\\System32\\cmd.exe';
    return spawn(interpreter, batchCommandLine(file, args), { ...shared, windowsVerbatimArguments: true });
}

function started(child: ChildProcessWithoutNullStreams, name: string): Promise<void> {
    return new Promise((resolve, reject) => {
        child.once('spawn', resolve);
        child.once('error', (cause: NodeJS.ErrnoException) => {
            const reason = cause.code === 'EACCES' || cause.code === 'EPERM' ? 'denied' : 'missing';
            reject(new ProgramError(reason, name, `\`${name}\` did not start: ${cause.message}`, { cause }));
        });
    });
}
