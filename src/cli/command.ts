import { CommandError } from './commandError';
import { flag, readArguments, type Options, type Values } from './options';
import type { ExitCode, Terminal } from './terminal';
import { version } from '../../package.json';

export interface Command {
    readonly name: string;
    readonly summary: string;
    /** Throws `CommandError` for wrong use. */
    run(args: readonly string[], terminal: Terminal): Promise<ExitCode>;
}

interface Definition<O extends Options> {
    readonly name: string;
    readonly summary: string;
    /** The word for its paths in the help, such as `[dir]`, and how many there may be. */
    readonly paths: { readonly takes: string; readonly most: number };
    readonly options: O;
    /** Lines below the options in the help. */
    readonly notes?: readonly string[];
    run(values: Values<O>, paths: readonly string[], terminal: Terminal): Promise<ExitCode>;
}

const everywhere = { help: flag('Say what this command does'), version: flag('Say the version') };

/** A command from what it says of itself: its options are parsed and its help is written from the same words. */
export function defineCommand<O extends Options>(definition: Definition<O>): Command {
    const { name, summary, paths, options } = definition;
    const all = { ...options, ...everywhere };
    return {
        name,
        summary,
        async run(args, terminal) {
            const own = args.slice(0, args.includes('--') ? args.indexOf('--') : undefined);
            if (own.includes('--help') || own.includes('-h')) {
                terminal.write(help(definition, all));
                return 0;
            }
            if (own.includes('--version')) {
                terminal.write(`${version}\n`);
                return 0;
            }
            const { values, positionals } = readArguments(args, all);
            if (positionals.length > paths.most)
                throw new CommandError(
                    `\`${name}\` takes ${paths.takes || 'options only'}, not \`${positionals[paths.most] ?? ''}\``,
                );
            return definition.run(values, positionals, terminal);
        },
    };
}

function help<O extends Options>({ name, summary, paths, notes = [] }: Definition<O>, options: Options): string {
    const words = Object.entries(options).map(([option, { takes, summary: what }]) => ({
        written: takes === undefined ? `--${option}` : `--${option} ${takes}`,
        what,
    }));
    const width = Math.min(28, Math.max(...words.map(({ written }) => written.length)));
    const lines = words.map(({ written, what }) =>
        written.length > width
            ? `  ${written}\n  ${' '.repeat(width)}  ${what}`
            : `  ${written.padEnd(width)}  ${what}`,
    );
    const usage = ['Usage: gopherdock', name, paths.takes, '[options]'].filter((word) => word !== '').join(' ');
    return [summary, '', usage, '', ...lines, ...(notes.length === 0 ? [] : ['', ...notes]), ''].join('\n');
}
