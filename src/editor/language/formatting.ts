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

/** Where a line start lies inside a word or a here-document, in order. */
function textSpans({ instructions }: Dockerfile): Span[] {
    const spans = instructions.flatMap(({ heredocs, words }) => [
        ...heredocs,
        ...words.map(({ start, end }) => ({ start: start + 1, end })),
    ]);
    return spans.sort((a, b) => a.start - b.start);
}
