import { BoundedText } from '../programs/boundedText';
import type { Environment } from '../programs/findProgram';
import { ProgramError } from '../programs/programError';
import { runProgram, type ProgramResult, type RunOptions } from '../programs/runProgram';
import { Channel } from './channel';
import { commandEnvironment } from './commandEnvironment';
import {
    actionArguments,
    projectArguments,
    type ComposeAction,
    type ComposeProject,
    type ComposeTarget,
} from './compose';
import type { Endpoint } from './engine';
import { EngineError } from './engineError';
import { list, object, parseJson, plain, text } from './json';

export interface ComposeOptions {
    readonly endpoint: Endpoint;
    readonly signal: AbortSignal;
    /** Name or full path of the `docker` command. */
    readonly docker?: string;
    readonly env?: Environment;
}

export type ComposeEvent =
    | { readonly kind: 'line'; readonly text: string }
    | { readonly kind: 'done'; readonly milliseconds: number }
    /** The last event of what did not succeed; `log` is everything that compose printed, bounded, for the diagnosis. */
    | { readonly kind: 'failed'; readonly message: string; readonly log: string };

/** The projects that the engine has containers of, running or not. Throws `EngineError`. */
export async function composeProjects(options: ComposeOptions): Promise<readonly ComposeProject[]> {
    const { output } = await run(options, ['ls', '--all', '--format=json']);
    return list(parseJson(output)).map((row) => {
        const value = object(row);
        return {
            name: plain(value['Name']),
            status: plain(value['Status']),
            files: text(value['ConfigFiles'])
                .split(',')
                .filter((file) => file !== ''),
        };
    });
}

/**
 * The configuration that is in force, all files merged and all variables filled in, as compose's own JSON: it holds the values of secrets that come from
 * the environment. Throws `EngineError`: `conflict` with compose's own words where the files cannot be read.
 */
export async function composeConfig(target: ComposeTarget, options: ComposeOptions): Promise<unknown> {
    const { output } = await run(options, [...projectArguments(target), 'config', '--format=json']);
    const config = parseJson(output);
    if (config !== undefined) return config;
    throw new EngineError('protocol', '`docker compose` printed a configuration that cannot be read', {
        endpoint: options.endpoint,
    });
}

/** Does something with a project, by the user's `docker compose`. Throws `EngineError` (`missing`) where there is none; an abort ends it and rejects. */
export async function* runCompose(
    target: ComposeTarget,
    action: ComposeAction,
    options: ComposeOptions,
): AsyncGenerator<ComposeEvent, void, undefined> {
    const args = [...projectArguments(target), ...actionArguments(action)];
    const lines = new Channel<string>();
    const log = new BoundedText(largestLog);
    const started = Date.now();
    const running = run(options, args, (line) => {
        lines.push(line);
    });
    const ended = running
        .catch((error: unknown) => error)
        .finally(() => {
            lines.close();
        });
    for await (const line of lines) {
        log.add(`${line}\n`);
        yield { kind: 'line', text: line };
    }
    const error = await ended;
    options.signal.throwIfAborted();
    if (!(error instanceof Error)) yield { kind: 'done', milliseconds: Date.now() - started };
    else if (error instanceof EngineError && error.reason === 'conflict')
        yield { kind: 'failed', message: error.message, log: log.text() };
    else throw error;
}

const largestLog = 1024 * 1024;

async function run(
    { endpoint, signal, docker = 'docker', env = process.env }: ComposeOptions,
    args: readonly string[],
    onLine: (line: string) => void = () => undefined,
): Promise<ProgramResult> {
    const runOptions: RunOptions = {
        env: { ...commandEnvironment(env, endpoint), COMPOSE_MENU: 'false' },
        signal,
        onLine,
    };
    try {
        return await runProgram(docker, ['compose', ...args], runOptions);
    } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof ProgramError)) throw error;
        if (await hasCompose(docker, runOptions)) throw composeError(error, endpoint);
    }
    // before it became a part of `docker`, it was a program of its own, and with Podman it still is
    try {
        return await runProgram('docker-compose', args, runOptions);
    } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof ProgramError)) throw error;
        if (error.reason !== 'missing') throw composeError(error, endpoint);
        throw new EngineError('missing', '`docker compose` is not installed', { endpoint, cause: error });
    }
}

async function hasCompose(docker: string, { env, signal }: RunOptions): Promise<boolean> {
    try {
        await runProgram(docker, ['compose', 'version'], {
            env,
            ...(signal && { signal }),
            timeoutMilliseconds: 30_000,
        });
        return true;
    } catch (error) {
        if (error instanceof ProgramError) return false;
        throw error;
    }
}

/** Compose says last why it gives up. */
function composeError(error: ProgramError, endpoint: Endpoint): EngineError {
    const said = error.output.trimEnd().split('\n').at(-1)?.trim() ?? '';
    const message = said === '' ? error.message : said;
    return new EngineError('conflict', plain(message), { endpoint, cause: error });
}
