import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile } from '../../dockerfile/syntax';
import { insertAt } from '../edits';
import { hasPlainFlag, plainRunsOf, subcommandWord, type PlainCommand } from '../plainCommands';
import { withReports } from '../reports';
import type { Fault, Rule } from '../rule';
import { reportedByTrivy } from '../trivyRuns';

export const aptNoInstallRecommends: Rule = {
    id: 'apt-no-install-recommends',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'strict',
    summary: '`apt-get install` installs what it is told, and no more',
    why: 'Recommended packages are installed, too, unless apt is told otherwise: they make an image larger and are one more thing to update.',
    examples: [
        {
            bad: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*\n',
            good: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install --no-install-recommends -y git && rm -rf /var/lib/apt/lists/*\n',
        },
    ],
    covers: ['hadolint:DL3015', 'trivy:DS-0029'],

    *check({ dockerfile }) {
        yield* withReports(dockerfile, judge(dockerfile), 'RUN', [
            {
                alias: 'trivy:DS-0029',
                reports: (run) => reportedByTrivy(dockerfile, run).has('trivy:DS-0029'),
                message: 'The text of this instruction names an `apt-get install` without `--no-install-recommends`',
            },
        ]);
    },
};

function* judge(dockerfile: Dockerfile): Iterable<Fault> {
    for (const { commands } of plainRunsOf(dockerfile))
        for (const command of commands) {
            const install = subcommandWord(command, ['install']);
            if (command.name !== 'apt-get' || install === undefined || isTold(command)) continue;
            yield {
                message: '`apt-get install` also installs recommended packages',
                range: rangeOf(dockerfile, { start: command.command.name.start, end: install.end }),
                aliases: ['hadolint:DL3015'],
                // some programs need what is only recommended to them, such as curl its certificates
                fixes: [
                    {
                        title: 'Add `--no-install-recommends`',
                        preferred: false,
                        edits: [insertAt(dockerfile, install.end, ' --no-install-recommends')],
                    },
                ],
            };
        }
}

function isTold(command: PlainCommand): boolean {
    const isConfigured = command.args.some(({ text }) => text === 'APT::Install-Recommends=false');
    return isConfigured || hasPlainFlag(command, 'no-install-recommends');
}
