import { programOf } from '../../dockerfile/commandQueries';
import { unwrap } from '../../dockerfile/commandEnvironment';
import { rangeOf } from '../../dockerfile/positions';
import { commandsOf, type ShellCommand } from '../../dockerfile/shell';
import type { Dockerfile } from '../../dockerfile/syntax';
import { replaceSpan } from '../edits';
import { instructionsOf } from '../instructions';
import type { Fix, Rule } from '../rule';

export const aptKeyDeprecated: Rule = {
    id: 'apt-key-deprecated',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'Keys of package repositories are files of their own',
    why: '`apt-key` is gone from Debian 13 and Ubuntu 24.10. Its keys may sign for every repository; a file that `signed-by` names signs for one.',
    examples: [
        {
            bad: 'FROM debian:bookworm-slim\nCOPY key.asc /tmp/\nRUN apt-key add /tmp/key.asc\n',
            good: 'FROM debian:bookworm-slim\nCOPY key.asc /tmp/\nRUN cp /tmp/key.asc /etc/apt/trusted.gpg.d/repository.asc\n',
        },
    ],

    *check({ dockerfile }) {
        for (const run of instructionsOf(dockerfile, 'RUN'))
            for (const written of commandsOf(dockerfile, run)) {
                const command = unwrap(written);
                const isAdding = command.args.some(({ value }) => value === 'add' || value === 'adv');
                if (programOf(command) !== 'apt-key' || !isAdding) continue;
                yield {
                    message: '`apt-key` is deprecated, and Debian 13 does not have it',
                    range: rangeOf(dockerfile, command.name),
                    fixes: fixesOf(dockerfile, command),
                };
            }
    },
};

const file = '/etc/apt/trusted.gpg.d/repository.asc';

/** Trusted for every repository, as before; which one it is for only a person knows. */
function fixesOf(dockerfile: Dockerfile, command: ShellCommand): Fix[] {
    const [subcommand, source, ...others] = command.args;
    if (subcommand?.value !== 'add' || source === undefined || others.length > 0) return [];
    const written = source.value === '-' ? `tee ${file} > /dev/null` : `cp ${source.raw} ${file}`;
    const span = { start: command.name.start, end: source.end };
    return [
        { title: `Write the key to \`${file}\``, preferred: false, edits: [replaceSpan(dockerfile, span, written)] },
    ];
}
