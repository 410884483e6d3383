import { rangeOf } from '../../dockerfile/positions';
import { insertAt } from '../edits';
import { hasPlainFlag, plainRunsOf } from '../plainCommands';
import type { Rule } from '../rule';

export const useraddLargeUid: Rule = {
    id: 'useradd-large-uid',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: '`useradd` with a large number keeps no login log',
    why: 'The log of logins has a place for every number up to the user’s own: the file is gigabytes long, and the layer with it.',
    examples: [
        {
            bad: 'FROM debian:trixie-slim\nRUN useradd -u 1000650000 app\nUSER 1000650000\n',
            good: 'FROM debian:trixie-slim\nRUN useradd --no-log-init -u 1000650000 app\nUSER 1000650000\n',
        },
    ],
    covers: ['hadolint:DL3046'],

    *check({ dockerfile }) {
        for (const { run, commands } of plainRunsOf(dockerfile))
            for (const plain of commands) {
                const { name, args, command } = plain;
                if (name !== 'useradd' || hasPlainFlag(plain, 'l', 'no-log-init')) continue;
                const value =
                    args[args.findIndex(({ text, flags }) => !text.startsWith('--') && flags.includes('u')) + 1];
                const isGiven = args.some(({ text, flags }) => !text.startsWith('--') && flags.includes('u'));
                if (!isGiven || value === undefined || value.text.length <= 5) continue;
                // the name may be a variable's
                const isNumber = /^\d+$/.test(value.text);
                yield {
                    message: `A user with the number \`${value.word.raw}\` makes a log of logins that is gigabytes long`,
                    range: rangeOf(dockerfile, value.word),
                    aliases: ['hadolint:DL3046'],
                    profile: isNumber ? 'recommended' : 'off',
                    fixes:
                        run.json === undefined && command.name.value === 'useradd'
                            ? [
                                  {
                                      title: 'Add `--no-log-init`',
                                      preferred: true,
                                      edits: [insertAt(dockerfile, command.name.end, ' --no-log-init')],
                                  },
                              ]
                            : [],
                };
            }
    },
};
