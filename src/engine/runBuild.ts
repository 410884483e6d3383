import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { BoundedText } from '../programs/boundedText';
import type { Environment } from '../programs/findProgram';
import { ProgramError } from '../programs/programError';
import { runProgram } from '../programs/runProgram';
import { startProgram, type RunningProgram } from '../programs/startProgram';
import type { BuildEvent, BuildRequest } from './build';
import { buildArguments, needsBuildx, secretVariables, type Builder } from './buildArguments';
import type { ProgressReader } from './buildProgress';
import { Channel } from './channel';
import { classicProgress } from './classicProgress';
import { commandEnvironment } from './commandEnvironment';
import type { Endpoint } from './engine';
import { EngineError } from './engineError';
import { plainProgress } from './plainProgress';
import { rawProgress } from './rawProgress';
import { compareVersions } from './version';

export interface BuildOptions {
    readonly endpoint: Endpoint;
    readonly signal: AbortSignal;
    /** Name or full path of the `docker` command. */
    readonly docker?: string;
    readonly env?: Environment;
}

const readers: Readonly<Record<Builder, () => ProgressReader>> = {
    buildx: rawProgress,
    'buildx-plain': plainProgress,
    classic: classicProgress,
};

/**
 * Builds an image with the user's `docker`. The last event is `done` or `failed`. Throws `EngineError`: `missing` where there is no `docker`; an abort
 * ends the build with everything that it started and rejects with the signal's reason.
 */
export async function* build(
    request: BuildRequest,
    { endpoint, signal, docker = 'docker', env = process.env }: BuildOptions,
): AsyncGenerator<BuildEvent, void, undefined> {
    const folder = await mkdtemp(path.join(tmpdir(), 'gopherdock-build-')).catch((cause: unknown) => {
        const message = `The temporary folder \`${tmpdir()}\` cannot be written to`;
        throw new EngineError('conflict', message, { endpoint, cause });
    });
    const imageIdFile = path.join(folder, 'image-id');
    const command = { docker, env: { ...commandEnvironment(env, endpoint), ...secretVariables(request) }, signal };
    const started = Date.now();
    try {
        for (let builder: Builder | undefined = 'buildx'; builder !== undefined;) {
            const run: BuildLog = new BuildLog(readers[builder]());
            const exitCode: number = yield* runBuilder(
                command,
                builder,
                buildArguments(request, builder, imageIdFile),
                run,
            );
            if (exitCode === 0) {
                const imageId = (await readFile(imageIdFile, 'utf8').catch(() => '')).trim();
                yield { kind: 'done', imageId: imageId || undefined, milliseconds: Date.now() - started };
                return;
            }
            const other: Builder | undefined = run.hasSteps ? undefined : await otherBuilder(command, builder);
            if (other === 'classic' && needsBuildx(request)) {
                yield { kind: 'failed', message: beyondClassic, log: run.text() };
                return;
            }
            if (other === undefined) yield { kind: 'failed', message: run.failure(exitCode), log: run.text() };
            else yield { kind: 'line', step: undefined, text: fallbackWords[other] };
            builder = other;
        }
    } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof ProgramError)) throw error;
        const reason = error.reason === 'denied' ? 'denied' : 'missing';
        throw new EngineError(reason, error.message, { endpoint, cause: error });
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

interface Command {
    readonly docker: string;
    readonly env: Environment;
    readonly signal: AbortSignal;
}

type Fallback = Exclude<Builder, 'buildx'>;

const fallbackWords: Readonly<Record<Builder, string>> = {
    buildx: '',
    'buildx-plain': 'This `docker buildx` is older than 0.13: building without the progress of each step',
    classic:
        '`docker buildx` is not installed: building with the classic builder, which knows no `--mount` and no cache mounts',
};

const beyondClassic =
    '`docker buildx` is not installed, and without it there are no secrets, ssh, cache export, builders and pushing';

/** Runs one builder to its end; the generator's value is the exit code. */
async function* runBuilder(
    { docker, env, signal }: Command,
    builder: Builder,
    args: readonly string[],
    run: BuildLog,
): AsyncGenerator<BuildEvent, number> {
    const program = await startProgram(docker, args, {
        env: { ...env, DOCKER_BUILDKIT: builder === 'classic' ? '0' : '1' },
        signal,
    });
    program.input.end();
    try {
        for await (const chunk of outputOf(program)) yield* run.read(chunk);
        yield* run.end();
    } finally {
        program.end();
    }
    const { exitCode } = await program.ended;
    signal.throwIfAborted();
    return exitCode ?? -1;
}

const longestHeld = 1024 * 1024;

/** Both outputs as they come, in whole lines: builders spread over them what belongs together. */
function outputOf(program: RunningProgram): Channel<string> {
    const channel = new Channel<string>();
    for (const stream of [program.output, program.errors]) {
        const decoder = new StringDecoder('utf8');
        let held = '';
        stream.on('data', (chunk: Buffer) => {
            const text = held + decoder.write(chunk);
            const end = text.length > longestHeld ? text.length : text.lastIndexOf('\n') + 1;
            held = text.slice(end);
            if (end > 0) channel.push(text.slice(0, end));
        });
        stream.on('end', () => {
            channel.push(held + decoder.end());
        });
    }
    void program.ended.then(() => {
        channel.close();
    });
    return channel;
}

/** What to try after a builder that came to no step: `undefined` where it was not the builder's fault. */
async function otherBuilder({ docker, env, signal }: Command, builder: Builder): Promise<Fallback | undefined> {
    if (builder !== 'buildx') return undefined;
    try {
        const { output } = await runProgram(docker, ['buildx', 'version'], {
            env,
            signal,
            timeoutMilliseconds: 30_000,
        });
        const [, version] = /\bv?(\d+\.\d+)/.exec(output) ?? [];
        return version !== undefined && compareVersions(version, '0.13') < 0 ? 'buildx-plain' : undefined;
    } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof ProgramError)) throw error;
        return 'classic';
    }
}

const largestLog = 1024 * 1024;

/** The events of one builder, and what they said as a text, for the diagnosis. */
class BuildLog {
    readonly #reader: ProgressReader;
    readonly #log = new BoundedText(largestLog);
    readonly #named = new Set<string>();
    #stepError: string | undefined;

    constructor(reader: ProgressReader) {
        this.#reader = reader;
    }

    get hasSteps(): boolean {
        return this.#named.size > 0;
    }

    read(chunk: string): readonly BuildEvent[] {
        return this.#keep(this.#reader.read(chunk));
    }

    end(): readonly BuildEvent[] {
        return this.#keep(this.#reader.end());
    }

    text(): string {
        return this.#log.text();
    }

    failure(exitCode: number): string {
        return this.#reader.error ?? this.#stepError ?? `The builder ended with exit code ${exitCode}`;
    }

    #keep(events: readonly BuildEvent[]): readonly BuildEvent[] {
        for (const event of events) {
            if (event.kind === 'line') this.#log.add(`${event.text}\n`);
            if (event.kind !== 'step') continue;
            const { id, name, state, error } = event.step;
            if (!this.#named.has(id) && state !== 'waiting') this.#log.add(`${name}\n`);
            if (state !== 'waiting') this.#named.add(id);
            if (state === 'failed' && error !== undefined) this.#stepError = error;
        }
        return events;
    }
}
