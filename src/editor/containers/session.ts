import { setTimeout as pause } from 'node:timers/promises';
import type { Discovery } from '../../engine/discoverEndpoints';
import type { Endpoint, Engine, EngineEvent, EngineVersion } from '../../engine/engine';
import { EngineError } from '../../engine/engineError';
import { growingPause, type Pauses } from '../../engine/pauses';
import { findEngine, type Connection, type EngineSource } from './findEngine';
import { changedKinds, holdingKinds, nothingHeld, readHoldings, type HoldingKind, type Holdings } from './holdings';
import { createListeners, type Listen } from './listeners';
import { TrailingReader } from './trailingReader';

export type SessionState =
    /** Nobody has asked for the engine yet, or nothing may be executed. */
    | { readonly kind: 'unknown' | 'connecting' }
    | { readonly kind: 'connected'; readonly version: EngineVersion; readonly endpoint: Endpoint }
    | { readonly kind: 'lost'; readonly error: EngineError };

/** The one connection of the extension to a container engine. Nothing is connected before somebody holds it or asks for the engine. */
export interface EngineSession {
    readonly state: SessionState;
    /** As of the last reading; kept up to date while somebody holds the session. */
    readonly holdings: Holdings;
    readonly onDidChange: Listen<undefined>;
    /** What the engine tells while somebody holds the session; of its lists `onDidChange` tells. */
    readonly onEvent: Listen<EngineEvent>;
    /** Watches the engine, for ever and through its restarts, until every holder has let go. */
    hold(): { dispose(): void };
    /** For commands. Rejects with an `EngineError` where no engine can be used. */
    engine(): Promise<Engine>;
    /** The lists as they are now. */
    read(signal?: AbortSignal): Promise<Holdings & { readonly engine: Engine }>;
    /** What could be connected to. */
    discover(): Promise<Discovery>;
    /** Looks for the engine afresh, now. */
    reconnect(): void;
    dispose(): void;
}

export interface SessionOptions extends EngineSource {
    /** Whether anything may be executed: not in Restricted Mode. */
    readonly isTrusted: () => boolean;
    readonly pauses?: Pauses;
}

/** Looking for a socket costs a few milliseconds, so a started engine may be found soon. */
const usualPauses: Pauses = { firstMilliseconds: 250, longestMilliseconds: 3000 };

export function createEngineSession(options: SessionOptions): EngineSession {
    return new Session(options);
}

class Session implements EngineSession {
    readonly #options: SessionOptions;
    readonly #changes = createListeners<undefined>();
    readonly #events = createListeners<EngineEvent>();
    readonly #reader: TrailingReader<HoldingKind>;
    #state: SessionState = { kind: 'unknown' };
    #holdings = nothingHeld;
    #holders = 0;
    #loop: AbortController | undefined;
    #connection: Connection | undefined;
    #connecting: Promise<Connection> | undefined;
    /** Told by the engine, shown once its lists are read. */
    #version: EngineVersion | undefined;

    constructor(options: SessionOptions) {
        this.#options = options;
        this.#reader = new TrailingReader((kinds) => this.#readLists(kinds));
    }

    get state(): SessionState {
        return this.#state;
    }

    get holdings(): Holdings {
        return this.#holdings;
    }

    get onDidChange(): Listen<undefined> {
        return this.#changes.listen;
    }

    get onEvent(): Listen<EngineEvent> {
        return this.#events.listen;
    }

