/** The engine writes events of one moment in any order, so those around the last one are asked for again. */
const overlap = 2_000_000_000n;
const mostRemembered = 4096;

/** Remembers which events were given out, so that a stream that is taken up again neither loses nor repeats one. */
export class SeenEvents {
    readonly #lines = new Map<string, bigint>();
    #latest = 0n;

    /** Where a new stream should begin, `undefined` before the first event. */
    get since(): bigint | undefined {
        return this.#latest === 0n ? undefined : this.#latest - overlap;
    }

    /** Whether an event is new; it counts as seen from now on. */
    add(line: string, time: bigint): boolean {
        if (this.#lines.has(line)) return false;
        this.#lines.set(line, time);
        if (time > this.#latest) this.#latest = time;
        if (this.#lines.size > mostRemembered) this.#forget();
        return true;
    }

    /** Only what a new stream could repeat has to be remembered, and of that a bounded number. */
    #forget(): void {
        const floor = this.#latest - overlap;
        for (const [line, time] of this.#lines) {
            if (time < floor || this.#lines.size > mostRemembered) this.#lines.delete(line);
            if (this.#lines.size <= mostRemembered / 2) return;
        }
    }
}
