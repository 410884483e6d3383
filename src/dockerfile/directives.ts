import { foldVerbatim, readComment } from './fold';
import { isBlank, lineSpan, type Lines } from './lines';
import type { Comment, Directive, Escape, SyntaxFault } from './syntax';
import { verbatimWord } from './words';

export interface DirectiveZone {
    readonly directives: readonly Directive[];
    readonly escape: Escape;
    /** A `#!` first line. */
    readonly comments: readonly Comment[];
    readonly faults: readonly SyntaxFault[];
    /** The first line behind the zone. */
    readonly next: number;
}

const names = new Set(['syntax', 'escape', 'check']);

/** Reads the directives at the very top: the first line that is none of them ends the zone, blank lines and comments too. */
export function readDirectives(lines: Lines): DirectiveZone {
    const directives: Directive[] = [];
    const comments: Comment[] = [];
    const faults: SyntaxFault[] = [];
    let escape: Escape = '\\';
    let line = 0;
    if (lines.text.startsWith('#!', lines.starts[0])) {
        const { start, end } = lineSpan(lines, 0);
        comments.push(readComment(lines.text, start, end, false));
        line++;
    }
    for (; line < lines.count; line++) {
        const directive = readDirective(lines, line);
        if (directive === undefined) break;
        const { start, end, name, value } = directive;
        if (directives.some((other) => other.name === name))
            faults.push({ start, end, message: `The directive \`${name}\` is given twice` });
        else if (name === 'escape') {
            if (value.raw === '\\' || value.raw === '`') escape = value.raw;
            else
                faults.push({
                    start: value.start,
                    end: value.end,
                    message: `The escape character is \`${value.raw}\`, but only \`\\\` and a backtick are allowed`,
                });
        }
        directives.push(directive);
    }
    return { directives, escape, comments, faults, next: line };
}

function readDirective(lines: Lines, line: number): Directive | undefined {
    const { start, end } = lineSpan(lines, line);
    const { text } = lines;
    if (text[start] !== '#') return undefined;
    let at = start + 1;
    while (at < end && isBlank(text[at])) at++;
    const nameStart = at;
    while (at < end && /[a-z]/i.test(text.charAt(at))) at++;
    const name = text.slice(nameStart, at).toLowerCase();
    while (at < end && isBlank(text[at])) at++;
    if (!names.has(name) || text[at] !== '=') return undefined;
    at++;
    while (at < end && isBlank(text[at])) at++;
    let valueEnd = end;
    while (valueEnd > at && isBlank(text[valueEnd - 1])) valueEnd--;
    if (valueEnd === at) return undefined;
    const value = text.slice(at, valueEnd);
    return { start, end: valueEnd, name, value: verbatimWord(foldVerbatim(value, at), 0, value.length) };
}
