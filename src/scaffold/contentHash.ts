const offsetBasis = 0xcbf29ce484222325n;
const prime = 0x100000001b3n;
const mask = 0xffffffffffffffffn;

/** 64-bit FNV-1a over UTF-8, as 16 hexadecimal digits: it tells edits apart and protects against nobody. */
export function contentHash(text: string): string {
    let hash = offsetBasis;
    for (const byte of new TextEncoder().encode(text)) hash = ((hash ^ BigInt(byte)) * prime) & mask;
    return hash.toString(16).padStart(16, '0');
}

const hashLine = /^(?:#|\/\/) gopherdock:hash=([0-9a-f]{16})\b.*$/m;

/** Ends the text with a comment line that `isIntact` knows it by. */
export function signText(text: string, comment: '#' | '//' = '#'): string {
    const hash = contentHash(normalizeText(text));
    return `${text}${comment} gopherdock:hash=${hash} (tells whether this file was edited since it was written)\n`;
}

/** Whether the text is as `signText` gave it, line ends, a byte order mark and blank lines at the end aside. */
export function isIntact(text: string): boolean {
    const normal = normalizeText(text);
    const line = hashLine.exec(normal);
    if (line === null) return false;
    const rest = normal.slice(0, line.index) + normal.slice(line.index + line[0].length);
    return contentHash(normalizeText(rest)) === line[1];
}

/** The text with what editors and git change on their own taken out. */
export function normalizeText(text: string): string {
    return text
        .replace(/^\uFEFF/, '')
        .replaceAll(/\r\n?/g, '\n')
        .trimEnd();
}
