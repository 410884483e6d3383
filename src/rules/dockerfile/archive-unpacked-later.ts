import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { workdirAt } from '../../dockerfile/configuration';
import { commandsOf, type ShellCommand } from '../../dockerfile/shell';
import { stageOf } from '../../dockerfile/stages';
import { removeInstruction, replaceSpan } from '../edits';
import { blocksOf, copiedPaths, copyTarget } from '../instructions';
import { plainCommandsOf, type PlainCommand } from '../plainCommands';
import { isTrigger } from '../onbuild';
import { folderOfCommand, joinImagePath } from '../places';
import type { Fix, Rule } from '../rule';
import { removeCommand } from '../shellEdits';

export const archiveUnpackedLater: Rule = {
    id: 'archive-unpacked-later',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'strict',
    summary: 'Local archives are unpacked by `ADD`',
    why: 'An archive that is copied and then unpacked is in the image twice. `ADD` unpacks it on the way.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nCOPY site.tar.gz /tmp/\nRUN tar -xzf /tmp/site.tar.gz -C /srv\nUSER 65532\n',
            good: 'FROM alpine:3.24\nADD site.tar.gz /srv\nUSER 65532\n',
        },
    ],
    covers: ['hadolint:DL3010'],

    *check({ dockerfile }) {
        const blocks = blocksOf(dockerfile);
        for (const block of blocks) {
            const isLast = block === blocks.at(-1);
            for (const [copy, unpacking] of archivesUnpackedIn(dockerfile, block.instructions))
                yield {
                    message: 'The archive is copied into one layer and unpacked into another',
                    range: rangeOf(dockerfile, copy.body),
                    // hadolint reports the last stage only, where nothing else ships
                    aliases: isLast ? ['hadolint:DL3010'] : [],
                    ...(!isLast && { profile: 'off' }),
                    fixes: unpackByAdd(dockerfile, copy, unpacking),
                };
        }
    },
};

interface Unpacking {
    readonly run: Instruction;
    readonly command: ShellCommand;
}

const archive = /\.(tar|Z|bz2|gz|lz|lzma|tZ|tb2|tbz|tbz2|tgz|tlz|tpz|txz|xz)$/;

/** Each COPY whose archive a later step unpacks first. */
function archivesUnpackedIn(
    dockerfile: Dockerfile,
    instructions: readonly Instruction[],
): ReadonlyMap<Instruction, Unpacking> {
    const copies = new Map<string, Instruction[]>();
    const unpacked = new Map<Instruction, Unpacking>();
    for (const instruction of instructions) {
        if (instruction.keyword === 'COPY')
            for (const name of archivesOf(instruction)) copies.set(name, [...(copies.get(name) ?? []), instruction]);
        if (instruction.keyword !== 'RUN' || copies.size === 0) continue;
        for (const command of plainCommandsOf(dockerfile, instruction).filter(unpacks))
            for (const { text, flags } of command.args) {
                if (flags.length > 0) continue;
                const name = basename(text);
                for (const copy of copies.get(name) ?? [])
                    if (!unpacked.has(copy)) unpacked.set(copy, { run: instruction, command: command.command });
                copies.delete(name);
            }
    }
    return unpacked;
}

/** For one archive that `tar` unpacks as it is, and that nothing else reads. */
function unpackByAdd(dockerfile: Dockerfile, copy: Instruction, { run, command }: Unpacking): Fix[] {
    const [source, target] = copy.words;
    const path = archivePath(dockerfile, copy);
    if (source === undefined || target === undefined || path === undefined) return [];
    const folder = unpackedTo(dockerfile, run, command, path);
    const name = basename(path);
    const isReadLater = dockerfile.text.includes(name, run.end);
    if (folder === undefined || !/^[\w./-]+$/.test(folder) || isReadLater) return [];
    const commands = commandsOf(dockerfile, run);
    const isRest = commands.every(
        (each) => each === command || (each.name.value === 'rm' && each.args.some(({ value }) => value.endsWith(name))),
    );
    const isElsewhere = commands.some((each) => each !== command && each.args.some(({ raw }) => raw.includes(name)));
    const removal = isRest
        ? [removeInstruction(dockerfile, run)]
        : isElsewhere
          ? []
          : removeCommand(dockerfile, run, command);
    if (removal.length === 0 || isTrigger(dockerfile, run)) return [];
    const edits = [
        replaceSpan(dockerfile, copy.keywordSpan, 'ADD'),
        replaceSpan(dockerfile, target, folder),
        ...removal,
    ];
    // another archive of that name, or one that is none, would be copied as it is
    return [{ title: 'Unpack it with `ADD`', preferred: false, edits }];
}

/** Where the one archive of a COPY is in the image; none where a builder would not unpack it. */
function archivePath(dockerfile: Dockerfile, copy: Instruction): string | undefined {
    const [source, target, ...others] = copy.words;
    const stage = stageOf(dockerfile, copy);
    const workdir = stage && workdirAt(dockerfile, stage, copy).value;
    const isOne = others.length === 0 && copy.flags.length === 0 && copy.json === undefined;
    if (!isOne || source === undefined || target === undefined || workdir === undefined) return undefined;
    if (!/^[\w./-]+\.(?:tar|tgz|tbz2?|txz|tar\.(?:gz|bz2|xz))$/.test(source.value) || /[$*]/.test(target.value))
        return undefined;
    const isFolder = /(?:^|\/)\.?$/.test(target.value);
    return joinImagePath(workdir, isFolder ? `${target.value}/${basename(source.value)}` : target.value);
}

/** The folder that `tar` unpacks it to, where that is all that it is told. */
function unpackedTo(dockerfile: Dockerfile, run: Instruction, command: ShellCommand, path: string): string | undefined {
    const folder = folderOfCommand(dockerfile, run, command);
    const [flags, file, ...rest] = command.args;
    if (folder === undefined || file === undefined || command.name.value !== 'tar') return undefined;
    if (!/^-?[xzjJvp]*f$/.test(flags?.value ?? '') || joinImagePath(folder, file.value) !== path) return undefined;
    const [option, target, ...more] = rest;
    if (option === undefined) return folder;
    const isTarget = option.value === '-C' && target?.isLiteral === true && more.length === 0;
    return isTarget ? joinImagePath(folder, target.value) : undefined;
}

/** The names that archives have in the image: the target's where that looks like one. */
function archivesOf(copy: Instruction): string[] {
    if (copy.flags.some(({ name }) => name === 'from')) return [];
    const target = basename(copyTarget(copy) ?? '');
    const names = copiedPaths(copy).map(({ value }) => basename(value));
    return archive.test(target) ? [target] : names.filter((name) => archive.test(name));
}

function basename(path: string): string {
    return path.slice(path.lastIndexOf('/') + 1);
}

const unpackers = ['unzip', 'gunzip', 'bunzip2', 'unlzma', 'unxz', 'zgz', 'uncompress', 'zcat', 'gzcat'];

function unpacks({ name, args }: PlainCommand): boolean {
    if (name === 'tar') return args.some(({ text }) => /^(--extract|--get|-[^-]*x.*)$/.test(text));
    return unpackers.includes(name);
}
