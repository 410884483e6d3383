import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile } from '../../dockerfile/syntax';
import { insertAt } from '../edits';
import { hasPlainFlag, plainRunsOf, runsPlain, subcommandWord, type PlainCommand } from '../plainCommands';
import { withReports } from '../reports';
import type { Alias, Fault, Rule } from '../rule';
import { reportedByTrivy } from '../trivyRuns';

export const installWithoutYes: Rule = {
    id: 'install-without-yes',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'strict',
    summary: 'Package managers are told not to ask',
    why: 'A build cannot answer: as soon as the package manager has something to ask, the build stops.',
    examples: [
        {
            bad: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install --no-install-recommends git && rm -rf /var/lib/apt/lists/*\n',
            good: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*\n',
        },
    ],
    covers: ['hadolint:DL3014', 'hadolint:DL3030', 'hadolint:DL3034', 'hadolint:DL3038', 'trivy:DS-0021'],

    *check({ dockerfile }) {
        yield* withReports(dockerfile, judge(dockerfile), 'RUN', [
            {
                alias: 'trivy:DS-0021',
                reports: (run) => reportedByTrivy(dockerfile, run).has('trivy:DS-0021'),
                fits: 'hadolint:DL3014',
                message: 'The text of this instruction names an `apt-get install` without `-y`',
            },
        ]);
    },
};

function* judge(dockerfile: Dockerfile): Iterable<Fault> {
    for (const { commands } of plainRunsOf(dockerfile))
        for (const command of commands) {
            const manager = managers.find(({ programs, words }) => runsPlain(command, programs, words));
            const word = manager && subcommandWord(command, manager.words);
            if (manager === undefined || word === undefined || manager.isTold(command)) continue;
            yield {
                message: `\`${command.name} ${word.value}\` may ask, and a build cannot answer`,
                range: rangeOf(dockerfile, { start: command.command.start, end: word.end }),
                aliases: [manager.alias],
                fixes: [{ title: 'Add `-y`', preferred: true, edits: [insertAt(dockerfile, word.end, ' -y')] }],
            };
        }
}

interface Manager {
    readonly programs: readonly string[];
    readonly words: readonly string[];
    readonly alias: Alias;
    readonly isTold: (command: PlainCommand) => boolean;
}

const managers: readonly Manager[] = [
    { programs: ['apt-get'], words: ['install'], alias: 'hadolint:DL3014', isTold: isAptTold },
    {
        programs: ['yum'],
        words: ['install', 'groupinstall', 'localinstall'],
        alias: 'hadolint:DL3030',
        isTold: (command) => hasPlainFlag(command, 'y', 'assumeyes'),
    },
    {
        programs: ['zypper'],
        words: ['install', 'in', 'remove', 'rm', 'source-install', 'si', 'patch'],
        alias: 'hadolint:DL3034',
        isTold: (command) => hasPlainFlag(command, 'n', 'non-interactive', 'y', 'no-confirm'),
    },
    {
        programs: ['dnf', 'microdnf'],
        words: ['install', 'groupinstall', 'localinstall'],
        alias: 'hadolint:DL3038',
        isTold: (command) => hasPlainFlag(command, 'y', 'assumeyes'),
    },
];

/** Twice as quiet means yes, too. */
function isAptTold(command: PlainCommand): boolean {
    const count = (name: string): number => command.flags.filter((flag) => flag === name).length;
    return (
        hasPlainFlag(command, 'y', 'yes', 'assume-yes', 'qq') ||
        count('q') === 2 ||
        count('quiet') === 2 ||
        command.args.some(({ text }) => text === '-q=2')
    );
}
