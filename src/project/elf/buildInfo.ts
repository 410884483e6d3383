import { wordsOf, type ReadAt } from './bytes';
import { readAddress, segmentTypes, type Elf } from './readElf';

/** What the Go linker writes into every program: the text that `go version -m` shows. */
export interface BuildInfo {
    /** Such as `go1.26.8`. */
    readonly goVersion: string;
    readonly lines: string;
}

const magic = [0xff, ...new TextEncoder().encode(' Go buildinf:')];
const headerSize = 32;
const alignment = 16;
/** The header stands at the beginning of its section; without sections it is looked for this far into the data. */
const searched = 1 << 20;
const longestVersion = 1 << 10;
/** Much more than the list of the largest programs takes. */
const longestLines = 1 << 22;
const inlineFlag = 2;

/** Go's build info in the formats since Go 1.13 (src/debug/buildinfo/buildinfo.go of Go); `undefined` where there is none. */
export async function readBuildInfo(elf: Elf, read: ReadAt): Promise<BuildInfo | undefined> {
    const section = elf.sections.find(({ name, size }) => name === '.go.buildinfo' && size > 0);
    const data = elf.segments.find(({ type, flags }) => type === segmentTypes.load && (flags & 3) === 2);
    const from = section ?? data;
    if (from === undefined) return undefined;
    const bytes = await read(from.offset, Math.min(from.size, searched));
    const at = findMagic(bytes);
    if (at === undefined) return undefined;
    const flags = bytes[at + 15] ?? 0;
    if ((flags & inlineFlag) !== 0) return readInline(read, from.offset + at + headerSize);
    return readPointers(elf, read, bytes.subarray(at, at + headerSize));
}

function findMagic(bytes: Uint8Array): number | undefined {
    for (let at = 0; at + headerSize <= bytes.length; at += alignment)
        if (magic.every((byte, index) => bytes[at + index] === byte)) return at;
    return undefined;
}

/** Since Go 1.18: both strings behind the header, each after its length. */
async function readInline(read: ReadAt, offset: number): Promise<BuildInfo | undefined> {
    const version = await readCounted(read, offset, longestVersion);
    if (version === undefined) return undefined;
    const lines = await readCounted(read, version.end, longestLines);
    return lines === undefined ? undefined : { goVersion: decode(version.bytes), lines: decode(unframe(lines.bytes)) };
}

async function readCounted(
    read: ReadAt,
    offset: number,
    longest: number,
): Promise<{ bytes: Uint8Array; end: number } | undefined> {
    const prefix = await read(offset, 5);
    let length = 0;
    for (let index = 0; index < prefix.length; index++) {
        const byte = prefix[index] ?? 0;
        length += (byte & 0x7f) * 2 ** (7 * index);
        if (byte >= 0x80) continue;
        if (length > longest) return undefined;
        const start = offset + index + 1;
        const bytes = await read(start, length);
        return bytes.length < length ? undefined : { bytes, end: start + length };
    }
    return undefined;
}

/** Before Go 1.18: pointers to two Go strings, each a pointer and a length. */
async function readPointers(elf: Elf, read: ReadAt, header: Uint8Array): Promise<BuildInfo | undefined> {
    const width = header[14];
    if (width !== 4 && width !== 8) return undefined;
    const words = wordsOf((header[15] ?? 0) % 2 === 0, width === 8);
    const readString = async (at: number, longest: number): Promise<Uint8Array | undefined> => {
        const pointer = words.word(header, at);
        if (pointer === undefined || pointer === 0) return undefined;
        const value = await readAddress(elf, read, pointer, 2 * width);
        const address = words.word(value, 0);
        const length = words.word(value, width);
        if (address === undefined || length === undefined || length > longest) return undefined;
        const bytes = await readAddress(elf, read, address, length);
        return bytes.length < length ? undefined : bytes;
    };
    const version = await readString(16, longestVersion);
    if (version === undefined || version.length === 0) return undefined;
    const lines = await readString(16 + width, longestLines);
    return { goVersion: decode(version), lines: decode(unframe(lines ?? new Uint8Array())) };
}

/** The list stands between two marks of 16 bytes, so that it can be found without this header. */
function unframe(bytes: Uint8Array): Uint8Array {
    return bytes.length >= 33 && bytes[bytes.length - 17] === 10 ? bytes.subarray(16, -16) : new Uint8Array();
}

function decode(bytes: Uint8Array): string {
    return new TextDecoder().decode(bytes);
}
