import type { Environment } from '../programs/findProgram';
import { Client, type Call } from './client';
import { readContainer, readContainerDetails } from './containers';
import { createBody } from './createBody';
import type { Endpoint, Engine } from './engine';
import { EngineError } from './engineError';
import { followLogs } from './followLogs';
import { readImage, readImageDetails } from './images';
import { list, object, text } from './json';
import type { Log } from './log';
import type { Pauses } from './pauses';
import { readContainerFile } from './readContainerFile';
import { openTransport } from './transport';
import { watchEvents } from './watch';

export interface ConnectOptions {
    /** For programs that the connection needs (`ssh`). */
    readonly env?: Environment;
    readonly pauses?: Pauses;
}

/** An engine at an endpoint; connects when it is first asked something. Throws `EngineError` for an address that cannot be one. */
export function connectEngine(
    endpoint: Endpoint,
    log: Log,
    { env = process.env, pauses = usualPauses(endpoint) }: ConnectOptions = {},
): Engine {
    const client = new Client(endpoint, openTransport(endpoint, env), log);
    const ofContainer = (id: string, what = '') => `/containers/${encodeURIComponent(id)}${what}`;
    // a slash is part of an image's name, not of the path
    const ofImage = (name: string, what = '') => `/images/${encodeURIComponent(name)}${what}`;
    const post = async (path: string, call: Call): Promise<void> => {
        await client.post(path, call);
    };
    return {
        endpoint,
        version: (signal) => client.version(signal),
        containers: async (signal) =>
            list(await client.get('/containers/json', { query: { all: true }, signal })).map(readContainer),
        images: async (signal) => list(await client.get('/images/json', { signal })).map(readImage),
        inspect: async (id, signal) => readContainerDetails(await client.get(ofContainer(id, '/json'), { signal })),
        inspectImage: async (name, signal) => readImageDetails(await client.get(ofImage(name, '/json'), { signal })),
        watch: (signal) => watchEvents(client, log, pauses, signal),
        logs: (id, options, signal) => followLogs(client, log, pauses, id, options, signal),
        create: async (request, signal) => {
            const query = { name: request.name };
            const answer = await client.post('/containers/create', { query, json: createBody(request), signal });
            const id = text(object(answer)['Id']);
            if (id === '') throw new EngineError('protocol', 'The engine named no container', { endpoint });
            return id;
        },
        start: (id, signal) => post(ofContainer(id, '/start'), { signal }),
        stop: (id, { graceSeconds } = {}, signal) =>
            post(ofContainer(id, '/stop'), { query: { t: graceSeconds }, slow: true, signal }),
        restart: (id, signal) => post(ofContainer(id, '/restart'), { slow: true, signal }),
        remove: (id, { force, volumes } = {}, signal) =>
            client.delete(ofContainer(id), { query: { force, v: volumes }, slow: true, signal }),
        removeImage: (name, signal) => client.delete(ofImage(name), { signal }),
        readFile: (id, path, limit, signal) => readContainerFile(client, id, path, limit, signal),
        dispose: () => {
            client.dispose();
        },
    };
}

/** A socket on this machine costs nothing to try; another machine is asked less often. */
function usualPauses({ address }: Endpoint): Pauses {
    const isLocal = /^(unix|npipe):/i.test(address);
    return { firstMilliseconds: 100, longestMilliseconds: isLocal ? 3000 : 30_000 };
}
