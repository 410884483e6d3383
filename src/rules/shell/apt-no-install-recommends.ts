import { programOf } from '../../dockerfile/commandQueries';
import { rangeOf } from '../../dockerfile/positions';
import { commandsOf } from '../../dockerfile/shell';
import { insertAt } from '../edits';
import { instructionsOf } from '../instructions';
import type { Rule } from '../rule';

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
    covers: ['hadolint:DL3015'],

    *check({ dockerfile }) {
        for (const run of instructionsOf(dockerfile, 'RUN'))
            for (const command of commandsOf(dockerfile, run)) {
                const { args } = command;
                const install = args.find(({ value }) => value === 'install');
                if (programOf(command) !== 'apt-get' || install === undefined) continue;
                if (
                    args.some(({ value }) =>
                        /^--no-install-recommends(=|$)|^APT::Install-Recommends=false$/.test(value),
                    )
                )
                    continue;
                yield {
                    message: '`apt-get install` also installs recommended packages',
                    range: rangeOf(dockerfile, { start: command.name.start, end: install.end }),
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
    },
};
