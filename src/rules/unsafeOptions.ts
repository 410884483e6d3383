import { unwrap } from '../dockerfile/commandEnvironment';
import { programOf } from '../dockerfile/commandQueries';
import { rangeOf } from '../dockerfile/positions';
import { commandsOf, type ShellCommand, type ShellWord } from '../dockerfile/shell';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import type { CheckedFault } from './checkov';
import { replaceSpan } from './edits';
import type { Alias, FileEdit } from './rule';
import { removeArguments, removeCommand } from './shellEdits';

/** An option that takes a safeguard away. */
export interface UnsafeOption {
    readonly programs: readonly string[];
    /** The option as a word of its own, its value behind `=` included. */
    readonly word: RegExp;
    /** What the next word must be, where the option takes it. */
    readonly value?: RegExp;
    /** A short option that may stand in a cluster, and those that take the rest of a cluster as their value. */
    readonly letter?: { readonly itself: string; readonly withValue: string };
    /** A setting that is kept for later commands: the whole command is at fault. */
    readonly isKept?: boolean;
    readonly check?: Alias;
}

/** The options in a RUN, each with a fix that takes it out. */
export function unsafeOptionFaults(
    dockerfile: Dockerfile,
    run: Instruction,
    options: readonly UnsafeOption[],
    { describe, fix }: { readonly describe: (written: string) => string; readonly fix: string },
): CheckedFault[] {
    return commandsOf(dockerfile, run).flatMap((written) => {
        const command = unwrap(written);
        const program = programOf(command)?.split('/').at(-1) ?? '';
        const known = options.filter(({ programs }) => programs.includes(program));
        return known.flatMap((option) => {
            const found = findOption(command, option);
            if (found === undefined) return [];
            const { first, last } = found;
            const from = option.isKept === true ? 0 : command.args.indexOf(first);
            const words = command.args.slice(from, command.args.indexOf(last) + 1);
            const start = option.isKept === true ? command.name.start : first.start;
            const edits =
                option.isKept === true
                    ? removeCommand(dockerfile, run, written)
                    : [
                          edit(dockerfile, command, found, option),
                          ...repeated(dockerfile, command, found, option),
                      ].flat();
            return [
                {
                    message: describe(`${program} ${words.map(({ value }) => value).join(' ')}`),
                    range: rangeOf(dockerfile, { start, end: last.end }),
                    ...(option.check !== undefined && { check: option.check }),
                    fixes: edits.length === 0 ? [] : [{ title: fix, preferred: false, edits }],
                },
            ];
        });
    });
}

interface Found {
    readonly first: ShellWord;
    readonly last: ShellWord;
}

function findOption({ args }: ShellCommand, { word, value, letter }: UnsafeOption): Found | undefined {
    for (const [at, first] of args.entries()) {
        const last = value === undefined ? first : args[at + 1];
        const isWhole = word.test(first.value) && (value === undefined || value.test(last?.value ?? ''));
        if (isWhole || (letter !== undefined && placeInCluster(first.value, letter) !== undefined))
            return { first, last: isWhole ? (last ?? first) : first };
    }
    return undefined;
}

type Letter = NonNullable<UnsafeOption['letter']>;

/** The letter's place among the short options of a word. */
function placeInCluster(word: string, { itself, withValue }: Letter): number | undefined {
    if (!/^-[^-]/.test(word)) return undefined;
    for (let at = 1; at < word.length; at++) {
        if (word[at] === itself) return at;
        if (withValue.includes(word.charAt(at))) return undefined;
    }
    return undefined;
}

/** Others that say the same behind the first. */
function repeated(dockerfile: Dockerfile, command: ShellCommand, { last }: Found, option: UnsafeOption): FileEdit[][] {
    if (option.value !== undefined) return [];
    const later = command.args.slice(command.args.indexOf(last) + 1);
    return later
        .filter(({ value }) => option.word.test(value))
        .map((word) => removeArguments(dockerfile, command, word));
}

function edit(
    dockerfile: Dockerfile,
    command: ShellCommand,
    { first, last }: Found,
    { letter, word }: UnsafeOption,
): FileEdit[] {
    const place = letter === undefined || word.test(first.value) ? undefined : placeInCluster(first.value, letter);
    if (place === undefined || first.value.length === 2)
        return removeArguments(dockerfile, command, first, last === first ? 1 : 2);
    const at = place + (first.raw.startsWith('"') || first.raw.startsWith("'") ? 1 : 0);
    if (first.end - first.start !== first.raw.length) return [];
    return [replaceSpan(dockerfile, { start: first.start + at, end: first.start + at + 1 }, '')];
}
