/** Bytes of a file, read piece by piece; fewer than asked for at its end. */
export type Read = (offset: number, length: number) => Promise<Uint8Array>;

/** Numbers and texts of one piece, in the file's byte order; a place outside of the piece throws a `RangeError`. */
export class Piece {
    readonly #view: DataView;
    readonly #bytes: Uint8Array;
    readonly #littleEndian: boolean;

    constructor(bytes: Uint8Array, littleEndian: boolean) {
        this.#bytes = bytes;
        this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
        this.#littleEndian = littleEndian;
    }

    u16(at: number): number {
        return this.#view.getUint16(at, this.#littleEndian);
    }

    u32(at: number): number {
        return this.#view.getUint32(at, this.#littleEndian);
    }

    /** An address or size: 4 or 8 bytes. One that no file can have becomes infinite. */
    word(at: number, bytes: 4 | 8): number {
        if (bytes === 4) return this.u32(at);
        const value = this.#view.getBigUint64(at, this.#littleEndian);
        return value > BigInt(Number.MAX_SAFE_INTEGER) ? Infinity : Number(value);
    }

    /** The text up to the next zero byte. */
    text(at: number): string {
        const end = this.#bytes.indexOf(0, at);
        return decode(this.#bytes.subarray(at, end < 0 ? undefined : end));
    }
}

export function decode(bytes: Uint8Array): string {
    return new TextDecoder().decode(bytes);
}