    hold(): { dispose(): void } {
        this.#holders++;
        this.#start();
        let isHeld = true;
        return {
            dispose: () => {
                if (!isHeld) return;
                isHeld = false;
                this.#holders--;
                if (this.#holders === 0) this.#stop();
            },
        };
    }

    async engine(): Promise<Engine> {
        const isWatched = this.#loop !== undefined && this.#state.kind === 'connected';
        if (isWatched && this.#connection !== undefined) return this.#connection.engine;
        return (await this.#connect()).engine;
    }

    async read(signal?: AbortSignal): Promise<Holdings & { readonly engine: Engine }> {
        const engine = await this.engine();
        return { engine, ...(await readHoldings(engine, new Set(holdingKinds), nothingHeld, signal)) };
    }

    discover(): Promise<Discovery> {
        return this.#options.discover();
    }

    reconnect(): void {
        this.#stop();
        this.#connecting = undefined;
        this.#connection?.engine.dispose();
        this.#connection = undefined;
        this.#holdings = nothingHeld;
        this.#setState({ kind: 'unknown' });
        this.#start();
    }

    dispose(): void {
        this.#holders = 0;
        this.#stop();
        this.#connection?.engine.dispose();
        this.#changes.clear();
        this.#events.clear();
    }

    #start(): void {
        if (this.#holders === 0 || this.#loop !== undefined || !this.#options.isTrusted()) return;
        const loop = new AbortController();
        this.#loop = loop;
        this.#watch(loop.signal).catch((error: unknown) => {
            if (!loop.signal.aborted) this.#options.log.error(`Watching the engine ended: ${String(error)}`);
        });
    }

    #stop(): void {
        this.#loop?.abort();
        this.#loop = undefined;
        this.#reader.cancel();
    }

    async #watch(signal: AbortSignal): Promise<void> {
        const { log, pauses = usualPauses } = this.#options;
        if (this.#state.kind === 'unknown') this.#setState({ kind: 'connecting' });
        for (let failures = 0; ;) {
            try {
                const { engine, isGuess } = await this.#connect();
                signal.throwIfAborted();
                failures = 0;
                for await (const event of engine.watch(signal)) {
                    signal.throwIfAborted();
                    this.#note(event);
                    if (event.kind === 'lost' && isGuess) break;
                }
            } catch (error) {
                if (signal.aborted) return;
                // already told by `#connect`
                if (!(error instanceof EngineError)) throw error;
            }
            failures++;
            const milliseconds = growingPause(failures, pauses);
            log.debug(`Looking for an engine again in ${milliseconds} ms`);
            await pause(milliseconds, undefined, { signal, ref: false });
        }
    }

    #note(event: EngineEvent): void {
        switch (event.kind) {
            case 'connected':
                this.#version = event.version;
                this.#reader.request(holdingKinds, 0);
                break;
            case 'lost':
                this.#reader.cancel();
                this.#lose(event.error);
                break;
            default: {
                const kinds = changedKinds(event.kind, event.action);
                if (kinds.length > 0) this.#reader.request(kinds);
            }
        }
        this.#events.tell(event);
    }

    async #readLists(kinds: ReadonlySet<HoldingKind>): Promise<boolean> {
        const signal = this.#loop?.signal;
        const engine = this.#connection?.engine;
        if (engine === undefined || signal === undefined) return true;
        try {
            const read = await readHoldings(engine, kinds, this.#holdings, signal);
            if (signal.aborted) return true;
            this.#holdings = read;
            if (this.#version === undefined) this.#changes.tell(undefined);
            else this.#setState({ kind: 'connected', version: this.#version, endpoint: engine.endpoint });
            return true;
        } catch (error) {
            if (signal.aborted) return true;
            this.#options.log.debug(`The engine's lists could not be read: ${String(error)}`);
            return false;
        }
    }

    /** For all who ask at the same time at once. */
    #connect(): Promise<Connection> {
        if (this.#connecting !== undefined) return this.#connecting;
        const connecting = findEngine(this.#options, this.#connection?.engine);
        this.#connecting = connecting;
        const isWanted = (): boolean => {
            const current = this.#connecting === connecting;
            if (current) this.#connecting = undefined;
            return current;
        };
        connecting.then(
            (found) => {
                if (!isWanted()) return;
                if (this.#connection?.engine !== found.engine) this.#connection?.engine.dispose();
                this.#connection = found;
            },
            (error: unknown) => {
                if (isWanted() && error instanceof EngineError) this.#lose(error);
            },
        );
        return connecting;
    }

    #lose(error: Error): void {
        this.#version = undefined;
        const known =
            error instanceof EngineError ? error : new EngineError('protocol', error.message, { cause: error });
        this.#setState({ kind: 'lost', error: known });
    }

    #setState(state: SessionState): void {
        this.#state = state;
        this.#changes.tell(undefined);
    }
}
