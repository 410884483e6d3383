import { foldVerbatim, spanOf, type FoldedText } from './fold';
import { lineSpan, skipBlanks, trimBlanks, type Lines } from './lines';
import type { Escape, Heredoc, Span, SyntaxFault } from '../syntax';
import { scanWord } from './scanWord';
import { endOfWord, readVariables, readWord, toFault } from './words';

export interface HeredocMarker {
    readonly span: Span;
    readonly name: string;
    readonly expands: boolean;
    readonly stripsTabs: boolean;
}

const opening = /[0-9]*<<(-?)[ \t]*/y;

/** The markers of an instruction's text, in order. Each starts a word; those in quotes, `<<<` and `$((1 << 2))` are none. */
export function findHeredocMarkers(
    folded: FoldedText,
    start: number,
    end: number,
    escape: Escape,
    faults: SyntaxFault[],
): HeredocMarker[] {
    const { text } = folded;
    const markers: HeredocMarker[] = [];
    if (!text.includes('<<')) return markers;
    for (let at = skipBlanks(text, start, end); at < end; at = skipBlanks(text, at, end)) {
        opening.lastIndex = at;
        const opened = opening.exec(text);
        if (opened === null) {
            at = endOfCalculation(text, at, endOfWord(text, at, end, escape), end);
            continue;
        }
        const nameStart = at + opened[0].length;
        const wordEnd = endOfWord(text, nameStart, end, escape);
        const word = readWord(folded, nameStart, wordEnd, escape);
        if (word.value !== '' && !word.raw.includes('<')) {
            const span = spanOf(folded, at, wordEnd);
            const stripsTabs = opened[1] === '-';
            if (stripsTabs && !opened[0].endsWith('-'))
                faults.push({ ...span, message: 'A blank behind `<<-` keeps a builder from seeing the here-document' });
            markers.push({ span, name: word.value, expands: word.raw === word.value, stripsTabs });
        }
        at = Math.max(wordEnd, at + 1);
    }
    return markers;
}

/** A text that a builder cannot expand has no here-documents for it, though a shell might see them. */
export function checkMarkerLine(folded: FoldedText, start: number, end: number, escape: Escape): SyntaxFault[] {
    const { problems } = scanWord(folded.text, start, end, escape);
    // an operator that starts with a colon is let pass while the variable is not set
    const fatal = problems.find(
        ({ subject, start: at }) => subject !== 'operator' || !/^\$\{\w+:/.test(folded.text.slice(at, at + 200)),
    );
    if (fatal === undefined) return [];
    const { message, ...span } = toFault(folded, fatal);
    return [{ ...span, message: `${message}, which keeps a builder from seeing the here-document` }];
}

/** The end of a word, or of the `$(( … ))` that starts in it and may hold blanks and shifts. */
function endOfCalculation(text: string, start: number, wordEnd: number, end: number): number {
    const open = text.slice(start, wordEnd).lastIndexOf('$((');
    if (open === -1) return wordEnd;
    const close = text.indexOf('))', start + open);
    return close === -1 || close + 2 > end ? wordEnd : Math.max(wordEnd, close + 2);
}

/** Reads the bodies of `markers` from line `first` on. */
export function readHeredocs(
    lines: Lines,
    first: number,
    markers: readonly HeredocMarker[],
    escape: Escape,
    faults: SyntaxFault[],
): { heredocs: Heredoc[]; next: number } {
    const heredocs: Heredoc[] = [];
    let line = first;
    for (const marker of markers) {
        const bodyStart = lineSpan(lines, line).start;
        const terminator = findTerminator(lines, line, marker);
        if (terminator === undefined)
            faults.push({
                ...marker.span,
                message: `The here-document is not closed by a line \`${marker.name}\``,
            });
        const bodyEnd = terminator === undefined ? lines.text.length : lineSpan(lines, terminator).start;
        const body = { start: Math.min(bodyStart, bodyEnd), end: bodyEnd };
        const terminatorSpan = terminator === undefined ? undefined : nameSpan(lines, terminator, marker.name);
        heredocs.push({
            start: body.start,
            end: terminatorSpan?.end ?? trimLineBreak(lines.text, body),
            marker: marker.span,
            name: marker.name,
            expands: marker.expands,
            stripsTabs: marker.stripsTabs,
            body,
            terminator: terminatorSpan,
            variables: marker.expands
                ? readVariables(foldVerbatim(lines.text.slice(body.start, body.end), body.start), escape)
                : [],
        });
        line = terminator === undefined ? lines.count : terminator + 1;
    }
    return { heredocs, next: line };
}

function findTerminator(lines: Lines, first: number, { name, stripsTabs }: HeredocMarker): number | undefined {
    for (let line = first; line < lines.count; line++) {
        const { start, end } = lineSpan(lines, line);
        if (end - start < name.length || !lines.text.startsWith(name, end - name.length)) continue;
        const tabs = lines.text.slice(start, end - name.length);
        if (tabs === '' || (stripsTabs && /^\t+$/.test(tabs))) return line;
    }
    return undefined;
}

function nameSpan(lines: Lines, line: number, name: string): Span {
    const { end } = lineSpan(lines, line);
    return { start: end - name.length, end };
}

function trimLineBreak(text: string, { start, end }: Span): number {
    let at = trimBlanks(text, start, end);
    if (at > start && text[at - 1] === '\n') at = trimBlanks(text, start, at - 1);
    return at;
}
