/** The 512 bytes before an entry of a tar archive; `size` are the 12 bytes of its field. */
export function tarHeader(type: string, name: string, target: string, size: Buffer): Buffer {
    const bytes = Buffer.alloc(512);
    bytes.write(name, 0);
    bytes.write('0000644\0', 100);
    size.copy(bytes, 124);
    bytes.write(type, 156, 'latin1');
    bytes.write(target, 157);
    bytes.write('ustar\0' + '00', 257);
    bytes.fill(' ', 148, 156);
    const sum = bytes.reduce((total, byte) => total + byte, 0);
    bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return bytes;
}

/** One entry with its bytes, filled up to whole blocks. */
export function tarOf(type: string, name: string, content: string | Buffer, target = ''): Buffer {
    const data = Buffer.from(content);
    const size = Buffer.from(`${data.length.toString(8).padStart(11, '0')}\0`);
    return Buffer.concat([tarHeader(type, name, target, size), data, Buffer.alloc((512 - (data.length % 512)) % 512)]);
}
