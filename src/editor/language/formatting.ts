import type { TextEdit } from 'vscode-languageserver-types';
import { offsetAt } from '../../dockerfile/positions';
import type { Dockerfile, Span } from '../../dockerfile/syntax';

/**
 * Of the language service's edits those that change nothing but looks: it also trims and indents lines of
 * here-documents and of quoted text, where blanks mean something, and flattens what was indented deeper on purpose.
 * The edits are in the order of the text.
 */
export function harmlessEdits(dockerfile: Dockerfile, edits: readonly TextEdit[]): TextEdit[] {
    const { text } = dockerfile;
    const fixed = textSpans(dockerfile);
    let next = 0;
    return edits.filter(({ range, newText }) => {
        const start = offsetAt(dockerfile, range.start);
        const end = offsetAt(dockerfile, range.end);
        while ((fixed[next]?.end ?? Infinity) <= start) next++;
        const isText = (fixed[next]?.start ?? Infinity) <= start;
        const before = text.slice(start, end);
        const isBlankLine = /^(?:$|[\r\n])/.test(text.slice(end, end + 1));
        const isDeeper = !isBlankLine && newText !== '' && before.length > newText.length && before.includes(newText);
        return before !== newText && !isText && !isDeeper;
    });
}

/** Keywords, flags, words and here-documents: where a line start inside them lies. In order, those that overlap joined. */
function textSpans({ instructions }: Dockerfile): Span[] {
    const spans = [...instructions, ...instructions.flatMap(({ trigger }) => trigger ?? [])]
        .flatMap(({ keywordSpan, flags, heredocs, words }) => [
            ...heredocs,
            ...[keywordSpan, ...flags, ...words].map(({ start, end }) => ({ start: start + 1, end })),
        ])
        .sort((a, b) => a.start - b.start);
    const joined: Span[] = [];
    for (const { start, end } of spans) {
        const last = joined.at(-1);
        if (last === undefined || last.end <= start) joined.push({ start, end });
        else joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    }
    return joined;
}
