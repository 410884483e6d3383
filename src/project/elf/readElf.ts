import { textAt, wordsOf, type ReadAt, type Words } from './bytes';

/** The parts of an ELF file that say how it is linked (https://refspecs.linuxfoundation.org/elf/gabi4+/contents.html). */
export interface Elf {
    readonly words: Words;
    readonly little: boolean;
    readonly machine: number;
    readonly segments: readonly Segment[];
    readonly sections: readonly Section[];
}

interface Segment {
    readonly type: number;
    readonly flags: number;
    readonly offset: number;
    readonly address: number;
    /** Bytes in the file. */
    readonly size: number;
}

interface Section {
    readonly name: string;
    readonly offset: number;
    readonly size: number;
}

export const segmentTypes = { load: 1, dynamic: 2, interpreter: 3 } as const;

const mostHeaders = 4096;
const largestNames = 1 << 20;

/** `undefined` where the file is no ELF file, or ends before its own headers do. */
export async function readElf(read: ReadAt): Promise<Elf | undefined> {
    const head = await read(0, 64);
    const wide = head[4] === 2;
    if (textOf(head.subarray(0, 4)) !== '\x7fELF' || head.length < (wide ? 64 : 52)) return undefined;
    if ((!wide && head[4] !== 1) || (head[5] !== 1 && head[5] !== 2)) return undefined;
    const little = head[5] === 1;
    const words = wordsOf(little, wide);
    const machine = words.u16(head, 18);
    const segments = await readSegments(read, words, head);
    const sections = await readSections(read, words, head);
    if (machine === undefined || segments === undefined || sections === undefined) return undefined;
    return { words, little, machine, segments, sections };
}

/** Bytes at an address of the loaded program, as far as the file holds them. */
export function readAddress({ segments }: Elf, read: ReadAt, address: number, length: number): Promise<Uint8Array> {
    const segment = segments.find(
        ({ type, address: start, size }) => type === segmentTypes.load && address >= start && address < start + size,
    );
    if (segment === undefined) return Promise.resolve(new Uint8Array());
    const within = address - segment.address;
    return read(segment.offset + within, Math.min(length, segment.size - within));
}

async function readSegments(read: ReadAt, words: Words, head: Uint8Array): Promise<Segment[] | undefined> {
    const { wide } = words;
    const table = await readTable(read, words, head, wide ? [32, 54, 56] : [28, 42, 44], wide ? 56 : 32);
    return table?.flatMap((entry) => {
        const type = words.u32(entry, 0);
        const flags = words.u32(entry, wide ? 4 : 24);
        const offset = words.word(entry, wide ? 8 : 4);
        const address = words.word(entry, wide ? 16 : 8);
        const size = words.word(entry, wide ? 32 : 16);
        const known = type !== undefined && flags !== undefined && offset !== undefined;
        return known && address !== undefined && size !== undefined ? { type, flags, offset, address, size } : [];
    });
}

async function readSections(read: ReadAt, words: Words, head: Uint8Array): Promise<Section[] | undefined> {
    const { wide } = words;
    const table = await readTable(read, words, head, wide ? [40, 58, 60] : [32, 46, 48], wide ? 64 : 40);
    if (table === undefined) return undefined;
    const place = (entry: Uint8Array): { offset: number | undefined; size: number | undefined } => ({
        offset: words.word(entry, wide ? 24 : 16),
        size: words.word(entry, wide ? 32 : 20),
    });
    const namesEntry = table[words.u16(head, wide ? 62 : 50) ?? 0];
    const at = namesEntry === undefined ? undefined : place(namesEntry);
    const names =
        at?.offset === undefined || at.size === undefined
            ? new Uint8Array()
            : await read(at.offset, Math.min(at.size, largestNames));
    return table.flatMap((entry) => {
        const { offset, size } = place(entry);
        const name = textAt(names, words.u32(entry, 0) ?? -1) ?? '';
        return offset === undefined || size === undefined ? [] : { name, offset, size };
    });
}

/** The entries of a header table: `fields` are the places of its offset, entry size and count in the file's head. */
async function readTable(
    read: ReadAt,
    words: Words,
    head: Uint8Array,
    [offsetAt, sizeAt, countAt]: readonly [number, number, number],
    smallest: number,
): Promise<Uint8Array[] | undefined> {
    const offset = words.word(head, offsetAt);
    const size = words.u16(head, sizeAt);
    const count = words.u16(head, countAt);
    if (offset === undefined || size === undefined || count === undefined) return undefined;
    if (count === 0 || offset === 0) return [];
    if (size < smallest || count > mostHeaders) return undefined;
    const bytes = await read(offset, size * count);
    if (bytes.length < size * count) return undefined;
    return Array.from({ length: count }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
}

function textOf(bytes: Uint8Array): string {
    return String.fromCharCode(...bytes);
}
