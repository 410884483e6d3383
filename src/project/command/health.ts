import type { GoFile } from '../go/file';
import type { Command } from '../project';
import { sourceOf, type Program } from './program';

const words = ['healthcheck', 'health-check'];

/** The argument that makes the program ask itself whether it is well: a subcommand or a flag. */
export function readHealthArgument(program: Program): Command['healthArgument'] {
    for (const word of words)
        for (const { file } of program.filesMentioning(`"${word}"`)) {
            const found = findSubcommand(file, word) ?? findFlag(file, word);
            if (found !== undefined) return { argument: found.argument, ...sourceOf(file, found.line) };
        }
    return null;
}

interface Found {
    readonly argument: string;
    readonly line: number;
}

/** `cobra.Command{Use: "healthcheck"}`, `cli.Command{Name: …}`, or a comparison with what the program was given. */
function findSubcommand(file: GoFile, word: string): Found | undefined {
    const { elements, functions } = file.declarations();
    const element = elements.find(
        ({ type, name, value }) =>
            /Command$/.test(type) &&
            (name === 'Use' || name === 'Name') &&
            value.kind === 'string' &&
            value.value === word,
    );
    if (element !== undefined) return { argument: word, line: element.line };
    const compares = [`== "${word}"`, `case "${word}"`].some((text) => file.mentions(text));
    if (!compares || !file.mentions('os.Args')) return undefined;
    return { argument: word, line: functions.find(({ name }) => name === 'main')?.line ?? 0 };
}

function findFlag(file: GoFile, word: string): Found | undefined {
    const flag = [...(file.calls().get('Bool') ?? []), ...(file.calls().get('BoolVar') ?? [])].find(
        ({ path, args }) =>
            /^flag\.|^pflag\./.test(path) && args.some((arg) => arg.kind === 'string' && arg.value === word),
    );
    return flag === undefined ? undefined : { argument: `--${word}`, line: flag.line };
}

const tlsCalls = [
    ['ListenAndServeTLS', 'ListenAndServe'],
    ['ServeTLS', 'Serve'],
    ['RunTLS', 'Run'],
    ['StartTLS', 'Start'],
] as const;

/** Whether nobody is answered without TLS, as far as the calls tell. */
export function readTlsOnly(program: Program): boolean {
    const used = tlsCalls.filter(([name]) => program.callsNamed(name).length > 0);
    return used.length > 0 && used.every(([, plain]) => program.callsNamed(plain).length === 0);
}
