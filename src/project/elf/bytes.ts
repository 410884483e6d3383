/** Reads at most `length` bytes at `offset`; fewer at the end of the file. */
export type ReadAt = (offset: number, length: number) => Promise<Uint8Array>;

/** Numbers of one byte order and word size, from bytes that may end too early: then they are `undefined`. */
export interface Words {
    readonly wide: boolean;
    u8(bytes: Uint8Array, at: number): number | undefined;
    u16(bytes: Uint8Array, at: number): number | undefined;
    u32(bytes: Uint8Array, at: number): number | undefined;
    /** A 64-bit number; `undefined` too where it is larger than any offset can be. */
    u64(bytes: Uint8Array, at: number): number | undefined;
    /** An address or size of the file's own width. */
    word(bytes: Uint8Array, at: number): number | undefined;
}

export function wordsOf(little: boolean, wide: boolean): Words {
    const view = (bytes: Uint8Array, at: number, size: number): DataView | undefined =>
        at >= 0 && at + size <= bytes.length ? new DataView(bytes.buffer, bytes.byteOffset + at, size) : undefined;
    const u32 = (bytes: Uint8Array, at: number): number | undefined => view(bytes, at, 4)?.getUint32(0, little);
    const u64 = (bytes: Uint8Array, at: number): number | undefined => {
        const value = view(bytes, at, 8)?.getBigUint64(0, little);
        return value === undefined || value > BigInt(Number.MAX_SAFE_INTEGER) ? undefined : Number(value);
    };
    return {
        wide,
        u8: (bytes, at) => bytes[at],
        u16: (bytes, at) => view(bytes, at, 2)?.getUint16(0, little),
        u32,
        u64,
        word: wide ? u64 : u32,
    };
}

/** The text up to the next zero byte; `undefined` where there is none within reach. */
export function textAt(bytes: Uint8Array, at: number): string | undefined {
    if (at < 0 || at >= bytes.length) return undefined;
    const end = bytes.indexOf(0, at);
    return end < 0 ? undefined : new TextDecoder().decode(bytes.subarray(at, end));
}
