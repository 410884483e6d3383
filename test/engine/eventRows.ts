import assert from 'node:assert/strict';
import type { Container, Engine } from '../../src/engine/engine';

/**
 * Rows of containers as a view keeps them: lists are read when the watcher says so, and each event changes one row. What comes twice, or of a row that
 * should not be there, fails.
 */
export class EventRows {
    readonly names = new Map<string, string>();
    /** Every event so far. */
    readonly told: string[] = [];
    connections = 0;
    #reading: Promise<void> = Promise.resolve();
    readonly #engine: Engine;
    readonly #isOurs: (labels: Readonly<Record<string, string>>) => boolean;

    constructor(engine: Engine, isOurs: (labels: Readonly<Record<string, string>>) => boolean) {
        this.#engine = engine;
        this.#isOurs = isOurs;
    }

    async follow(signal: AbortSignal): Promise<void> {
        for await (const event of this.#engine.watch(signal)) {
            if (event.kind === 'connected') {
                this.connections++;
                this.#reading = this.#readList(signal);
            } else if (event.kind === 'container' && this.#isOurs(event.attributes)) {
                this.told.push(`${event.time} ${event.action} ${event.id}`);
                // the list first: what was told meanwhile may be older than it, and changes nothing then
                await this.#reading;
                this.#change(event.id, event.action, event.attributes['name'] ?? '');
            }
        }
    }

    async matches(): Promise<boolean> {
        await this.#reading;
        return JSON.stringify(sorted(this.names)) === JSON.stringify(sorted(await this.#list()));
    }

    async assertSame(): Promise<void> {
        assert.deepEqual(sorted(this.names), sorted(await this.#list()));
        assert.equal(new Set(this.told).size, this.told.length, 'no event is told twice');
    }

    async #readList(signal: AbortSignal): Promise<void> {
        try {
            const rows = await this.#list(signal);
            this.names.clear();
            for (const [id, name] of rows) this.names.set(id, name);
        } catch {
            // the engine went away again: `connected` comes again, too
        }
    }

    async #list(signal?: AbortSignal): Promise<Map<string, string>> {
        const ours = (await this.#engine.containers(signal)).filter((row: Container) => this.#isOurs(row.labels));
        return new Map(ours.map(({ id, name }) => [id, name]));
    }

    #change(id: string, action: string, name: string): void {
        if (action === 'destroy') this.names.delete(id);
        else if (action === 'create' || action === 'rename') this.names.set(id, name);
    }
}

function sorted(names: ReadonlyMap<string, string>): string[] {
    return [...names].map(([id, name]) => `${name} ${id}`).sort();
}
