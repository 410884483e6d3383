import { setTimeout as pause } from 'node:timers/promises';

const flushMilliseconds = 16;
/** Of one piece; a flood is held back to what a terminal can draw, and the engine waits. */
const largestPiece = 64 * 1024;

/** Hands lines to a terminal in pieces: each piece goes to the window and back. */
export class TerminalWriter {
    readonly #write: (text: string) => void;
    readonly #signal: AbortSignal;
    #waiting = '';
    #timer: NodeJS.Timeout | undefined;

    constructor(write: (text: string) => void, signal: AbortSignal) {
        this.#write = write;
        this.#signal = signal;
    }

    async line(text: string): Promise<void> {
        this.#add(`${text}\r\n`);
        if (this.#waiting.length < largestPiece) return;
        this.flush();
        await pause(flushMilliseconds, undefined, { signal: this.#signal });
    }

    /** A line of ours, which no program has written. */
    note(text: string): void {
        this.#add(`\u001B[2m${text}\u001B[22m\r\n`);
    }

    flush(): void {
        clearTimeout(this.#timer);
        this.#timer = undefined;
        if (this.#waiting !== '') this.#write(this.#waiting);
        this.#waiting = '';
    }

    #add(text: string): void {
        this.#waiting += text;
        this.#timer ??= setTimeout(() => {
            this.flush();
        }, flushMilliseconds);
    }
}
