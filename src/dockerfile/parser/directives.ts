import { foldVerbatim, readComment } from './fold';
import { lineSpan, skipBlanks, trimBlanks, type Lines } from './lines';
import type { Comment, Directive, Escape, SyntaxFault } from '../syntax';
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

/**
 * Reads the directives at the very top: the first line that is none of them ends the zone, blank lines and comments too.
 * As builders do, only `escape` may be indented, and behind a `#!` line it is a comment while the others still count.
 */
export function readDirectives(lines: Lines): DirectiveZone {
    const directives: Directive[] = [];
    const comments: Comment[] = [];
    const faults: SyntaxFault[] = [];
    const hasInterpreterLine = lines.text.startsWith('#!', lines.starts[0]);
    let escape: Escape = '\\';
    let line = 0;
    for (; line < lines.count; line++) {
        const lineEnds = lineSpan(lines, line);
        const directive = readDirective(lines, line);
        const isComment = hasInterpreterLine && (line === 0 || directive?.name === 'escape');
        if (isComment) {
            comments.push(readComment(lines.text, lineEnds.start, lineEnds.end, false));
            continue;
        }
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
    const { start: lineStart, end } = lineSpan(lines, line);
    const { text } = lines;
    const start = skipBlanks(text, lineStart, end);
    if (text[start] !== '#') return undefined;
    const nameStart = skipBlanks(text, start + 1, end);
    let nameEnd = nameStart;
    while (nameEnd < end && /[a-z]/i.test(text.charAt(nameEnd))) nameEnd++;
    const name = text.slice(nameStart, nameEnd).toLowerCase();
    const equals = skipBlanks(text, nameEnd, end);
    if (!names.has(name) || text[equals] !== '=' || equals >= end) return undefined;
    if (start > lineStart && name !== 'escape') return undefined;
    const valueStart = skipBlanks(text, equals + 1, end);
    const valueEnd = trimBlanks(text, valueStart, end);
    if (valueEnd === valueStart) return undefined;
    const value = text.slice(valueStart, valueEnd);
    return { start, end: valueEnd, name, value: verbatimWord(foldVerbatim(value, valueStart), 0, value.length) };
}
