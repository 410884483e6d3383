/** What a small ELF file for tests holds; it is as well-formed as the reader cares. */
export interface ElfContent {
    readonly wide?: boolean;
    readonly little?: boolean;
    readonly machine?: number;
    readonly interpreter?: string;
    readonly libraries?: readonly string[];
    readonly goInfo?: { readonly form: 'inline' | 'pointers'; readonly version: string; readonly lines: string };
    /** Names of further sections, such as `.symtab`; without any, and with `sections: false`, there is no table. */
    readonly sections?: readonly string[] | false;
}

const base = 0x10000;
const text = new TextEncoder();

/** One writable segment that holds the whole file at `base`; the section table stands last. */
export function writeElf(content: ElfContent): Uint8Array {
    const { wide = true, little = true } = content;
    const width = wide ? 8 : 4;
    const bytes: number[] = [];
    const put = (at: number, value: number, size: number): void => {
        for (let index = 0; index < size; index++)
            bytes[at + (little ? index : size - 1 - index)] = Math.floor(value / 2 ** (8 * index)) % 256;
    };
    const append = (data: Iterable<number>): number => {
        while (bytes.length % 16 !== 0) bytes.push(0);
        const at = bytes.length;
        bytes.push(...data);
        return at;
    };
    const words = (...values: number[]): number[] => {
        const at = bytes.length;
        values.forEach((value, index) => {
            put(at + index * width, value, width);
        });
        return bytes.splice(at);
    };
    const headerSize = wide ? 64 : 52;
    const segmentSize = wide ? 56 : 32;
    append(new Uint8Array(headerSize + 3 * segmentSize));

    const segments: { type: number; at: number; size: number }[] = [];
    if (content.interpreter !== undefined) {
        const data = text.encode(`${content.interpreter}\0`);
        segments.push({ type: 3, at: append(data), size: data.length });
    }
    if (content.libraries !== undefined) {
        const names = `\0${content.libraries.map((name) => `${name}\0`).join('')}`;
        const strings = append(text.encode(names));
        const needed = content.libraries.flatMap((name) => [1, names.indexOf(`\0${name}\0`) + 1]);
        const table = words(...needed, 5, base + strings, 0, 0);
        segments.push({ type: 2, at: append(table), size: table.length });
    }
    const sections: { name: string; at: number; size: number }[] = [];
    if (content.goInfo !== undefined) {
        const { form, version, lines } = content.goInfo;
        const framed = [...new Array<number>(16).fill(1), ...text.encode(lines), ...new Array<number>(16).fill(2)];
        const head = [...text.encode('\0 Go buildinf:'), width, form === 'inline' ? 2 : little ? 0 : 1];
        head[0] = 0xff;
        if (form === 'inline') {
            const own = text.encode(version);
            const body = [...varint(own.length), ...own, ...varint(framed.length), ...framed];
            const data = [...head, ...new Array<number>(16).fill(0), ...body];
            sections.push({ name: '.go.buildinfo', at: append(data), size: data.length });
        } else {
            const versionText = append(text.encode(version));
            const linesText = append(framed);
            const strings = append(words(base + versionText, version.length, base + linesText, framed.length));
            const pointers = words(base + strings, base + strings + 2 * width);
            const data = [...head, ...pointers, ...new Array<number>(16 - pointers.length).fill(0)];
            sections.push({ name: '.go.buildinfo', at: append(data), size: data.length });
        }
    }
    for (const name of content.sections === false ? [] : (content.sections ?? []))
        sections.push({ name, at: append([0]), size: 1 });
    const tabled = content.sections !== false;
    if (tabled) {
        const names = `\0${[...sections.map(({ name }) => name), '.shstrtab'].join('\0')}\0`;
        sections.push({ name: '.shstrtab', at: append(text.encode(names)), size: names.length });
        const entry = wide ? 64 : 40;
        const table = append(new Uint8Array(entry * sections.length));
        sections.forEach(({ name, at, size }, index) => {
            const start = table + index * entry;
            put(start, names.indexOf(`\0${name}\0`) + 1, 4);
            put(start + (wide ? 24 : 16), at, width);
            put(start + (wide ? 32 : 20), size, width);
        });
        put(wide ? 40 : 32, table, width);
        put(wide ? 58 : 46, entry, 2);
        put(wide ? 60 : 48, sections.length, 2);
        put(wide ? 62 : 50, sections.length - 1, 2);
    }
    [0x7f, 0x45, 0x4c, 0x46, wide ? 2 : 1, little ? 1 : 2].forEach((byte, index) => (bytes[index] = byte));
    put(18, content.machine ?? 62, 2);
    put(wide ? 32 : 28, headerSize, width);
    put(wide ? 54 : 42, segmentSize, 2);
    put(wide ? 56 : 44, 1 + segments.length, 2);
    [{ type: 1, at: 0, size: bytes.length }, ...segments].forEach(({ type, at, size }, index) => {
        const start = headerSize + index * segmentSize;
        put(start, type, 4);
        put(start + (wide ? 4 : 24), 6, 4);
        put(start + (wide ? 8 : 4), at, width);
        put(start + (wide ? 16 : 8), base + at, width);
        put(start + (wide ? 32 : 16), size, width);
    });
    return Uint8Array.from(bytes);
}

function varint(value: number): number[] {
    return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}
