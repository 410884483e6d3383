/** What a tar archive begins with: one file, folder or link. */
export interface TarEntry {
    /** As it is written: it may be absolute, lead out of its folder, or hold anything else. */
    readonly name: string;
    readonly kind: 'file' | 'folder' | 'link' | 'other';
    /** A link to an earlier entry of the archive, by that entry's name. */
    readonly hard: boolean;
    readonly size: number;
    /** Milliseconds since 1970. */
    readonly modified: number;
    /** Permission bits. */
    readonly mode: number;
    /** Of a link: where it leads. */
    readonly target: string;
    /** Where its bytes begin in the archive. */
    readonly offset: number;
}

export const block = 512;
/** What may stand before the entry itself: names that are too long for its header. */
const mostBefore = 4 * 1024 * 1024;

/**
 * Reads the first entry of a tar archive (ustar, with the pax and GNU extensions for long names and large sizes) from its beginning.
 * Answers `undefined` while that is not long enough, and throws a `RangeError` where it is none.
 */
export function readFirstEntry(archive: Uint8Array): TarEntry | undefined {
    let offset = 0;
    let pax: ReadonlyMap<string, string> = new Map();
    let longTarget: string | undefined;
    let longName: string | undefined;
    for (;;) {
        const header = archive.subarray(offset, offset + block);
        if (header.length < block) return undefined;
        if (!hasChecksum(header)) throw new RangeError('no tar header');
        const type = String.fromCharCode(header[156] ?? 0);
        const size = readNumber(header.subarray(124, 136));
        const data = offset + block;
        if (!['x', 'g', 'L', 'K'].includes(type)) {
            const prefix = readText(header.subarray(257, 263)) === 'ustar' ? readText(header.subarray(345, 500)) : '';
            const shortName = readText(header.subarray(0, 100));
            const seconds = Number(pax.get('mtime') ?? readNumber(header.subarray(136, 148)));
            const mode = readNumber(header.subarray(100, 108));
            return {
                name: pax.get('path') ?? longName ?? (prefix === '' ? shortName : `${prefix}/${shortName}`),
                kind: kinds.get(type) ?? 'other',
                hard: type === '1',
                size: hasBody(type) ? checkedSize(Number(pax.get('size') ?? size)) : 0,
                modified: Number.isFinite(seconds) ? Math.round(seconds * 1000) : 0,
                mode: Number.isFinite(mode) ? mode & 0o7777 : 0,
                target: pax.get('linkpath') ?? longTarget ?? readText(header.subarray(157, 257)),
                offset: data,
            };
        }
        if (data + checkedSize(size) > mostBefore) throw new RangeError('extension headers that are too large');
        if (archive.length < data + size) return undefined;
        const extension = archive.subarray(data, data + size);
        if (type === 'x') pax = readPax(extension);
        if (type === 'K') longTarget = readText(extension);
        if (type === 'L') longName = readText(extension);
        offset = data + Math.ceil(size / block) * block;
    }
}

/** Links and devices have none, whatever size their header tells. */
function hasBody(type: string): boolean {
    return !/[1-6]/.test(type);
}

const kinds: ReadonlyMap<string, TarEntry['kind']> = new Map([
    ['0', 'file'],
    ['\0', 'file'],
    ['7', 'file'],
    ['5', 'folder'],
    ['1', 'link'],
    ['2', 'link'],
]);

function hasChecksum(header: Uint8Array): boolean {
    let sum = 0;
    for (const [index, byte] of header.entries()) sum += index >= 148 && index < 156 ? 32 : byte;
    return sum === readNumber(header.subarray(148, 156));
}

/** Octal digits, or a binary number where the highest bit is set. */
function readNumber(field: Uint8Array): number {
    const first = field[0] ?? 0;
    if ((first & 0x80) === 0) return Number.parseInt(readText(field).trim() || '0', 8);
    return field.subarray(1).reduce((value, byte) => value * 256 + byte, first & 0x7f);
}

function checkedSize(size: number): number {
    if (!Number.isSafeInteger(size) || size < 0) throw new RangeError('a size that is none');
    return size;
}

function readText(field: Uint8Array): string {
    const end = field.indexOf(0);
    return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
}

/** Records of `length key=value\n`, the length in bytes and counting itself. */
function readPax(data: Uint8Array): ReadonlyMap<string, string> {
    const records = new Map<string, string>();
    let start = 0;
    while (start < data.length) {
        const length = Number.parseInt(new TextDecoder().decode(data.subarray(start, start + 20)), 10);
        if (!(length > 0) || start + length > data.length) break;
        const record = new TextDecoder().decode(data.subarray(start, start + length));
        const [, key, value] = /^\d+ ([^=]+)=([\s\S]*)\n$/.exec(record) ?? [];
        if (key !== undefined && value !== undefined) records.set(key, value);
        start += length;
    }
    return records;
}
