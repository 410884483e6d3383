/** The first of a burst is read soon, what follows at most so often. */
const soonMilliseconds = 30;
const restMilliseconds = 200;
const afterFailureMilliseconds = 1000;

/** Reads what was said to have changed, once for a burst of changes and never twice at the same time. */
export class TrailingReader<Kind> {
    readonly #read: (kinds: ReadonlySet<Kind>) => Promise<boolean>;
    #wanted = new Set<Kind>();
    #timer: NodeJS.Timeout | undefined;
    #reading: object | undefined;
    #lastRead = -Infinity;

    /** @param read answers `false` where it failed and is to be tried again */
    constructor(read: (kinds: ReadonlySet<Kind>) => Promise<boolean>) {
        this.#read = read;
    }

    request(kinds: readonly Kind[], delay = this.#usualDelay()): void {
        for (const kind of kinds) this.#wanted.add(kind);
        if (this.#timer !== undefined || this.#reading !== undefined) return;
        this.#timer = setTimeout(() => void this.#run(), delay);
    }

    /** Forgets what was requested; the result of a reading that is under way is the reader's to drop. */
    cancel(): void {
        clearTimeout(this.#timer);
        this.#timer = undefined;
        this.#reading = undefined;
        this.#wanted.clear();
    }

    #usualDelay(): number {
        return performance.now() - this.#lastRead > restMilliseconds ? soonMilliseconds : restMilliseconds;
    }

    async #run(): Promise<void> {
        const reading = {};
        const kinds = this.#wanted;
        this.#timer = undefined;
        this.#wanted = new Set();
        this.#reading = reading;
        const isDone = await this.#read(kinds);
        if (this.#reading !== reading) return;
        this.#reading = undefined;
        this.#lastRead = performance.now();
        if (!isDone) this.request([...kinds], afterFailureMilliseconds);
        else if (this.#wanted.size > 0) this.request([]);
    }
}
