import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from './client';
import { readContainerDetails } from './containers';
import type { ContainerDetails, LogLine, LogOptions } from './engine';
import { EngineError } from './engineError';
import { EventLines, readEvent, sinceParameter } from './events';
import { object, text, type JsonObject } from './json';
import type { Log } from './log';
import { LogLineReader } from './logLines';
import { LogPosition } from './logPosition';
import { growingPause, type Pauses } from './pauses';
import { nanoseconds } from './times';

/** A container that ended and starts again within this time was restarted: its log goes on. */
const restartMilliseconds = 3000;
/** A connection that held this long was a good one: the next try is a first one again. */
const goodMilliseconds = 1000;

interface Source {
    readonly client: Client;
    readonly id: string;
    readonly tty: boolean;
    readonly position: LogPosition;
    readonly signal: AbortSignal;
}

/** See `Engine.logs`. */
export async function* followLogs(
    client: Client,
    log: Log,
    pauses: Pauses,
    container: string,
    options: LogOptions,
    signal: AbortSignal,
): AsyncGenerator<LogLine> {
    const { id, tty } = await inspect(client, container, signal);
    const source = { client, id, tty, position: new LogPosition(options), signal };
    if (!options.follow) {
        yield* readLines(source, false);
        return;
    }
    for (let failures = 0; ;) {
        const opened = Date.now();
        try {
            yield* readLines(source, true);
        } catch (error) {
            signal.throwIfAborted();
            if (!isLostConnection(error)) throw error;
            log.debug(`The log of ${id.slice(0, 12)} broke off: ${error.message}`);
        }
        failures = Date.now() - opened >= goodMilliseconds ? 0 : failures + 1;
        if (failures > 1) await pauseUnlessAborted(growingPause(failures - 1, pauses), signal);
        if (!(await goesOn(source, pauses))) break;
    }
    try {
        // what the container wrote after the connection was lost
        yield* readLines(source, false);
    } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof EngineError)) throw error;
    }
}

/** The lines of one request that were not given out before. */
async function* readLines(
    { client, id, tty, position, signal }: Source,
    follow: boolean,
): AsyncGenerator<LogLine, void, undefined> {
    const { since, tail } = position.query();
    const query = {
        stdout: true,
        stderr: true,
        timestamps: true,
        follow,
        since: since === undefined || since <= 0n ? undefined : sinceParameter(since),
        tail,
    };
    const answer = await client.stream(`/containers/${encodeURIComponent(id)}/logs`, { query, signal });
    position.connected(answer.headers.date);
    const reader = new LogLineReader(tty);
    try {
        for await (const chunk of answer as AsyncIterable<Buffer>) {
            for (const line of reader.read(chunk)) if (position.admit(line)) yield line;
        }
    } catch (error) {
        signal.throwIfAborted();
        position.brokeOff(reader.openSince);
        throw client.brokenBody(error);
    }
    position.brokeOff(undefined);
    for (const line of reader.end()) if (position.admit(line)) yield line;
}

/** Whether the container runs, or starts again soon; waits for the engine as long as it is away. */
async function goesOn({ client, id, signal }: Source, pauses: Pauses): Promise<boolean> {
    for (let failures = 1; ; failures++) {
        try {
            const details = await inspect(client, id, signal);
            if (details.state === 'running' || details.state === 'paused') return true;
            return await startsAgain(client, details, signal);
        } catch (error) {
            signal.throwIfAborted();
            if (error instanceof EngineError && error.reason === 'missing') return false;
            if (!isLostConnection(error)) throw error;
        }
        await pauseUnlessAborted(growingPause(failures, pauses), signal);
    }
}

/** Waits for the engine to tell of a start: for good while it is about to restart the container, else for a moment. */
async function startsAgain(client: Client, ended: ContainerDetails, signal: AbortSignal): Promise<boolean> {
    const limit = AbortSignal.timeout(restartMilliseconds);
    const either = ended.state === 'restarting' ? signal : AbortSignal.any([signal, limit]);
    const { StartedAt: startedAt, FinishedAt: finishedAt } = runOf(ended);
    const since = nanoseconds(text(finishedAt));
    const query = {
        filters: JSON.stringify({ container: [ended.id], event: ['start', 'destroy'] }),
        since: since === undefined || since <= 0n ? undefined : sinceParameter(since),
    };
    try {
        const answer = await client.stream('/events', { query, signal: either });
        const actions: string[] = [];
        const lines = new EventLines((line) => actions.push(readEvent(line)?.action ?? ''));
        for await (const chunk of answer as AsyncIterable<Buffer>) {
            lines.add(chunk.toString('latin1'));
            if (lines.tooLong) break;
            for (const action of actions.splice(0)) {
                if (action === 'destroy') return false;
                // the start of a run that ended at once is told after its end
                if (action === 'start' && runOf(await inspect(client, ended.id, either))['StartedAt'] !== startedAt) {
                    return true;
                }
            }
        }
    } catch (error) {
        signal.throwIfAborted();
        if (either.aborted) return false;
        throw client.brokenBody(error);
    }
    throw new EngineError('unreachable', 'The engine closed the event stream', { endpoint: client.endpoint });
}

function runOf({ raw }: ContainerDetails): JsonObject {
    return object(object(raw)['State']);
}

async function inspect(client: Client, container: string, signal: AbortSignal): Promise<ContainerDetails> {
    return readContainerDetails(await client.get(`/containers/${encodeURIComponent(container)}/json`, { signal }));
}

/** An engine that refuses does so again; one that starts up, or a proxy before it, is unavailable for a while. */
function isLostConnection(error: unknown): error is EngineError {
    if (!(error instanceof EngineError)) return false;
    return error.status === undefined ? error.reason !== 'protocol' : [502, 503, 504].includes(error.status);
}

async function pauseUnlessAborted(milliseconds: number, signal: AbortSignal): Promise<void> {
    await pause(milliseconds, undefined, { signal }).catch(() => {
        signal.throwIfAborted();
    });
}
