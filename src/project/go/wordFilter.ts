/** Bits of a filter: with the 300 names of a usual file one answer in fifty is "perhaps" for nothing. */
const size = 1 << 14;

/**
 * Tells almost without cost that a file does not hold a word (letters, digits, `_`), so that questions about a whole
 * project need not search all its text. `true` means perhaps.
 */
export function createWordFilter(bytes: Uint8Array): (word: HashedWord) => boolean {
    const bits = new Uint32Array(size >> 5);
    let hash = 0;
    for (let at = 0; at <= bytes.length; at++) {
        const byte = bytes[at] ?? 0;
        if (isWordByte(byte)) {
            hash = mix(hash, byte);
        } else if (hash !== 0) {
            const bit = position(hash);
            bits[bit >> 5] = (bits[bit >> 5] ?? 0) | (1 << (bit & 31));
            hash = 0;
        }
    }
    return ({ bit }) => ((bits[bit >> 5] ?? 0) & (1 << (bit & 31))) !== 0;
}

/** A word that many filters are asked about. */
export interface HashedWord {
    readonly text: string;
    readonly bit: number;
}

export function hashWord(text: string): HashedWord {
    let hash = 0;
    for (let at = 0; at < text.length; at++) hash = mix(hash, text.charCodeAt(at));
    return { text, bit: position(hash) };
}

function isWordByte(byte: number): boolean {
    return (
        (byte >= 97 && byte <= 122) ||
        (byte >= 65 && byte <= 90) ||
        (byte >= 48 && byte <= 57) ||
        byte === 95 ||
        byte > 127
    );
}

/** Never 0, which means that no word has begun. */
function mix(hash: number, byte: number): number {
    return Math.imul(hash ^ byte, 16777619) || 1;
}

function position(hash: number): number {
    return (hash ^ (hash >>> 15)) & (size - 1);
}
