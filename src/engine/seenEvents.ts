/** The engine writes events of one moment in any order, so those around the last one are asked for again. */
const overlap = 2_000_000_000n;
/** An engine keeps 256 events to tell again. */
const mostRemembered = 4096;

/** Remembers which events were given out, so that a stream that is taken up again neither loses nor repeats one. */
export class SeenEvents {
    readonly #lines = new Set<string>();
    #latest = 0n;

    /** Where a new stream should begin, `undefined` before the first event. */
    get since(): bigint | undefined {
        return this.#latest === 0n ? undefined : this.#latest - overlap;
    }

    /** Whether an event is new; it counts as seen from now on. */
    add(line: string, time: bigint): boolean {
        if (this.#lines.has(line)) return false;
        this.#lines.add(line);
        if (time > this.#latest) this.#latest = time;
        if (this.#lines.size > mostRemembered) this.#forget();
        return true;
    }

    /** The newest are those that a new stream could repeat. */
    #forget(): void {
        for (const line of this.#lines.keys()) {
            if (this.#lines.size <= mostRemembered / 2) return;
            this.#lines.delete(line);
        }
    }
}
