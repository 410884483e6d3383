/** One directive of a go.mod or go.work, blocks taken apart. */
export interface ModDirective {
    readonly verb: string;
    /** The words behind the verb, unquoted; `=>` is a word of its own. */
    readonly words: readonly string[];
    /** What stands behind `//` on the line. */
    readonly comment: string;
    /** Zero-based. */
    readonly line: number;
}

export interface ModFault {
    readonly message: string;
    readonly line: number;
}

/** The grammar that go.mod and go.work share (https://go.dev/ref/mod#go-mod-file-lexical); faults are values, the rest is read on. */
export function parseModFile(
    bytes: Uint8Array,
    known: ReadonlySet<string>,
): { directives: ModDirective[]; faults: ModFault[] } {
    const directives: ModDirective[] = [];
    const faults: ModFault[] = [];
    let block: { verb: string; line: number } | undefined;
    new TextDecoder()
        .decode(bytes)
        .split(/\r\n|\r|\n/)
        .forEach((text, line) => {
            const { words, comment, broken } = splitWords(text);
            const [first] = words;
            if (broken !== undefined) faults.push({ message: broken, line });
            if (first === undefined) return;
            if (block !== undefined) {
                if (first === ')') block = undefined;
                else directives.push({ verb: block.verb, words, comment, line });
            } else if (!known.has(first)) {
                faults.push({ message: `\`${first.slice(0, 80)}\` is no directive that Go knows`, line });
            } else if (words.at(-1) === '(') {
                block = { verb: first, line };
            } else {
                directives.push({ verb: first, words: words.slice(1), comment, line });
            }
        });
    if (block !== undefined)
        faults.push({ message: `The block of \`${block.verb}\` is never closed`, line: block.line });
    return { directives, faults };
}

function splitWords(text: string): { words: string[]; comment: string; broken: string | undefined } {
    const words: string[] = [];
    let broken: string | undefined;
    let at = 0;
    while (at < text.length) {
        const character = text.charAt(at);
        if (character === ' ' || character === '\t') {
            at++;
        } else if (text.startsWith('//', at)) {
            return { words, comment: text.slice(at + 2).trim(), broken };
        } else if (character === '"' || character === '`') {
            const close = text.indexOf(character, at + 1);
            if (close < 0) broken = 'A quoted string is never closed';
            words.push(text.slice(at + 1, close < 0 ? undefined : close));
            at = close < 0 ? text.length : close + 1;
        } else if (character === '(' || character === ')' || character === ',') {
            words.push(character);
            at++;
        } else {
            const end = wordEnd(text, at);
            words.push(text.slice(at, end));
            at = end;
        }
    }
    return { words, comment: '', broken };
}

function wordEnd(text: string, from: number): number {
    let at = from + 1;
    while (at < text.length && !/[\s(),"`]/.test(text.charAt(at)) && !text.startsWith('//', at)) at++;
    return at;
}
