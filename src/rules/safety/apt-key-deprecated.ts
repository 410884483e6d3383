import { programOf } from '../../dockerfile/commandQueries';
import { unwrap } from '../../dockerfile/commandEnvironment';
import { rangeOf } from '../../dockerfile/positions';
import { commandsOf } from '../../dockerfile/shell';
import { replaceSpan } from '../edits';
import { instructionsOf } from '../instructions';
import type { Rule } from '../rule';

export const aptKeyDeprecated: Rule = {
    id: 'apt-key-deprecated',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'Keys of package repositories are files of their own',
    why: '`apt-key` is gone from Debian 13 and Ubuntu 24.10. Its keys may sign for every repository; a file that `signed-by` names signs for one.',
    examples: [
        {
            bad: 'FROM debian:bookworm-slim\nCOPY key.asc /tmp/\nRUN cat /tmp/key.asc | apt-key add -\n',
            good: 'FROM debian:bookworm-slim\nCOPY key.asc /tmp/\nRUN cat /tmp/key.asc | tee /etc/apt/trusted.gpg.d/repository.asc > /dev/null\n',
        },
    ],

    *check({ dockerfile }) {
        for (const run of instructionsOf(dockerfile, 'RUN'))
            for (const written of commandsOf(dockerfile, run)) {
                const command = unwrap(written);
                const [subcommand, source] = command.args;
                const isAdding = command.args.some(({ value }) => value === 'add' || value === 'adv');
                if (programOf(command) !== 'apt-key' || !isAdding) continue;
                const isPiped = subcommand?.value === 'add' && source?.value === '-' && command.args.length === 2;
                const file = '/etc/apt/trusted.gpg.d/repository.asc';
                const end = source?.end ?? command.end;
                const span = { start: command.name.start, end };
                yield {
                    message: '`apt-key` is deprecated, and Debian 13 does not have it',
                    range: rangeOf(dockerfile, command.name),
                    fixes: isPiped
                        ? [
                              {
                                  title: `Write the key to \`${file}\``,
                                  preferred: false,
                                  edits: [replaceSpan(dockerfile, span, `tee ${file} > /dev/null`)],
                              },
                          ]
                        : [],
                };
            }
    },
};
