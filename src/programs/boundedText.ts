/**
 * Keeps the beginning and the end of a text that may grow without end, each at most half of `limit` UTF-16 units;
 * what falls out between them is counted and named in `text()`.
 */
export class BoundedText {
    readonly #half: number;
    #head = '';
    #tail = '';
    #dropped = 0;

    constructor(limit: number) {
        this.#half = Math.max(1, Math.floor(limit / 2));
    }

    get truncated(): boolean {
        return this.#dropped > 0 || this.#tail.length > this.#half;
    }

    add(text: string): void {
        const room = this.#half - this.#head.length;
        this.#head += text.slice(0, room);
        this.#tail += text.slice(room);
        // cut only when it has doubled, so that the cost stays linear
        if (this.#tail.length > 2 * this.#half) this.#cutTail();
    }

    text(): string {
        if (this.#tail.length > this.#half) this.#cutTail();
        const gap = this.#dropped > 0 ? `\n… ${this.#dropped} characters left out …\n` : '';
        return this.#head + gap + this.#tail;
    }

    #cutTail(): void {
        this.#dropped += this.#tail.length - this.#half;
        this.#tail = this.#tail.slice(-this.#half);
    }
}
