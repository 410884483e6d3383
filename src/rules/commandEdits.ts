import type { ShellWord } from '../dockerfile/shell';
import type { Dockerfile, Span } from '../dockerfile/syntax';
import { insertAt, replaceSpan } from './edits';
import type { FileEdit } from './rule';

/** Takes a word out of a command with the blank before it; a line of its own goes with its continuation. */
export function removeFlag(dockerfile: Dockerfile, { start, end }: Span): FileEdit {
    const { text } = dockerfile;
    const before = /(?:[ \t]*[\\`]\r?\n[ \t]*|[ \t]+)$/.exec(text.slice(Math.max(0, start - 400), start))?.[0] ?? '';
    return replaceSpan(dockerfile, { start: start - before.length, end }, '');
}

/** Puts words behind the first argument of a command: behind `build` of `go build`. */
export function insertBehind(dockerfile: Dockerfile, word: ShellWord, words: string): FileEdit {
    return insertAt(dockerfile, word.end, ` ${words}`);
}
