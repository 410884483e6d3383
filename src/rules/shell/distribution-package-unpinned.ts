import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { plainArguments, plainCommandsOf, runsPlain, type PlainCommand } from '../plainCommands';
import type { Alias, Rule } from '../rule';
import { isDeclaredBefore } from '../declaredNames';

export const distributionPackageUnpinned: Rule = {
    id: 'distribution-package-unpinned',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'off',
    summary: 'Packages of the distribution name their version',
    why: 'The same Dockerfile installs another version tomorrow. Yet distributions delete old versions, so that a pin breaks the build some day.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nUSER 65532\nRUN apk add --no-cache git\n',
            good: 'FROM alpine:3.24\nUSER 65532\nRUN apk add --no-cache git=2.52.0-r0\n',
        },
    ],
    covers: ['hadolint:DL3008', 'hadolint:DL3018', 'hadolint:DL3033', 'hadolint:DL3037', 'hadolint:DL3041'],

    *check({ dockerfile }) {
        for (const instruction of dockerfile.instructions) {
            const run = instruction.trigger ?? instruction;
            if (run.keyword !== 'RUN') continue;
            for (const command of plainCommandsOf(dockerfile, run)) {
                const manager = managers.find(({ programs, words }) => runsPlain(command, programs, words));
                if (manager === undefined) continue;
                for (const { word, text } of manager.packagesOf(command)) {
                    if (manager.isPinned(text, { dockerfile, instruction, command })) continue;
                    yield {
                        message: `\`${word.raw}\` names no version`,
                        range: rangeOf(dockerfile, word),
                        aliases: [manager.alias],
                    };
                }
            }
        }
    },
};

interface Place {
    readonly dockerfile: Dockerfile;
    readonly instruction: Instruction;
    readonly command: PlainCommand;
}

interface Manager {
    readonly programs: readonly string[];
    readonly words: readonly string[];
    readonly alias: Alias;
    readonly packagesOf: (command: PlainCommand) => ReturnType<typeof plainArguments>;
    readonly isPinned: (text: string, place: Place) => boolean;
}

const managers: readonly Manager[] = [
    {
        programs: ['apt-get'],
        words: ['install'],
        alias: 'hadolint:DL3008',
        packagesOf: (command) => argumentsBut(command, ['install'], ['t', 'target-release']),
        isPinned: (text) => /[=/]|\.deb$/.test(text),
    },
    {
        programs: ['apk'],
        words: ['add'],
        alias: 'hadolint:DL3018',
        packagesOf: (command) => argumentsBut(command, ['add'], ['t', 'virtual', 'repository', 'X']),
        isPinned: (text) => /[=~<>]|\.apk$/.test(text),
    },
    {
        programs: ['zypper'],
        words: ['install', 'in'],
        alias: 'hadolint:DL3037',
        packagesOf: (command) => argumentsBut(command, ['install', 'in'], []),
        isPinned: (text) => /[=<>]|\.rpm$/.test(text),
    },
    {
        programs: ['yum'],
        words: ['install'],
        alias: 'hadolint:DL3033',
        packagesOf: (command) => argumentsBut(command, ['install', 'module'], []),
        isPinned: isRpmPinned,
    },
    {
        programs: ['dnf', 'microdnf'],
        words: ['install'],
        alias: 'hadolint:DL3041',
        packagesOf: (command) => (hasWord(command, 'group') ? [] : argumentsBut(command, ['install', 'module'], [])),
        isPinned: isRpmPinned,
    },
];

function argumentsBut(
    command: PlainCommand,
    subcommands: readonly string[],
    flagsWithValue: readonly string[],
): ReturnType<typeof plainArguments> {
    return plainArguments(command, flagsWithValue).filter(({ text }) => !subcommands.includes(text));
}

function hasWord({ args }: PlainCommand, word: string): boolean {
    return args.some(({ text }) => text === word);
}

/** `name-1.2-3`, `name-${VERSION}` of a variable that the file sets, and `name:stream` of a module. */
function isRpmPinned(text: string, { dockerfile, instruction, command }: Place): boolean {
    if (hasWord(command, 'module')) return text.includes(':');
    if (!text.includes('-')) return false;
    if (text.endsWith('.rpm')) return true;
    if (text.includes('$')) {
        const names = [...text.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name);
        return names.some((name) => isDeclaredBefore(dockerfile, instruction, name));
    }
    const [, ...parts] = text.split('-');
    return parts.every((part) => /^[0-9A-Za-z.~^_:+]+$/.test(part)) && parts.some((part) => /^\d/.test(part));
}
