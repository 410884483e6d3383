import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile } from '../../dockerfile/syntax';
import { replaceSpan } from '../edits';
import { plainArguments, plainRunsOf, type PlainCommand } from '../plainCommands';
import type { Fix, Rule } from '../rule';

export const aptInsteadOfAptGet: Rule = {
    id: 'apt-instead-of-apt-get',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'strict',
    summary: 'Scripts call `apt-get`, not `apt`',
    why: '`apt` is made for people at a terminal: it warns in every script that its command line may change.',
    examples: [
        {
            bad: 'FROM debian:trixie-slim\nRUN apt update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*\n',
            good: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*\n',
        },
    ],
    covers: ['hadolint:DL3027'],

    *check({ dockerfile }) {
        for (const { commands } of plainRunsOf(dockerfile))
            for (const command of commands)
                if (command.name === 'apt')
                    yield {
                        message: '`apt` is no stable command for scripts',
                        range: rangeOf(dockerfile, command.command.name),
                        aliases: ['hadolint:DL3027'],
                        fixes: fixesOf(dockerfile, command),
                    };
    },
};

/** What both call the same. */
const shared = new Set(['autoremove', 'autoclean', 'clean', 'install', 'purge', 'remove', 'update', 'upgrade']);

function fixesOf(dockerfile: Dockerfile, command: PlainCommand): Fix[] {
    const { name } = command.command;
    const [subcommand] = plainArguments(command);
    if (name.raw !== 'apt' || !shared.has(subcommand?.text ?? '')) return [];
    return [{ title: 'Call `apt-get`', preferred: true, edits: [replaceSpan(dockerfile, name, 'apt-get')] }];
}
