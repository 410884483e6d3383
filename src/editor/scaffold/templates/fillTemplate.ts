/** What a template can name: a text, or a list of such for a block. */
export interface TemplateValues {
    readonly texts: Readonly<Record<string, string>>;
    readonly lists: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
}

export type Filled = { readonly text: string } | { readonly problem: TemplateProblem };

export interface TemplateProblem {
    /** Zero-based. */
    readonly line: number;
    readonly kind: 'unknown' | 'unopened' | 'unclosed' | 'nested';
    readonly name: string;
}

/** `{{name}}`, `{{#list}}` or `{{/list}}`; not `${{ name }}`, which a workflow of GitHub means for itself. */
const placeholder = /(?<!\$)\{\{[ \t]*([#/]?)([A-Za-z]\w{0,63})[ \t]*\}\}/g;

/**
 * Puts values into a template. A block `{{#list}}` … `{{/list}}` is repeated for each item of the list, whose texts count
 * before the others; where its marks stand alone on their lines, those lines go. Nothing is ever executed, and what is put
 * in is not read again.
 */
export function fillTemplate(template: string, { texts, lists }: TemplateValues): Filled {
    const pieces: Piece[] = [];
    let block: Block | undefined;
    let at = 0;
    for (const match of template.matchAll(placeholder)) {
        const [whole, mark = '', name = ''] = match;
        const line = template.slice(0, match.index).split('\n').length - 1;
        const fail = (kind: TemplateProblem['kind']): Filled => ({ problem: { line, kind, name } });
        const into = block?.pieces ?? pieces;
        if (mark === '') {
            const fields = block === undefined ? [] : lists[block.name]?.[0];
            if (!Object.hasOwn(texts, name) && !Object.hasOwn(fields ?? {}, name)) return fail('unknown');
            into.push(template.slice(at, match.index), { name });
            at = match.index + whole.length;
            continue;
        }
        const [start, end] = wholeLine(template, match.index, match.index + whole.length);
        into.push(template.slice(at, Math.max(at, start)));
        at = end;
        if (mark === '#') {
            if (!Object.hasOwn(lists, name)) return fail('unknown');
            if (block !== undefined) return fail('nested');
            block = { name, line, pieces: [] };
            pieces.push(block);
        } else {
            if (block?.name !== name) return fail('unopened');
            block = undefined;
        }
    }
    if (block !== undefined) return { problem: { line: block.line, kind: 'unclosed', name: block.name } };
    pieces.push(template.slice(at));
    return { text: write(pieces, texts, lists) };
}

type Piece = string | { readonly name: string } | Block;

interface Block {
    readonly name: string;
    readonly line: number;
    readonly pieces: Piece[];
}

function write(pieces: readonly Piece[], texts: TemplateValues['texts'], lists: TemplateValues['lists']): string {
    return pieces
        .map((piece) => {
            if (typeof piece === 'string') return piece;
            if (!('pieces' in piece)) return texts[piece.name] ?? '';
            return (lists[piece.name] ?? []).map((item) => write(piece.pieces, { ...texts, ...item }, {})).join('');
        })
        .join('');
}

/** A mark that stands alone on its line takes the line with it. */
function wholeLine(text: string, start: number, end: number): readonly [number, number] {
    const before = text.lastIndexOf('\n', start - 1) + 1;
    const after = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(end))?.[0];
    const isAlone = start === 0 || text.slice(before, start).trim() === '';
    return isAlone && after !== undefined ? [start === 0 ? 0 : before, end + after.length] : [start, end];
}
