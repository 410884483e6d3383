import type { FileEntry } from './archive';
import { number, object, parseJson, plain, text } from './json';

/** Bits of Go's `fs.FileMode`, as numbers that a shift of 32-bit integers would make negative. */
const folderBit = 2 ** 31;
const linkBit = 2 ** 27;
const otherBits = 2 ** 26 + 2 ** 25 + 2 ** 24 + 2 ** 21 + 2 ** 19;

/** The header that describes what is at a path; `undefined` for what is none. */
export function readPathStat(header: string | undefined): FileEntry | undefined {
    const value = object(parseJson(Buffer.from(header ?? '', 'base64').toString('utf8')));
    const name = plain(value['name']);
    if (name === '') return undefined;
    const mode = number(value['mode']);
    const modified = Date.parse(text(value['mtime']));
    return {
        name,
        kind: kindOf(mode),
        size: number(value['size']),
        modified: Number.isNaN(modified) ? 0 : modified,
        mode: mode % 0o1000,
        target: plain(value['linkTarget']),
    };
}

function kindOf(mode: number): FileEntry['kind'] {
    const has = (bit: number) => Math.floor(mode / bit) % 2 === 1;
    if (has(folderBit)) return 'folder';
    if (has(linkBit)) return 'link';
    return (mode & otherBits) === 0 ? 'file' : 'other';
}
