import { decode, Piece, type Read } from './source';

/** What an ELF file's tables say; after the System V ABI, chapters 4 and 5. */
export interface Elf {
    readonly class: 32 | 64;
    readonly littleEndian: boolean;
    /** `e_machine`. */
    readonly machine: number;
    /** The loader that starts it, such as `/lib64/ld-linux-x86-64.so.2`. */
    readonly interpreter: string | undefined;
    /** Shared libraries that it wants, such as `libc.so.6`. */
    readonly libraries: readonly string[];
    readonly segments: readonly Segment[];
    readonly sections: readonly Section[];
}

export interface Segment {
    readonly type: number;
    readonly writable: boolean;
    readonly offset: number;
    readonly address: number;
    /** Bytes in the file. */
    readonly size: number;
}

export interface Section {
    readonly name: string;
    readonly type: number;
    readonly offset: number;
    readonly size: number;
}

export const symbolTable = 2;
export const loaded = 1;
const dynamic = 2;
const interpreterSegment = 3;
const needed = 1;
const stringTable = 5;

/** Far more than a linker writes; a file that claims more is no program. */
const mostEntries = 4096;
const longestTable = 1 << 20;
const longestInterpreter = 4096;

/** `undefined` for what is no ELF file, or for one that is cut or broken. */
export async function readElf(read: Read): Promise<Elf | undefined> {
    const head = await read(0, 64);
    const magic = [0x7f, 0x45, 0x4c, 0x46];
    if (head.length < 52 || !magic.every((byte, at) => head[at] === byte)) return undefined;
    if (head[4] !== 1 && head[4] !== 2) return undefined;
    const wide = head[4] === 2;
    const littleEndian = head[5] !== 2;
    try {
        const piece = new Piece(head, littleEndian);
        const segments = await readSegments(read, piece, wide, littleEndian);
        return {
            class: wide ? 64 : 32,
            littleEndian,
            machine: piece.u16(18),
            interpreter: await readInterpreter(read, segments),
            libraries: await readLibraries(read, segments, wide, littleEndian),
            segments,
            sections: await readSections(read, piece, wide, littleEndian),
        };
    } catch (error) {
        if (error instanceof RangeError) return undefined;
        throw error;
    }
}

async function readTable(read: Read, offset: number, size: number, count: number): Promise<Uint8Array> {
    if (count > mostEntries || !Number.isFinite(offset)) throw new RangeError('a table that cannot be');
    return read(offset, size * count);
}

async function readSegments(read: Read, head: Piece, wide: boolean, littleEndian: boolean): Promise<Segment[]> {
    const word = wide ? 8 : 4;
    const size = head.u16(wide ? 54 : 42);
    const count = head.u16(wide ? 56 : 44);
    const table = new Piece(await readTable(read, head.word(wide ? 32 : 28, word), size, count), littleEndian);
    return Array.from({ length: count }, (_, index) => {
        const at = index * size;
        return {
            type: table.u32(at),
            writable: (table.u32(at + (wide ? 4 : 24)) & 2) !== 0,
            offset: table.word(at + (wide ? 8 : 4), word),
            address: table.word(at + (wide ? 16 : 8), word),
            size: table.word(at + (wide ? 32 : 16), word),
        };
    });
}

async function readSections(read: Read, head: Piece, wide: boolean, littleEndian: boolean): Promise<Section[]> {
    const word = wide ? 8 : 4;
    const size = head.u16(wide ? 58 : 46);
    const count = head.u16(wide ? 60 : 48);
    const names = head.u16(wide ? 62 : 50);
    if (count === 0) return [];
    const table = new Piece(await readTable(read, head.word(wide ? 40 : 32, word), size, count), littleEndian);
    const sections = Array.from({ length: count }, (_, index) => {
        const at = index * size;
        return {
            name: table.u32(at),
            type: table.u32(at + 4),
            offset: table.word(at + (wide ? 24 : 16), word),
            size: table.word(at + (wide ? 32 : 20), word),
        };
    });
    const strings = sections[names];
    const texts = new Piece(
        strings === undefined ? new Uint8Array() : await read(strings.offset, Math.min(strings.size, longestTable)),
        littleEndian,
    );
    return sections.map((section) => ({ ...section, name: texts.text(section.name) }));
}

async function readInterpreter(read: Read, segments: readonly Segment[]): Promise<string | undefined> {
    const segment = segments.find(({ type }) => type === interpreterSegment);
    if (segment === undefined) return undefined;
    const bytes = await read(segment.offset, Math.min(segment.size, longestInterpreter));
    return decode(bytes).replace(/\0.*$/s, '');
}

/** The names behind the `DT_NEEDED` entries of the dynamic segment. */
async function readLibraries(
    read: Read,
    segments: readonly Segment[],
    wide: boolean,
    littleEndian: boolean,
): Promise<string[]> {
    const segment = segments.find(({ type }) => type === dynamic);
    if (segment === undefined) return [];
    const word = wide ? 8 : 4;
    const bytes = await read(segment.offset, Math.min(segment.size, longestTable));
    const table = new Piece(bytes, littleEndian);
    const entries = Array.from({ length: Math.floor(bytes.length / (2 * word)) }, (_, index) => ({
        tag: table.word(index * 2 * word, word),
        value: table.word(index * 2 * word + word, word),
    }));
    const names = entries.filter(({ tag }) => tag === needed).map(({ value }) => value);
    const address = entries.find(({ tag }) => tag === stringTable)?.value;
    const offset = address === undefined ? undefined : offsetOf(segments, address);
    if (names.length === 0 || offset === undefined) return [];
    const texts = new Piece(await read(offset, Math.min(Math.max(...names) + 4096, longestTable)), littleEndian);
    return names.map((at) => texts.text(at));
}

/** Where in the file the byte lies that is loaded to an address. */
export function offsetOf(segments: readonly Segment[], address: number): number | undefined {
    const segment = segments.find(
        (each) => each.type === loaded && address >= each.address && address < each.address + each.size,
    );
    return segment === undefined ? undefined : segment.offset + (address - segment.address);
}
