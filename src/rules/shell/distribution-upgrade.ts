import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile } from '../../dockerfile/syntax';
import { replaceSpan } from '../edits';
import { plainRunsOf, subcommandWord } from '../plainCommands';
import type { Rule } from '../rule';

export const distributionUpgrade: Rule = {
    id: 'distribution-upgrade',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'The release of a distribution is chosen by the base image',
    why: 'An upgrade to another release doubles the image, and its tag no longer tells what is in it.',
    examples: [
        {
            bad: 'FROM opensuse/leap:16.0\nRUN zypper --non-interactive dist-upgrade\n',
            good: 'FROM opensuse/leap:16.0\nRUN zypper --non-interactive patch\n',
        },
    ],
    covers: ['hadolint:DL3035'],

    *check({ dockerfile }) {
        for (const { run, commands } of plainRunsOf(dockerfile))
            for (const command of commands) {
                const word = subcommandWord(command, ['dist-upgrade', 'dup']);
                if (command.name !== 'zypper' || word === undefined) continue;
                yield {
                    message: `\`zypper ${word.value}\` makes another release of the image`,
                    range: rangeOf(dockerfile, { start: command.command.start, end: word.end }),
                    aliases: ['hadolint:DL3035'],
                    ...(isRolling(dockerfile) && { profile: 'strict' }),
                    fixes:
                        run.json === undefined
                            ? [
                                  {
                                      title: 'Install patches only',
                                      preferred: false,
                                      edits: [replaceSpan(dockerfile, word, 'patch')],
                                  },
                              ]
                            : [],
                };
            }
    },
};

/** Tumbleweed is updated by nothing else. */
function isRolling({ stages }: Dockerfile): boolean {
    return stages.some(({ image }) => image?.value.includes('tumbleweed') === true);
}
