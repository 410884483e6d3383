import { block, readFirstEntry, type TarEntry } from './tar';

/** An entry of an archive, or the next bytes of the entry before. */
export type TarPiece = TarEntry | Uint8Array;

/** Cuts a tar archive that comes in chunks of any size into its entries and their bytes. */
export class TarPieces {
    /** What is not understood yet: the beginning of a header. */
    #kept: Uint8Array = new Uint8Array();
    #body = 0;
    #padding = 0;
    #ended = false;

    /** The archive is whole. */
    get ended(): boolean {
        return this.#ended;
    }

    /** Throws a `RangeError` where it is no archive. */
    *read(chunk: Uint8Array): Generator<TarPiece, void, undefined> {
        let rest = this.#kept.length === 0 ? chunk : Buffer.concat([this.#kept, chunk]);
        while (rest.length > 0 && !this.#ended) {
            if (this.#body > 0) {
                const bytes = rest.subarray(0, this.#body);
                this.#body -= bytes.length;
                rest = rest.subarray(bytes.length);
                yield bytes;
                continue;
            }
            const skipped = Math.min(this.#padding, rest.length);
            this.#padding -= skipped;
            rest = rest.subarray(skipped);
            if (rest.length < block) break;
            if (rest.subarray(0, block).every((byte) => byte === 0)) {
                this.#ended = true;
                break;
            }
            const entry = readFirstEntry(rest);
            if (entry === undefined) break;
            rest = rest.subarray(entry.offset);
            this.#body = entry.size;
            this.#padding = (block - (entry.size % block)) % block;
            yield entry;
        }
        // what is kept is copied, lest it holds on to the whole chunk
        this.#kept = this.#ended ? new Uint8Array() : Uint8Array.from(rest);
    }
}

export function isEntry(piece: TarPiece): piece is TarEntry {
    return 'kind' in piece;
}
