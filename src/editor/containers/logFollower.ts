import { setTimeout as pause } from 'node:timers/promises';
import type { Container } from '../../engine/engine';
import { EngineError } from '../../engine/engineError';
import type { Log } from '../../engine/log';
import { growingPause } from '../../engine/pauses';
import { isRunning, type Translate } from './faces';
import { logLineText } from './logLine';
import type { EngineSession } from './session';
import { TerminalWriter } from './terminalWriter';

/** Follows the log of whatever container bears a name: over its restarts, its successors and those of the engine. */
export interface LogFollower {
    /** Begins, or goes on after an end; without an id where it stood. Does nothing while it follows. */
    start(id?: string): void;
    /** Ends for good until the next start. */
    end(): void;
}

export interface LogFollowerOptions {
    readonly name: string;
    readonly session: Pick<EngineSession, 'engine' | 'hold' | 'read' | 'onEvent' | 'onDidChange' | 'state'>;
    readonly log: Log;
    /** How many earlier lines are shown at first. */
    readonly tail: number;
    readonly write: (text: string) => void;
    readonly l10n: Translate;
}

const pauses = { firstMilliseconds: 250, longestMilliseconds: 3000 };

export function createLogFollower(options: LogFollowerOptions): LogFollower {
    const { name, session, log, write, l10n } = options;
    let following: AbortController | undefined;
    let place: Place = { id: '', since: undefined };
    return {
        start(id) {
            if (following !== undefined) return;
            const own = new AbortController();
            following = own;
            if (id !== undefined && id !== place.id) place = { id, since: undefined };
            const held = session.hold();
            const writer = new TerminalWriter(write, own.signal);
            void follow(options, place, writer, own.signal)
                .catch((error: unknown) => {
                    if (own.signal.aborted) return;
                    log.error(`Following the log of ${name} ended: ${String(error)}`);
                    writer.note(error instanceof Error ? error.message : String(error));
                })
                .finally(() => {
                    writer.flush();
                    held.dispose();
                    if (following === own) following = undefined;
                });
        },
        end() {
            if (following === undefined) return;
            following.abort();
            following = undefined;
            write(`\r\n\u001B[2m${l10n.t('Stopped following; press Enter to go on')}\u001B[22m\r\n`);
        },
    };
}

/** Where a follower stands: the container, and the time of the last line that was shown. */
interface Place {
    id: string;
    since: string | undefined;
}

async function follow(
    { name, session, log, tail, l10n }: LogFollowerOptions,
    place: Place,
    writer: TerminalWriter,
    signal: AbortSignal,
): Promise<void> {
    for (let failures = 0; ;) {
        try {
            const engine = await session.engine();
            signal.throwIfAborted();
            const from = place.since === undefined ? { tail } : { since: place.since };
            for await (const line of engine.logs(place.id, { follow: true, ...from }, signal)) {
                place.since = line.time;
                failures = 0;
                await writer.line(logLineText(line.text));
            }
            const { exitCode } = await engine.inspect(place.id, signal);
            writer.note(l10n.t('{0} ended with exit code {1}; its next start is waited for', name, exitCode));
        } catch (error) {
            signal.throwIfAborted();
            if (!(error instanceof EngineError)) throw error;
            log.debug(`The log of ${name}: ${error.message}`);
            if (error.reason === 'missing') writer.note(l10n.t('{0} was removed; its next start is waited for', name));
            else {
                failures++;
                if (failures === 1) writer.note(l10n.t('The engine does not answer; the log goes on when it does'));
                await pause(growingPause(failures, pauses), undefined, { signal });
                continue;
            }
        }
        const next = await nextStart(name, session, signal);
        if (next.id !== place.id) {
            place.id = next.id;
            place.since = undefined;
        }
        writer.note(l10n.t('{0} runs', name));
    }
}

/** The container of this name once it runs. */
async function nextStart(
    name: string,
    session: LogFollowerOptions['session'],
    signal: AbortSignal,
): Promise<Container> {
    for (;;) {
        // listened to before the list is read: a start between the two is not missed
        const told = nextNews(session, signal);
        const { containers } = await session.read(signal).catch((error: unknown) => {
            signal.throwIfAborted();
            if (!(error instanceof EngineError)) throw error;
            return { containers: [] };
        });
        const found = containers.find((container) => container.name === name && isRunning(container));
        if (found !== undefined) {
            told.cancel();
            return found;
        }
        await told.promise;
    }
}

/** Resolves with the next start of a container, or when the engine has come back. */
function nextNews(
    session: LogFollowerOptions['session'],
    signal: AbortSignal,
): { readonly promise: Promise<void>; cancel(): void } {
    let cancel: () => void = () => undefined;
    const promise = new Promise<void>((resolve, reject) => {
        const listener = session.onEvent((event) => {
            if (event.kind === 'connected' || (event.kind === 'container' && event.action === 'start')) end(resolve);
        });
        const abort = (): void => {
            end(() => {
                reject(signal.reason as Error);
            });
        };
        const end = (then: () => void): void => {
            listener.dispose();
            signal.removeEventListener('abort', abort);
            then();
        };
        signal.addEventListener('abort', abort);
        cancel = () => {
            end(resolve);
        };
    });
    // whoever has stopped waiting does not hear of an abort either
    promise.catch(() => undefined);
    return { promise, cancel };
}
