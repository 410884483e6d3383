import type { Declarations, StructField } from './file';
import { unquoteGo } from './literals';
import { closing, readValueSpec, typeText } from './specs';
import { kinds, tokenText, type Tokens } from './tokens';

const semicolon = 59;
const openBrace = 123;

/** The fields of `var options struct { … }`, whose type has no name but the variable's. */
export function readVariableStruct(tokens: Tokens, from: number, name: string, found: Declarations): void {
    readStruct(tokens, tokens.kind.indexOf(openBrace, from), name, found.structFields, 0);
}

/** The fields of the struct type whose brace stands at `open`, those of structs inside too. */
export function readStruct(tokens: Tokens, open: number, owner: string, fields: StructField[], depth: number): void {
    const close = closing(tokens, open);
    for (let from = open + 1; from < close;) {
        let to = from;
        while (to < close && tokens.kind[to] !== semicolon) to = Math.max(tokens.partner[to] ?? -1, to) + 1;
        readField(tokens, from, Math.min(to, close), owner, fields, depth);
        from = to + 1;
    }
}

function readField(
    tokens: Tokens,
    from: number,
    to: number,
    owner: string,
    fields: StructField[],
    depth: number,
): void {
    const tagged = tokens.kind[to - 1] === kinds.string;
    const end = tagged ? to - 1 : to;
    const tag = tagged ? unquoteGo(tokenText(tokens, to - 1)) : '';
    const { names, type } = readValueSpec(tokens, from, end);
    const embedded = names.length === 0 || type === '' || type.startsWith('.');
    const written = embedded ? typeText(tokens, from, end) : type;
    const all = embedded
        ? [{ name: written.slice(written.lastIndexOf('.') + 1), line: tokens.line[from] ?? 0 }]
        : names;
    for (const { name, line } of all) {
        const nested = /^struct\{/.test(written);
        const open = nested ? tokens.kind.indexOf(openBrace, from) : -1;
        fields.push({ owner, name, type: nested ? `${owner}.${name}` : written, embedded, tag, line });
        if (open >= 0 && open < end && depth < 10) readStruct(tokens, open, `${owner}.${name}`, fields, depth + 1);
    }
}
