import type { Dockerfile } from '../dockerfile/syntax';
import type { Fix } from './rule';

/** Rules write their edits with LF; in a file whose first line ends in CRLF the lines that they add shall, too. */
export function withLineEnding(fix: Fix, { text }: Dockerfile): Fix {
    const firstEnd = text.indexOf('\n');
    if (firstEnd < 1 || text[firstEnd - 1] !== '\r') return fix;
    return {
        ...fix,
        edits: fix.edits.map((edit) => ({ ...edit, newText: edit.newText.replace(/\r?\n/g, '\r\n') })),
    };
}
