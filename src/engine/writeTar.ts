import { block } from './tar';

export interface TarFile {
    /** Relative, `/`-separated. */
    readonly name: string;
    readonly bytes: Uint8Array;
    /** Permission bits. */
    readonly mode: number;
}

const longestName = 100;

/** A tar archive of a few files that belong to root. Throws a `RangeError` for a name that is longer than a header can hold. */
export function writeTar(files: readonly TarFile[]): Uint8Array {
    const parts = files.flatMap(({ name, bytes, mode }) => [
        header(name, bytes.length, mode),
        bytes,
        Buffer.alloc((block - (bytes.length % block)) % block),
    ]);
    return Buffer.concat([...parts, Buffer.alloc(2 * block)]);
}

function header(name: string, size: number, mode: number): Uint8Array {
    if (Buffer.byteLength(name) > longestName) throw new RangeError(`the name \`${name}\` is too long`);
    const bytes = Buffer.alloc(block);
    const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`;
    bytes.write(name, 0);
    bytes.write(octal(mode, 7), 100);
    bytes.write(octal(0, 7), 108);
    bytes.write(octal(0, 7), 116);
    bytes.write(octal(size, 11), 124);
    bytes.write(octal(0, 11), 136);
    bytes.fill(' ', 148, 156);
    bytes.write('0', 156);
    bytes.write('ustar\0' + '00', 257);
    const sum = bytes.reduce((total, byte) => total + byte, 0);
    bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return bytes;
}
