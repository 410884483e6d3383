import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from './client';
import { containerPath } from './containerCalls';
import { EngineError } from './engineError';
import type { ExecOutput, ExecRequest, ExecSession, TerminalSize } from './exec';
import { ExecFrames } from './execFrames';
import { object, text } from './json';

/** See `Engine.exec`: one connection carries the program's input and output, others its size and its end. */
export async function startExec(
    client: Client,
    container: string,
    { command, tty, size, user, workingDir, env = {} }: ExecRequest,
    signal: AbortSignal | undefined,
): Promise<ExecSession> {
    const consoleSize = size === undefined ? undefined : [size.rows, size.columns];
    const json = {
        AttachStdin: true,
        AttachStdout: true,
        AttachStderr: true,
        Tty: tty,
        Cmd: command,
        Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
        ...(user !== undefined && { User: user }),
        ...(workingDir !== undefined && { WorkingDir: workingDir }),
        ...(tty && consoleSize !== undefined && { ConsoleSize: consoleSize }),
    };
    const created = object(await client.post(containerPath(container, '/exec'), { json, signal }));
    const id = text(created['Id']);
    const { endpoint } = client;
    if (id === '') throw new EngineError('protocol', 'The engine named no program that it would start', { endpoint });
    const start = { Detach: false, Tty: tty, ...(tty && consoleSize !== undefined && { ConsoleSize: consoleSize }) };
    const { connection, first } = await client.upgrade(`/exec/${encodeURIComponent(id)}/start`, {
        json: start,
        signal,
    });
    const session = new Session(client, id, connection, first, tty);
    signal?.addEventListener(
        'abort',
        () => {
            session.close();
        },
        { once: true },
    );
    if (signal?.aborted === true) session.close();
    return session;
}

class Session implements ExecSession {
    readonly output: AsyncIterable<ExecOutput>;
    readonly ended: Promise<number | undefined>;
    readonly #client: Client;
    readonly #id: string;
    readonly #connection: Duplex;
    readonly #tty: boolean;
    #closed = false;

    constructor(client: Client, id: string, connection: Duplex, first: Buffer, tty: boolean) {
        this.#client = client;
        this.#id = id;
        this.#connection = connection;
        this.#tty = tty;
        this.output = readOutput(client, connection, first, tty);
        const closed = new Promise<void>((resolve) => {
            connection.once('close', resolve);
            connection.once('end', resolve);
        });
        // a connection that breaks is seen by who reads the output
        connection.on('error', () => undefined);
        this.ended = closed.then(() => this.#exitCode());
    }

    write(bytes: Uint8Array | string): void {
        if (this.#connection.writable) this.#connection.write(bytes);
    }

    end(): void {
        this.#connection.end();
    }

    async resize({ columns, rows }: TerminalSize): Promise<void> {
        await this.#client.post(`/exec/${encodeURIComponent(this.#id)}/resize`, { query: { w: columns, h: rows } });
    }

    close(): void {
        this.#closed = true;
        const connection = this.#connection;
        if (this.#tty) void hangUp(connection);
        else connection.destroy();
    }

    /** The engine closes the connection a moment before it knows the exit code. */
    async #exitCode(): Promise<number | undefined> {
        try {
            for (let tries = 0; tries < 8 && !this.#closed; tries++) {
                const state = object(await this.#client.get(`/exec/${encodeURIComponent(this.#id)}/json`));
                const code = state['ExitCode'];
                if (state['Running'] !== true && typeof code === 'number') return code;
                await pause(20 * 2 ** tries);
            }
        } catch {
            // the container, or the engine, is gone, and with it the code
        }
        return undefined;
    }
}

/** Ctrl+C for what runs in the shell; Ctrl+D for the shell, which throws away what was typed before it is back. */
const hangUpKeys = ['\u0003', '\u0004', '\u0004'];
const hangUpMilliseconds = 300;

async function hangUp(connection: Duplex): Promise<void> {
    for (const key of hangUpKeys) {
        if (connection.writable) connection.write(key);
        await pause(hangUpMilliseconds, undefined, { ref: false });
    }
    connection.destroy();
}

async function* readOutput(
    client: Client,
    connection: Duplex,
    first: Buffer,
    tty: boolean,
): AsyncGenerator<ExecOutput, void, undefined> {
    const frames = new ExecFrames();
    const cut = (chunk: Buffer) => (tty ? [{ stream: 'stdout', bytes: chunk } as const] : frames.read(chunk));
    try {
        yield* cut(first);
        for await (const chunk of connection as AsyncIterable<Buffer>) yield* cut(chunk);
    } catch (error) {
        // closed by us, or gone with its container
        if (connection.destroyed && !(error instanceof RangeError)) return;
        throw new EngineError('protocol', 'The engine sent output that cannot be read', {
            endpoint: client.endpoint,
            cause: error,
        });
    }
}
