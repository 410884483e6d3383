import type { Discovery } from '../../../src/engine/discoverEndpoints';
import type { Container, ContainerDetails, Endpoint, Engine, EngineEvent, LogLine } from '../../../src/engine/engine';
import { EngineError } from '../../../src/engine/engineError';
import { Channel } from '../../../src/engine/channel';
import { createEngineSession, type EngineSession } from '../../../src/editor/containers/session';

export const endpoint: Endpoint = {
    address: 'unix:///run/test.sock',
    context: undefined,
    because: 'the test',
    tls: undefined,
};
const version = { name: 'Test Engine', version: '1', api: '1.45', os: 'linux', arch: 'amd64' };
const silent = () => undefined;
export const log = { trace: silent, debug: silent, info: silent, warn: silent, error: silent };

/** An engine that is switched on and off, and tells what the test wants. */
export class TestEngine {
    isUp = true;
    isChosen = true;
    isTrusted = true;
    containers: readonly Container[] = [];
    /** By container id. */
    readonly logs = new Map<string, Channel<LogLine>>();
    readonly calls: string[] = [];
    #watchers = new Set<Channel<EngineEvent>>();

    get watchers(): number {
        return this.#watchers.size;
    }

    session(): EngineSession {
        return createEngineSession({
            log,
            discover: () => this.#discover(),
            open: () => Promise.resolve(this.#open()),
            isTrusted: () => this.isTrusted,
            pauses: { firstMilliseconds: 5, longestMilliseconds: 20 },
        });
    }

    tell(event: EngineEvent): void {
        for (const watcher of this.#watchers) watcher.push(event);
    }

    happen(action: string, id = 'x', kind: 'container' | 'image' = 'container'): void {
        this.tell({ kind, action, id, time: 0n, attributes: {} });
    }

    goDown(): void {
        this.isUp = false;
        this.tell({ kind: 'lost', error: this.#refuse(), nextTryMilliseconds: 1 });
    }

    comeBack(): void {
        this.isUp = true;
        this.tell({ kind: 'connected', version });
    }

    #discover(): Promise<Discovery> {
        this.calls.push('discover');
        const chosen = this.isChosen ? endpoint : undefined;
        return Promise.resolve({ chosen, problem: undefined, candidates: [endpoint] });
    }

    #refuse(): EngineError {
        return new EngineError('unreachable', 'No container engine answers', { endpoint });
    }

    #answer<Value>(call: string, value: Value): Promise<Value> {
        this.calls.push(call);
        return this.isUp ? Promise.resolve(value) : Promise.reject(this.#refuse());
    }

    #open(): Engine {
        const engine: Partial<Engine> = {
            endpoint,
            version: () => this.#answer('version', version),
            containers: () => this.#answer('containers', this.containers),
            images: () => this.#answer('images', []),
            volumes: () => this.#answer('volumes', []),
            networks: () => this.#answer('networks', []),
            inspect: (id) => this.#inspect(id),
            watch: (signal) => this.#watch(signal),
            logs: (id, options, signal) => this.#follow(id, options.since, signal),
            dispose: () => this.calls.push('dispose'),
        };
        return engine as Engine;
    }

    #inspect(id: string): Promise<ContainerDetails> {
        const found = this.containers.find((container) => container.id === id);
        if (found === undefined)
            return Promise.reject(new EngineError('missing', 'No such container', { status: 404 }));
        return this.#answer('inspect', { ...found, exitCode: found.exitCode ?? 0 } as unknown as ContainerDetails);
    }

    async *#watch(signal: AbortSignal): AsyncGenerator<EngineEvent> {
        this.calls.push('watch');
        const events = new Channel<EngineEvent>();
        this.#watchers.add(events);
        signal.addEventListener('abort', () => {
            events.close();
        });
        try {
            if (this.isUp) yield { kind: 'connected', version };
            yield* events;
            signal.throwIfAborted();
        } finally {
            this.#watchers.delete(events);
        }
    }

    async *#follow(id: string, since: string | undefined, signal: AbortSignal): AsyncGenerator<LogLine> {
        this.calls.push(`logs ${id}${since === undefined ? '' : ` since ${since}`}`);
        const lines = this.logs.get(id);
        if (lines === undefined) throw new EngineError('missing', 'No such container', { status: 404 });
        signal.addEventListener('abort', () => {
            lines.close();
        });
        yield* lines;
        signal.throwIfAborted();
    }
}

export async function eventually(claim: () => boolean, what: string): Promise<void> {
    for (let tries = 0; tries < 300; tries++) {
        if (claim()) return;
        await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`never: ${what}`);
}
