import type { Environment } from '../programs/findProgram';
import { ProgramError } from '../programs/programError';
import { runProgram } from '../programs/runProgram';
import { commandEnvironment } from './commandEnvironment';
import type { Endpoint } from './engine';
import { list, object, parseJson, plain, texts } from './json';

/** A builder of `docker buildx`: the engine itself, a container of its own, another machine, a cloud. */
export interface ImageBuilder {
    readonly name: string;
    /** Such as `docker`, `docker-container`, `kubernetes`, `remote`, `cloud`. */
    readonly driver: string;
    /** Such as `running`, `inactive`; empty where the builder does not tell. */
    readonly status: string;
    /** Such as `linux/arm64`, of all its nodes. */
    readonly platforms: readonly string[];
    /** Why it cannot be used, in its own words. */
    readonly error: string | undefined;
}

const longestMilliseconds = 30_000;

/** The builders that a build can name, each once; none without buildx, or with one before 0.13, which does not tell them as data. */
export async function listBuilders({
    endpoint,
    signal,
    docker = 'docker',
    env = process.env,
}: {
    readonly endpoint: Endpoint;
    readonly signal: AbortSignal;
    readonly docker?: string;
    readonly env?: Environment;
}): Promise<readonly ImageBuilder[]> {
    try {
        const { output } = await runProgram(docker, ['buildx', 'ls', '--format=json'], {
            env: commandEnvironment(env, endpoint),
            signal,
            timeoutMilliseconds: longestMilliseconds,
        });
        return readBuilders(output);
    } catch (error) {
        signal.throwIfAborted();
        if (error instanceof ProgramError) return [];
        throw error;
    }
}

/** One object a line; some versions print each builder once for itself and once for each of its nodes. */
export function readBuilders(output: string): readonly ImageBuilder[] {
    const builders = new Map<string, ImageBuilder>();
    for (const line of output.split('\n')) {
        const value = object(parseJson(line));
        const name = plain(value['Name']);
        if (name === '' || builders.has(name)) continue;
        const nodes = list(value['Nodes']).map(object);
        const errors = [value, ...nodes].map((part) => plain(part['Err'])).filter((words) => words !== '');
        builders.set(name, {
            name,
            driver: plain(value['Driver']),
            status: nodes.map((node) => plain(node['Status'])).find((status) => status !== '') ?? '',
            platforms: [...new Set(nodes.flatMap((node) => texts(node['Platforms'])).map(plain))],
            error: errors[0],
        });
    }
    return [...builders.values()];
}
