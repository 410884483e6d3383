import type { Environment } from '../programs/findProgram';
import { archiveCalls } from './archiveCalls';
import { Client } from './client';
import { containerCalls } from './containerCalls';
import type { Endpoint, Engine } from './engine';
import { followLogs } from './followLogs';
import type { Log } from './log';
import { objectCalls } from './objectCalls';
import type { Pauses } from './pauses';
import { readStats } from './readStats';
import { startExec } from './startExec';
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
    return {
        endpoint,
        version: (signal) => client.version(signal),
        ...containerCalls(client),
        ...objectCalls(client),
        ...archiveCalls(client),
        watch: (signal) => watchEvents(client, log, pauses, signal),
        logs: (id, options, signal) => followLogs(client, log, pauses, id, options, signal),
        stats: (id, signal) => readStats(client, id, signal),
        exec: (id, request, signal) => startExec(client, id, request, signal),
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
