/** Values that come by themselves (from a stream's callbacks), to be iterated by one reader, which gets all before the end. */
export class Channel<T> implements AsyncIterable<T> {
    #values: T[] = [];
    #read = 0;
    #closed = false;
    #wake: () => void = () => undefined;

    get waiting(): number {
        return this.#values.length - this.#read;
    }

    push(value: T): void {
        this.#values.push(value);
        this.#wake();
    }

    /** Forgets what waits and puts one value in its place. */
    clear(replacement: T): void {
        this.#values = [replacement];
        this.#read = 0;
    }

    close(): void {
        this.#closed = true;
        this.#wake();
    }

    async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
        for (;;) {
            if (this.waiting > 0) {
                yield this.#values[this.#read++] as T;
            } else if (this.#closed) {
                return;
            } else {
                this.#values = [];
                this.#read = 0;
                await new Promise<void>((resolve) => (this.#wake = resolve));
            }
        }
    }
}
