import type { Client, Call } from './client';
import { readContainer, readContainerDetails } from './containers';
import { createBody, hasSecrets } from './createBody';
import type { Engine } from './engine';
import { EngineError } from './engineError';
import { list, object, text } from './json';
import { labelNames } from './labels';
import { checkSecretNames, removeLeftSecrets, writeSecrets } from './secrets';

type ContainerCalls = Pick<
    Engine,
    | 'containers'
    | 'inspect'
    | 'create'
    | 'start'
    | 'stop'
    | 'restart'
    | 'pause'
    | 'unpause'
    | 'rename'
    | 'kill'
    | 'remove'
>;

/** The path of one container, and of what can be asked of it. */
export function containerPath(id: string, what = ''): string {
    return `/containers/${encodeURIComponent(id)}${what}`;
}

export function containerCalls(client: Client): ContainerCalls {
    const post = async (path: string, call: Call): Promise<void> => {
        await client.post(path, call);
    };
    return {
        containers: async (signal) =>
            list(await client.get('/containers/json', { query: { all: true }, signal })).map(readContainer),
        inspect: async (id, signal) => readContainerDetails(await client.get(containerPath(id, '/json'), { signal })),
        create: async (request, signal) => {
            const { name, secrets = {} } = request;
            checkSecretNames(secrets);
            const answer = await client.post('/containers/create', {
                query: { name },
                json: createBody(request),
                signal,
            });
            const id = text(object(answer)['Id']);
            if (id === '') {
                throw new EngineError('protocol', 'The engine named no container', { endpoint: client.endpoint });
            }
            if (hasSecrets(request)) await writeSecretsOrRemove(client, id, secrets, signal);
            return id;
        },
        start: (id, signal) => post(containerPath(id, '/start'), { signal }),
        stop: (id, { graceSeconds } = {}, signal) =>
            post(containerPath(id, '/stop'), { query: { t: graceSeconds }, slow: true, signal }),
        restart: (id, signal) => post(containerPath(id, '/restart'), { slow: true, signal }),
        pause: (id, signal) => post(containerPath(id, '/pause'), { signal }),
        unpause: (id, signal) => post(containerPath(id, '/unpause'), { signal }),
        rename: (id, name, signal) => post(containerPath(id, '/rename'), { query: { name }, signal }),
        kill: (id, processSignal, signal) =>
            post(containerPath(id, '/kill'), { query: { signal: processSignal }, signal }),
        remove: async (id, { force, volumes } = {}, signal) => {
            // with its volumes go its secrets, too
            const leavesSecrets = volumes !== true && (await hasSecretsLabel(client, id, signal));
            await client.delete(containerPath(id), { query: { force, v: volumes }, slow: true, signal });
            if (leavesSecrets) await removeLeftSecrets(client, signal);
        },
    };
}

/** What stands against asking stands against removing, too, which then says so. */
async function hasSecretsLabel(client: Client, id: string, signal: AbortSignal | undefined): Promise<boolean> {
    try {
        const { labels } = readContainerDetails(await client.get(containerPath(id, '/json'), { signal }));
        return labelNames.secrets in labels;
    } catch (error) {
        if (error instanceof EngineError) return false;
        throw error;
    }
}

/** A container without its secrets is of no use. */
async function writeSecretsOrRemove(
    client: Client,
    id: string,
    secrets: Readonly<Record<string, string>>,
    signal: AbortSignal | undefined,
): Promise<void> {
    try {
        await writeSecrets(client, id, secrets, signal);
    } catch (error) {
        await client.delete(containerPath(id), { query: { force: true, v: true } }).catch(() => undefined);
        throw error;
    }
}
