import { textAt, type ReadAt } from './bytes';
import { readAddress, segmentTypes, type Elf } from './readElf';

const mostEntries = 4096;
const longestPath = 4096;
const longestName = 512;
const mostLibraries = 256;
const tags = { end: 0, needed: 1, strings: 5 } as const;

/** The program that loads it, such as `/lib64/ld-linux-x86-64.so.2`. */
export async function readInterpreter(elf: Elf, read: ReadAt): Promise<string | undefined> {
    const segment = elf.segments.find(({ type }) => type === segmentTypes.interpreter);
    if (segment === undefined) return undefined;
    return textAt(await read(segment.offset, Math.min(segment.size, longestPath)), 0);
}

/** The shared libraries that it asks for (DT_NEEDED), in their order. */
export async function readLibraries(elf: Elf, read: ReadAt): Promise<string[]> {
    const segment = elf.segments.find(({ type }) => type === segmentTypes.dynamic);
    if (segment === undefined) return [];
    const { words } = elf;
    const width = words.wide ? 8 : 4;
    const bytes = await read(segment.offset, Math.min(segment.size, mostEntries * 2 * width));
    const needed: number[] = [];
    let strings: number | undefined;
    for (let at = 0; at + 2 * width <= bytes.length; at += 2 * width) {
        const tag = words.word(bytes, at);
        const value = words.word(bytes, at + width);
        if (tag === tags.end) break;
        if (tag === tags.needed && value !== undefined && needed.length < mostLibraries) needed.push(value);
        if (tag === tags.strings) strings = value;
    }
    const libraries: string[] = [];
    for (const offset of strings === undefined ? [] : needed) {
        const name = textAt(await readAddress(elf, read, (strings ?? 0) + offset, longestName), 0);
        if (name !== undefined) libraries.push(name);
    }
    return libraries;
}
