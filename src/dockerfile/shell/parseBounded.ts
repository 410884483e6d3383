import { parse, type ParsedScript } from 'unbash';

/** The parser's cost grows with the square of these; nobody writes as many. */
const mostHeredocs = 1000;
const deepestNesting = 500;

/** Parses a shell text; one made to take long comes back empty, with an error. */
export function parseBounded(text: string): ParsedScript {
    if (text.split('<<').length <= mostHeredocs && !nestsDeeper(text, deepestNesting)) return parse(text);
    const errors = [{ message: 'the text nests too deeply to be read', pos: 0 }];
    return { type: 'Script', pos: 0, end: text.length, shebang: undefined, commands: [], errors };
}

function nestsDeeper(text: string, bound: number): boolean {
    let depth = 0;
    for (let at = 0; at < text.length && depth <= bound; at++) {
        const character = text[at];
        if (character === '(') depth++;
        else if (character === ')' && depth > 0) depth--;
    }
    return depth > bound;
}
