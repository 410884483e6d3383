import type { ShellCommand, ShellElement, ShellWord } from './shell';
import type { Span } from './syntax';

/** The program's name where it is a literal, such as `apt-get`; a path stays a path. */
export function programOf(command: ShellCommand): string | undefined {
    return command.name.isLiteral ? command.name.value : undefined;
}

/** Whether the command is one of these programs followed by this word as its first argument that is no flag. */
export function runs(command: ShellCommand, programs: readonly string[], subcommand: string): boolean {
    const program = programOf(command);
    if (program === undefined || !programs.includes(program)) return false;
    return argumentsWithoutFlags(command)[0]?.value === subcommand;
}

/**
 * The word that carries one of the flags. `--long` and `-long` also match with `=value`; `-y` also matches in a
 * cluster such as `-qy`. For Go programs ask `findGoFlag`: their `-trimpath` is no cluster.
 */
export function findFlag(command: ShellCommand, ...flags: readonly string[]): ShellWord | undefined {
    return flagWords(command).find(({ value }) =>
        flags.some(
            (flag) => isFlag(value, flag) || (/^-[A-Za-z0-9]$/.test(flag) && isInCluster(value, flag.charAt(1))),
        ),
    );
}

export function hasFlag(command: ShellCommand, ...flags: readonly string[]): boolean {
    return findFlag(command, ...flags) !== undefined;
}

/** What follows one of the flags: behind its `=`, else the next word; the last one given wins. */
export function flagValue(command: ShellCommand, ...flags: readonly string[]): string | undefined {
    let found: string | undefined;
    for (const [index, { value }] of command.args.entries()) {
        if (value === '--') break;
        if (flags.includes(value)) found = command.args[index + 1]?.value ?? found;
        else if (flags.some((flag) => isFlag(value, flag))) found = value.slice(value.indexOf('=') + 1);
    }
    return found;
}

/** A flag as Go's `flag` package reads it: `-name`, `--name`, both also with `=value`. */
export function findGoFlag(command: ShellCommand, name: string): ShellWord | undefined {
    return flagWords(command).find(({ value }) => isFlag(value, `-${name}`) || isFlag(value, `--${name}`));
}

export function goFlagValue(command: ShellCommand, name: string): string | undefined {
    return flagValue(command, `-${name}`, `--${name}`);
}

/** The words that are no flags and no values of the flags in `withValue`; behind `--` all of them. */
export function argumentsWithoutFlags(command: ShellCommand, withValue: readonly string[] = []): ShellWord[] {
    const found: ShellWord[] = [];
    let flagsEnded = false;
    let isValue = false;
    for (const word of command.args) {
        const { value } = word;
        if (flagsEnded) found.push(word);
        else if (isValue) isValue = false;
        else if (value === '--') flagsEnded = true;
        else if (value.startsWith('-') && value !== '-') isValue = withValue.includes(value);
        else found.push(word);
    }
    return found;
}

/** Whether the command is a member of its chain by itself, not one part of a pipeline. */
export function standsAlone({ start, end, element }: ShellCommand): boolean {
    return element.start === start && element.end === end;
}

/** What to delete so that the rest of the chain stays a chain; `undefined` for its only member. */
export function removalOf(element: ShellElement): Span | undefined {
    const { start, end, previous, next } = element;
    if (next !== undefined) return { start, end: next.start };
    return previous === undefined ? undefined : { start: previous.end, end };
}

function flagWords({ args }: ShellCommand): readonly ShellWord[] {
    const end = args.findIndex(({ value }) => value === '--');
    return (end === -1 ? args : args.slice(0, end)).filter(({ value }) => value.startsWith('-') && value !== '-');
}

function isFlag(word: string, flag: string): boolean {
    return word === flag || (word.startsWith(flag) && word[flag.length] === '=');
}

function isInCluster(word: string, letter: string): boolean {
    return /^-[^-]/.test(word) && word.slice(1).split('=', 1)[0]?.includes(letter) === true;
}
