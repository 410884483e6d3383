import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { blocksOf, copiedPaths, copyTarget } from '../instructions';
import { plainCommandsOf, type PlainCommand } from '../plainCommands';
import type { Rule } from '../rule';

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
            for (const copy of archivesUnpackedIn(dockerfile, block.instructions))
                yield {
                    message: 'The archive is copied into one layer and unpacked into another',
                    range: rangeOf(dockerfile, copy.body),
                    // hadolint reports the last stage only, where nothing else ships
                    aliases: isLast ? ['hadolint:DL3010'] : [],
                    ...(!isLast && { profile: 'off' }),
                };
        }
    },
};

const archive = /\.(tar|Z|bz2|gz|lz|lzma|tZ|tb2|tbz|tbz2|tgz|tlz|tpz|txz|xz)$/;

function archivesUnpackedIn(dockerfile: Dockerfile, instructions: readonly Instruction[]): ReadonlySet<Instruction> {
    const copies = new Map<string, Instruction[]>();
    const unpacked = new Set<Instruction>();
    for (const instruction of instructions) {
        if (instruction.keyword === 'COPY')
            for (const name of archivesOf(instruction)) copies.set(name, [...(copies.get(name) ?? []), instruction]);
        if (instruction.keyword !== 'RUN' || copies.size === 0) continue;
        for (const command of plainCommandsOf(dockerfile, instruction).filter(unpacks))
            for (const { text, flags } of command.args) {
                if (flags.length > 0) continue;
                const name = basename(text);
                for (const copy of copies.get(name) ?? []) unpacked.add(copy);
                copies.delete(name);
            }
    }
    return unpacked;
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
