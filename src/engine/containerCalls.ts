import type { Client, Call } from './client';
import { readContainer, readContainerDetails } from './containers';
import { createBody } from './createBody';
import type { Engine } from './engine';
import { EngineError } from './engineError';
import { list, object, text } from './json';

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
            const query = { name: request.name };
            const answer = await client.post('/containers/create', { query, json: createBody(request), signal });
            const id = text(object(answer)['Id']);
            if (id === '') {
                throw new EngineError('protocol', 'The engine named no container', { endpoint: client.endpoint });
            }
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
        remove: (id, { force, volumes } = {}, signal) =>
            client.delete(containerPath(id), { query: { force, v: volumes }, slow: true, signal }),
    };
}
