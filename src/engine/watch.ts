import type { IncomingMessage } from 'node:http';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as pause } from 'node:timers/promises';
import { Channel } from './channel';
import type { Client } from './client';
import type { EngineEvent, EngineVersion } from './engine';
import { EngineError } from './engineError';
import { EventLines, readEvent, sinceParameter } from './events';
import type { Log } from './log';
import { growingPause, type Pauses } from './pauses';
import { SeenEvents } from './seenEvents';

/** An engine drops a listener that does not read on; what waits here beyond this number counts as a gap. */
const mostWaiting = 20_000;
/** A connection that held this long was a good one: the next try is a first one again. */
const goodMilliseconds = 2000;

/** See `Engine.watch`. Nothing is asked while nothing happens: there is one open answer, on which the engine writes. */
export async function* watchEvents(
    client: Client,
    log: Log,
    pauses: Pauses,
    signal: AbortSignal,
): AsyncGenerator<EngineEvent> {
    const seen = new SeenEvents();
    let failures = 0;
    for (;;) {
        signal.throwIfAborted();
        const opened = Date.now();
        let error: EngineError;
        try {
            const { version, answer } = await openStream(client, seen, signal);
            log.info(`Watching the engine at ${client.endpoint.address}`);
            error = yield* readStream(client, answer, seen, version, signal);
        } catch (caught) {
            signal.throwIfAborted();
            if (!(caught instanceof EngineError)) throw caught;
            error = caught;
        }
        signal.throwIfAborted();
        failures = Date.now() - opened >= goodMilliseconds ? 1 : failures + 1;
        const milliseconds = growingPause(failures, pauses);
        log.debug(`The event stream ended (${error.message}); next try in ${milliseconds} ms`);
        yield { kind: 'lost', error, nextTryMilliseconds: milliseconds };
        await pause(milliseconds, undefined, { signal }).catch(() => {
            signal.throwIfAborted();
        });
    }
}

/** The stream is open before `connected` is told, so that nothing happens between the lists that are read then and the first event. */
async function openStream(
    client: Client,
    seen: SeenEvents,
    signal: AbortSignal,
): Promise<{ version: EngineVersion; answer: IncomingMessage }> {
    const version = await client.negotiate(signal);
    const since = seen.since;
    const query = { since: since === undefined ? undefined : sinceParameter(since) };
    return { version, answer: await client.stream('/events', { query, signal }) };
}

/** Gives `connected` and the events of one connection; returns why it ended. */
async function* readStream(
    client: Client,
    answer: IncomingMessage,
    seen: SeenEvents,
    version: EngineVersion,
    signal: AbortSignal,
): AsyncGenerator<EngineEvent, EngineError> {
    const events = new Channel<EngineEvent>();
    events.push({ kind: 'connected', version });
    let why: EngineError | undefined;
    const end = (error: EngineError): void => {
        why ??= error;
        events.close();
    };
    const lines = new EventLines((line) => {
        const event = readEvent(line);
        if (event === undefined || !seen.add(line, event.time)) return;
        // too slow a reader: it reads the lists afresh instead
        if (events.waiting >= mostWaiting) events.clear({ kind: 'connected', version });
        events.push(event);
    });
    const decoder = new StringDecoder('utf8');
    answer.on('data', (chunk: Buffer) => {
        lines.add(decoder.write(chunk));
        if (lines.tooLong) answer.destroy();
    });
    answer.on('end', () => {
        end(lostStream(client));
    });
    answer.on('error', (cause) => {
        end(client.brokenBody(cause));
    });
    answer.on('close', () => {
        end(lostStream(client));
    });
    try {
        for await (const event of events) {
            signal.throwIfAborted();
            yield event;
        }
    } finally {
        answer.destroy();
    }
    return why ?? lostStream(client);
}

function lostStream({ endpoint }: Client): EngineError {
    return new EngineError('unreachable', 'The engine closed the event stream', { endpoint });
}
