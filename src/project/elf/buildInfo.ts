import { loaded, offsetOf, type Elf } from './readElf';
import { decode, Piece, type Read } from './source';

/** What `go build` wrote into a binary; its format is that of Go's package debug/buildinfo. */
export interface BuildInfo {
    /** Such as `go1.26.8`. */
    readonly goVersion: string;
    /** Lines of `path`, `mod`, `dep`, `=>` and `build`, tab-separated; empty for a program built without modules. */
    readonly modules: string;
}

/** What follows its first byte, 0xff. */
const magic = new TextEncoder().encode(' Go buildinf:');
const headerLength = 32;
const alignment = 16;
/** How far into the data segment a linker puts it where there are no section names. */
const searched = 1 << 16;
const longestText = 1 << 20;

export async function readBuildInfo(read: Read, elf: Elf): Promise<BuildInfo | undefined> {
    const start = await findHeader(read, elf);
    if (start === undefined) return undefined;
    const header = await read(start, headerLength);
    const flags = header[15] ?? 0;
    // Since Go 1.18 both texts follow the header; before, it points to them.
    if ((flags & 2) !== 0) {
        const version = await readCounted(read, start + headerLength);
        const modules = version && (await readCounted(read, version.end));
        return version && { goVersion: version.text, modules: withoutFrame(modules?.bytes) };
    }
    const word = header[14] === 4 ? 4 : 8;
    const pointers = new Piece(header, (flags & 1) === 0);
    const version = await readGoString(read, elf, pointers.word(16, word), word);
    const modules = await readGoString(read, elf, pointers.word(16 + word, word), word);
    return version && { goVersion: decode(version), modules: withoutFrame(modules) };
}

async function findHeader(read: Read, { sections, segments }: Elf): Promise<number | undefined> {
    const section = sections.find(({ name }) => name === '.go.buildinfo');
    const place = section ?? segments.find(({ type, writable }) => type === loaded && writable);
    if (place === undefined || !Number.isFinite(place.offset)) return undefined;
    const bytes = await read(place.offset, Math.min(place.size, searched));
    for (let at = 0; at + headerLength <= bytes.length; at += alignment) {
        if (isHeader(bytes, at)) return place.offset + at;
    }
    return undefined;
}

function isHeader(bytes: Uint8Array, at: number): boolean {
    return bytes[at] === 0xff && magic.every((byte, index) => bytes[at + 1 + index] === byte);
}

interface Counted {
    readonly bytes: Uint8Array;
    readonly text: string;
    readonly end: number;
}

/** A text behind its length, which is written seven bits a byte, lowest first. */
async function readCounted(read: Read, start: number): Promise<Counted | undefined> {
    const prefix = await read(start, 10);
    let length = 0;
    let at = 0;
    for (; ; at++) {
        const byte = prefix[at];
        if (byte === undefined) return undefined;
        length += (byte & 0x7f) * 2 ** (7 * at);
        if (byte < 0x80) break;
    }
    if (length > longestText) return undefined;
    const bytes = await read(start + at + 1, length);
    return bytes.length < length ? undefined : { bytes, text: decode(bytes), end: start + at + 1 + length };
}

/** A string header in the data: the address of its bytes, and their number. */
async function readGoString(read: Read, elf: Elf, address: number, word: 4 | 8): Promise<Uint8Array | undefined> {
    const header = offsetOf(elf.segments, address);
    if (header === undefined) return undefined;
    const bytes = await read(header, 2 * word);
    if (bytes.length < 2 * word) return undefined;
    const piece = new Piece(bytes, elf.littleEndian);
    const length = piece.word(word, word);
    const text = offsetOf(elf.segments, piece.word(0, word));
    return text === undefined || length > longestText ? undefined : read(text, length);
}

/** The module lines stand between two marks of 16 bytes. */
function withoutFrame(bytes: Uint8Array | undefined): string {
    if (bytes === undefined || bytes.length < 33 || bytes[bytes.length - 17] !== 0x0a) return '';
    return decode(bytes.subarray(16, bytes.length - 16));
}
