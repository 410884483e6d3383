const simpleEscapes: Readonly<Record<string, string>> = {
    a: '\x07',
    b: '\b',
    f: '\f',
    n: '\n',
    r: '\r',
    t: '\t',
    v: '\v',
    '\\': '\\',
    "'": "'",
    '"': '"',
};

/** The value of a Go string literal, raw or interpreted; a broken escape stays as written. */
export function unquoteGo(literal: string): string {
    const closed = literal.length > 1 && literal.endsWith(literal.charAt(0));
    const inner = literal.slice(1, closed ? -1 : undefined);
    // A raw string drops carriage returns, so that a CRLF checkout means the same.
    if (literal.startsWith('`')) return inner.replaceAll('\r', '');
    if (!inner.includes('\\')) return inner;
    return inner.replaceAll(
        /\\(?:([abfnrtv\\'"])|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3}))/g,
        (whole, simple?: string, ...codes: (string | number | undefined)[]) => {
            if (simple !== undefined) return simpleEscapes[simple] ?? whole;
            const [byte, short, long, octal] = codes;
            const code = typeof octal === 'string' ? parseInt(octal, 8) : parseInt(String(byte ?? short ?? long), 16);
            return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
        },
    );
}

/** The value of a Go number literal, or `undefined` where it is none that fits (imaginary, broken). */
export function parseGoNumber(literal: string): number | undefined {
    if (literal.length === 1) return literal.charCodeAt(0) - 48;
    const plain = literal.replaceAll('_', '');
    const octal = /^0[0-7]+$/.test(plain) ? `0o${plain.slice(1)}` : plain;
    const value = Number(octal);
    return Number.isFinite(value) ? value : undefined;
}
