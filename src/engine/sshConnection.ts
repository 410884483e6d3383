import { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { Environment } from '../programs/findProgram';
import { startProgram, type RunningProgram } from '../programs/startProgram';
import type { Address } from './address';

const lastWordsMilliseconds = 500;

type SshAddress = Extract<Address, { kind: 'ssh' }>;

/** The arguments for the user's own `ssh`, which brings configuration, keys and agent along. */
export function sshArguments({ user, host, port, path }: SshAddress): readonly string[] {
    return [
        // no terminal, and signs of life so that a half-open connection is noticed
        ...['-T', '-o', 'ConnectTimeout=30', '-o', 'ServerAliveInterval=30'],
        ...(user === undefined ? [] : ['-l', user]),
        ...(port === undefined ? [] : ['-p', port]),
        ...['--', host, 'docker'],
        // the other side's shell reads this word
        ...(path === undefined ? [] : ['--host', `'unix://${path.replaceAll("'", `'\\''`)}'`]),
        ...['system', 'dial-stdio'],
    ];
}

/** A connection to the engine of another machine, as a socket for `node:http`: what `docker system dial-stdio` passes on over ssh. */
export class SshConnection extends Duplex {
    #program: RunningProgram | undefined;
    #said = '';
    readonly #address: SshAddress;
    readonly #env: Environment;
    readonly #abort = new AbortController();

    constructor(address: SshAddress, env: Environment) {
        super();
        this.#address = address;
        this.#env = env;
    }

    override _construct(done: (error?: Error | null) => void): void {
        startProgram('ssh', sshArguments(this.#address), { env: this.#env, signal: this.#abort.signal }).then(
            (program) => {
                this.#attach(program);
                done();
            },
            (error: unknown) => {
                done(error instanceof Error ? error : new Error(String(error)));
            },
        );
    }

    override _read(): void {
        this.#program?.output.resume();
    }

    override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
        this.#program?.input.write(chunk, done);
    }

    override _final(done: (error?: Error | null) => void): void {
        this.#program?.input.end(done);
    }

    override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
        this.#abort.abort();
        done(error);
    }

    // what `node:http` asks of a socket; there is none of ours to set these on
    setKeepAlive(): this {
        return this;
    }
    setNoDelay(): this {
        return this;
    }
    setTimeout(): this {
        return this;
    }
    ref(): this {
        return this;
    }
    unref(): this {
        return this;
    }

    #attach(program: RunningProgram): void {
        this.#program = program;
        program.output.on('data', (chunk: Buffer) => {
            if (!this.push(chunk)) program.output.pause();
        });
        program.errors.on('data', (chunk: Buffer) => {
            this.#said = (this.#said + chunk.toString()).slice(-2048);
        });
        const ended = program.ended.then(({ exitCode }) => {
            if (this.destroyed || exitCode === 0) return;
            const words = this.#said.trim();
            this.destroy(new Error(words === '' ? `\`ssh\` ended with exit code ${exitCode ?? 'none'}` : words));
        });
        program.output.on('end', () => {
            // why it ended is said on standard error, which a shared connection of the user's keeps open for good
            void Promise.race([ended, pause(lastWordsMilliseconds)]).then(() => {
                if (!this.destroyed) this.push(null);
            });
        });
    }
}
