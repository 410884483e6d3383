import type { ExecOutput } from './exec';

const headerLength = 8;

/**
 * Cuts what a program without a terminal writes into its two streams: each piece comes behind a header of 8 bytes, which tells the stream and its length.
 */
export class ExecFrames {
    readonly #header = Buffer.alloc(headerLength);
    #filled = 0;
    #remaining = 0;
    #stream: ExecOutput['stream'] = 'stdout';

    /** Throws a `RangeError` for bytes that are none of such a stream. */
    *read(chunk: Uint8Array): Generator<ExecOutput, void, undefined> {
        let rest = chunk;
        while (rest.length > 0) {
            if (this.#remaining > 0) {
                const bytes = rest.subarray(0, this.#remaining);
                this.#remaining -= bytes.length;
                rest = rest.subarray(bytes.length);
                yield { stream: this.#stream, bytes };
                continue;
            }
            const taken = rest.subarray(0, headerLength - this.#filled);
            this.#header.set(taken, this.#filled);
            this.#filled += taken.length;
            rest = rest.subarray(taken.length);
            if (this.#filled === headerLength) this.#startFrame();
        }
    }

    #startFrame(): void {
        const [kind = 0, ...zeros] = this.#header.subarray(0, 4);
        if (kind > 3 || zeros.some((byte) => byte !== 0)) throw new RangeError('no frame of an output');
        this.#filled = 0;
        this.#remaining = this.#header.readUInt32BE(4);
        // what the engine itself complains of comes as a third stream
        this.#stream = kind === 0 || kind === 1 ? 'stdout' : 'stderr';
    }
}
