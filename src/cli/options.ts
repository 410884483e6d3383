import { parseArgs } from 'node:util';
import { CommandError } from './commandError';

/** An option of a command: how it is written, what it says of itself, and what its values become. */
export interface Option<T> {
    /** The word for its value in the help, `undefined` for a flag. */
    readonly takes: string | undefined;
    readonly summary: string;
    /** Given all its values, in order; throws `CommandError`. */
    read(given: readonly string[], name: string): T;
}

export type Options = Readonly<Record<string, Option<unknown>>>;
export type Values<O extends Options> = { readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never };

export function flag(summary: string): Option<boolean> {
    return { takes: undefined, summary, read: (given) => given.length > 0 };
}

/** Given more than once, the last counts. */
export function text(takes: string, summary: string): Option<string | undefined> {
    return { takes, summary, read: (given) => given.at(-1) };
}

export function texts(takes: string, summary: string): Option<readonly string[]> {
    return { takes, summary, read: (given) => given };
}

export function choice<const T extends string>(choices: readonly T[], summary: string): Option<T | undefined> {
    return {
        takes: choices.join('|'),
        summary,
        read: (given, name) => {
            const value = given.at(-1);
            return value === undefined ? undefined : oneOf(choices, value, `--${name}`);
        },
    };
}

/** Comma-separated; `undefined` where the option is not given. */
export function choices<const T extends string>(all: readonly T[], summary: string): Option<readonly T[] | undefined> {
    return {
        takes: all.join(','),
        summary,
        read: (given, name) => {
            const words = given.flatMap((list) => list.split(',')).filter((word) => word !== '');
            return given.length === 0 ? undefined : words.map((word) => oneOf(all, word, `--${name}`));
        },
    };
}

export function wholeNumber(takes: string, summary: string): Option<number | undefined> {
    return {
        takes,
        summary,
        read: (given, name) => {
            const value = given.at(-1);
            if (value === undefined || /^-?\d{1,10}$/.test(value))
                return value === undefined ? undefined : Number(value);
            throw new CommandError(`\`--${name}\` takes a whole number, not \`${value}\``);
        },
    };
}

function oneOf<T extends string>(all: readonly T[], value: string, name: string): T {
    const known = all.find((each) => each === value);
    if (known === undefined)
        throw new CommandError(`\`${name}\` takes ${all.join(', ')}; \`${value}\` is none of them`);
    return known;
}

/** Throws `CommandError` where the arguments do not fit. */
export function readArguments<O extends Options>(
    args: readonly string[],
    options: O,
): { values: Values<O>; positionals: readonly string[] } {
    const given = parse(args, options);
    const values = Object.entries(options).map(([name, option]) => {
        const all = given.values[name] ?? [];
        return [name, option.read(Array.isArray(all) ? all.map(String) : [String(all)], name)];
    });
    return { values: Object.fromEntries(values) as Values<O>, positionals: given.positionals };
}

function parse(args: readonly string[], options: Options) {
    try {
        return parseArgs({
            args: [...args],
            allowPositionals: true,
            options: Object.fromEntries(
                Object.entries(options).map(([name, { takes }]) => [
                    name,
                    { type: takes === undefined ? 'boolean' : 'string', multiple: true } as const,
                ]),
            ),
        });
    } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        // Node's words, without its advice on how to escape
        const words = error.message.split('\n')[0]?.split('. ')[0]?.replaceAll("'", '`') ?? '';
        throw new CommandError(words.replace(/^\w/, (letter) => letter.toLowerCase()));
    }
}
