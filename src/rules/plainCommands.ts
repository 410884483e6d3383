import { oncePer } from '../dockerfile/once';
import { commandsOf, shellOf, type ShellCommand, type ShellWord } from '../dockerfile/shell';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import { instructionsOf } from './instructions';

/**
 * A command of a RUN as hadolint sees it: by its words alone, each character behind a dash a flag, nothing known of which
 * flag takes a value, and what `sudo` or `env` start not seen.
 */
export interface PlainCommand {
    readonly command: ShellCommand;
    readonly name: string;
    readonly args: readonly PlainWord[];
    /** `--name=value` as `name`, `-abc` as `a`, `b`, `c`; in order, each as often as it is given. */
    readonly flags: readonly string[];
}

export interface PlainWord {
    readonly word: ShellWord;
    /** Without quotes; `$x` written `${x}`. */
    readonly text: string;
    readonly flags: readonly string[];
}

/** Programs behind which the next word is the name; their own word stays no argument. */
const transparent = new Set(['builtin', 'busybox', 'command', 'exec', 'run']);

export const plainCommandsOf = oncePer((dockerfile, run: Instruction): readonly PlainCommand[] =>
    seenCommands(dockerfile, run).flatMap((command) => readCommand(command) ?? []),
);

/** The RUN instructions, those behind ONBUILD included, with their commands. */
export function plainRunsOf(dockerfile: Dockerfile): { run: Instruction; commands: readonly PlainCommand[] }[] {
    return instructionsOf(dockerfile, 'RUN').map((run) => ({ run, commands: plainCommandsOf(dockerfile, run) }));
}

/** Neither the bodies of here-documents that a program reads, nor what a `sh -c` of the exec form starts first. */
function seenCommands(dockerfile: Dockerfile, run: Instruction): readonly ShellCommand[] {
    const commands = commandsOf(dockerfile, run).filter(({ source }) => source !== 'input');
    if (run.json?.valid === true) return commands.filter((_, index) => index !== 1);
    const marker = run.heredocs[0]?.marker.start ?? Infinity;
    return commands.filter(({ source, start }) => source !== 'line' || start < marker);
}

/** Whether a pipe stands anywhere in it, as hadolint sees it. */
export function hasPipe(dockerfile: Dockerfile, run: Instruction): boolean {
    const marker = run.heredocs[0]?.marker.start ?? Infinity;
    const isScript = run.heredocs[0]?.marker.start === run.body.start;
    return shellOf(dockerfile, run).pipelines.some(({ start }) => isScript || start < marker);
}

function readCommand(command: ShellCommand): PlainCommand | undefined {
    const isTransparent = transparent.has(command.name.value);
    const name = isTransparent ? command.args[0] : command.name;
    if (name?.isLiteral !== true || name.value === '') return undefined;
    const args = command.args.map((word): PlainWord => {
        const text = textOf(word);
        return { word, text, flags: flagsIn(text) };
    });
    return { command, name: name.value, args, flags: args.flatMap(({ flags }) => flags) };
}

function textOf({ value, isLiteral }: ShellWord): string {
    if (isLiteral) return value;
    return value
        .replace(/`[^`]*`|\$\(\([^()]*\)\)/g, '${VAR}')
        .replace(/\$\(([^()]*)\)/g, (_, words: string) => `\${${words.replace(/\s+/g, '')}}`)
        .replace(/\$([A-Za-z_]\w*|\d)/g, '${$1}');
}

function flagsIn(text: string): readonly string[] {
    if (text.startsWith('--')) return text.length > 2 ? [text.slice(2).split('=', 1)[0] ?? ''] : [];
    return text.startsWith('-') ? Array.from(text.slice(1)) : [];
}

/** Whether the command is one of these programs with any of these words among its arguments. */
export function runsPlain(
    { name, args }: PlainCommand,
    programs: readonly string[],
    words: readonly string[],
): boolean {
    return programs.includes(name) && args.some(({ text }) => words.includes(text));
}

export function hasPlainFlag({ flags }: PlainCommand, ...names: readonly string[]): boolean {
    return flags.some((flag) => names.includes(flag));
}

/** The words that are no flags, nor the word behind one of the flags `withValue`. */
export function plainArguments({ args }: PlainCommand, withValue: readonly string[] = []): PlainWord[] {
    const found: PlainWord[] = [];
    let isValue = false;
    for (const word of args) {
        const wasValue: boolean = isValue;
        isValue = !wasValue && !word.text.includes('=') && word.flags.some((flag) => withValue.includes(flag));
        const isFlag = word.text.startsWith('-') && word.text !== '-' && word.text !== '--';
        if (!wasValue && !isFlag) found.push(word);
    }
    return found;
}

/** The word that names what the program does: `install` of `apt-get -y install git`. */
export function subcommandWord({ args }: PlainCommand, words: readonly string[]): ShellWord | undefined {
    return args.find(({ text }) => words.includes(text))?.word;
}
