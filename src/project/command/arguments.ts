import { isContainerfile, isForDevelopers } from '../buildFiles';
import type { Main } from '../mains';
import { folderOf } from '../paths';
import type { Command } from '../project';
import type { Sources } from '../sources';
import type { NeedReason } from './needs';
import { sourceOf, type Program } from './program';

/** What a program is started with so that it serves; empty where it needs nothing, or where that is not sure. */
export interface StartArguments {
    readonly words: readonly string[];
    readonly reasons: readonly NeedReason[];
}

/** Names that people give the subcommand that runs until it is stopped. */
const serving =
    /^(?:serve[drs]?|serve[-_:]?(?:http|api|all)|start[-_]?(?:server)?|run[-_]?(?:server)?|web|daemon|api|http|listen)$/;
const none: StartArguments = { words: [], reasons: [] };

/** One command of a command-line library: the root or a subcommand. */
interface Subcommand {
    readonly name: string;
    /** Whether something happens when it is called without a further subcommand. */
    readonly acts: boolean;
    /** Whether it wants more words behind it. */
    readonly wantsMore: boolean;
    readonly isRoot: boolean;
    readonly source: { readonly file: string; readonly line: number };
}

/** The subcommand that makes the program serve, where it does nothing without one and exactly one can be meant. */
export function readStartArguments(
    program: Program,
    main: Main,
    sources: Sources,
    ports: Command['ports'],
): StartArguments {
    if (ports.length === 0) return none;
    const commands = findSubcommands(program, main);
    if (commands.some(({ isRoot, acts }) => isRoot && acts)) return none;
    const known = commands.filter(({ isRoot }) => !isRoot);
    const written = readImageCommand(sources, main, new Set(known.map(({ name }) => name)));
    if (written !== undefined) return written;
    const candidates = known.filter(({ name, acts, wantsMore }) => serving.test(name) && acts && !wantsMore);
    const [only, another] = candidates;
    if (only === undefined || another !== undefined || !commands.some(({ isRoot }) => isRoot)) return none;
    return toArguments([only.name], `\`${only.name}\` is the subcommand that listens`, only.source);
}

function toArguments(words: string[], because: string, source: { file: string; line: number }): StartArguments {
    return { words, reasons: [{ fact: 'arguments', because, ...source }] };
}

const libraries =
    /^github\.com\/(?:spf13\/cobra\.Command|urfave\/cli(?:\/v\d+)?\.(?:Command|App)|codegangsta\/cli\.(?:Command|App))$/;
const kingpins = /^(?:github\.com\/alecthomas\/kingpin|gopkg\.in\/alecthomas\/kingpin\.v\d+)/;

function findSubcommands(program: Program, main: Main): Subcommand[] {
    const own = new Set([main.name, ...main.builds.flatMap(({ output }) => output ?? [])]);
    const literals = program.literals.flatMap(({ type, elements, place }): Subcommand[] => {
        const named = elements.get('Use') ?? elements.get('Name');
        if (!libraries.test(type) || named === undefined) return [];
        const text = program.evaluate(named.value, place)[0]?.text;
        const [name = '', ...rest] = text?.trim().split(/\s+/) ?? [];
        const isRoot = type.endsWith('.App') || own.has(name) || (elements.has('Commands') && elements.has('Version'));
        const args = elements.get('Args')?.value;
        const wantsMore =
            rest.some((word) => /^<|^[A-Z]/.test(word)) ||
            (args?.kind === 'call' && args.callee.kind === 'member' && /Exact|Minimum/.test(args.callee.name));
        const acts = ['Run', 'RunE', 'Action'].some((each) => elements.has(each));
        return [{ name, acts, wantsMore, isRoot, source: sourceOf(place.file, named.line) }];
    });
    const chained = program.callsNamed('Command').flatMap(({ args, place, line }): Subcommand[] => {
        const [name, help] = args;
        if (name?.kind !== 'string' || help?.kind !== 'string') return [];
        if (!place.file.imports.some(({ path }) => kingpins.test(path))) return [];
        const source = sourceOf(place.file, line);
        return [{ name: name.value, acts: true, wantsMore: false, isRoot: false, source }];
    });
    // kingpin does nothing without a subcommand where it has any.
    const root = { name: '', acts: false, wantsMore: false, isRoot: true, source: { file: '', line: 0 } };
    return chained.length > 0 && literals.length === 0 ? [root, ...chained] : literals;
}

/** `CMD ["serve", "all"]` of the project's own image, where its words are subcommands. */
function readImageCommand(sources: Sources, main: Main, known: ReadonlySet<string>): StartArguments | undefined {
    for (const [file, bytes] of sources.texts) {
        if (!isContainerfile(file) || isForDevelopers(file)) continue;
        const builds = main.builds.some((build) => build.file === file);
        if (!builds && folderOf(file) !== '' && folderOf(file) !== main.package.dir) continue;
        const lines = new TextDecoder().decode(bytes).split(/\r?\n/);
        for (const [line, text] of lines.entries()) {
            const [, verb = '', list = ''] = /^\s*(CMD|ENTRYPOINT)\s+\[(.*)\]\s*$/i.exec(text.slice(0, 2000)) ?? [];
            const all = list.split(',').map((word) => word.trim().replace(/^["']|["']$/g, ''));
            const words = verb.toUpperCase() === 'ENTRYPOINT' ? all.slice(1) : all;
            const [first = ''] = words;
            if (!known.has(first) || !serving.test(first) || !words.every((word) => /^[a-z][\w:-]*$/.test(word)))
                continue;
            return toArguments(words, `\`${file}\` starts it with \`${words.join(' ')}\``, { file, line });
        }
    }
    return undefined;
}
