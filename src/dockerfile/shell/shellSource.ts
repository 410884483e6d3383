import { foldSpan, foldVerbatim, joinFolded, type FoldedText } from '../parser/fold';
import { decodeJsonString } from '../parser/json';
import type { Dockerfile, Heredoc, Instruction, JsonForm, Span } from '../syntax';

/**
 * A text that a shell reads. `line`: the instruction's arguments, its here-documents behind them. `script`: a
 * here-document that is the whole command. `input`: a here-document fed to a shell. `exec`: what stands behind
 * `["sh", "-c", …]`.
 */
export interface ShellSource {
    readonly kind: 'line' | 'script' | 'input' | 'exec';
    readonly text: FoldedText;
}

const shells = new Set(['sh', 'bash', 'dash', 'ash', 'ksh', 'zsh']);

/** Whether the program, given by name or path, reads POSIX shell. */
export function isPosixShell(program: string): boolean {
    return shells.has(program.slice(program.lastIndexOf('/') + 1));
}

/** What a shell reads when a RUN, CMD, ENTRYPOINT or HEALTHCHECK runs; `undefined` where none does: programs, and those behind `#!`. */
export function shellSourceOf(dockerfile: Dockerfile, instruction: Instruction): ShellSource | undefined {
    const { keyword, body, json, heredocs, words } = instruction;
    if (json?.valid === true) return execSource(dockerfile, json);
    const start = keyword === 'HEALTHCHECK' ? words[1]?.start : body.start;
    if (start === undefined || body.end <= start) return undefined;
    const [only, ...others] = heredocs;
    if (only !== undefined && others.length === 0 && only.marker.start === start && only.marker.end === body.end)
        return scriptSource(dockerfile, only);
    const line = foldSpan(dockerfile.text, { start, end: body.end }, dockerfile.escape);
    const parts = heredocs.flatMap((heredoc) => [lineBreak(body), foldLineBreaks(dockerfile.text, heredoc)]);
    return { kind: 'line', text: joinFolded([line, ...parts]) };
}

function execSource(dockerfile: Dockerfile, { items }: JsonForm): ShellSource | undefined {
    const [program, flag, script] = items;
    if (program === undefined || flag === undefined || script === undefined) return undefined;
    if (!isPosixShell(program.value) || !/^-[a-z]*c$/.test(flag.value)) return undefined;
    return { kind: 'exec', text: decodeJsonString(foldSpan(dockerfile.text, script, dockerfile.escape)) };
}

function scriptSource({ text }: Dockerfile, { body }: Heredoc): ShellSource | undefined {
    const interpreter = /^#![ \t]*(?:\S*\/env[ \t]+(?:-\S+[ \t]+)*)?(\S+)/.exec(text.slice(body.start, body.end))?.[1];
    if (interpreter !== undefined && !isPosixShell(interpreter)) return undefined;
    return { kind: 'script', text: foldLineBreaks(text, body) };
}

/** Makes one character of each CRLF: a shell would read the CR as part of the word before. */
function foldLineBreaks(text: string, { start, end }: Span): FoldedText {
    const parts: FoldedText[] = [];
    let at = start;
    while (at < end) {
        const carriageReturn = text.indexOf('\r\n', at);
        const partEnd = carriageReturn === -1 || carriageReturn + 1 >= end ? end : carriageReturn;
        parts.push(foldVerbatim(text.slice(at, partEnd), at));
        if (partEnd < end) parts.push(foldVerbatim('\n', partEnd, 2));
        at = partEnd < end ? partEnd + 2 : end;
    }
    return joinFolded(parts);
}

function lineBreak({ end }: Span): FoldedText {
    return foldVerbatim('\n', end);
}
