import { rangeOf } from '../../dockerfile/positions';
import { replaceSpan } from '../edits';
import type { Rule } from '../rule';

export const invalidOnbuild: Rule = {
    id: 'invalid-onbuild',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: '`ONBUILD` is followed by what a stage may do',
    why: '`ONBUILD` triggers run in a stage that is already there, once: the build fails at `FROM`, `MAINTAINER` and another `ONBUILD`.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nONBUILD ONBUILD COPY . /src/\n',
            good: 'FROM alpine:3.24\nONBUILD COPY . /src/\n',
        },
    ],
    covers: ['hadolint:DL3043'],

    *check({ dockerfile }) {
        for (const { trigger, keywordSpan } of dockerfile.instructions) {
            if (trigger === undefined || !['ONBUILD', 'FROM', 'MAINTAINER'].includes(trigger.keyword)) continue;
            const doubled = { start: keywordSpan.start, end: trigger.keywordSpan.start };
            yield {
                message: `\`ONBUILD\` cannot be followed by \`${trigger.keyword}\``,
                range: rangeOf(dockerfile, trigger.keywordSpan),
                aliases: ['hadolint:DL3043'],
                fixes:
                    trigger.keyword === 'ONBUILD'
                        ? [
                              {
                                  title: 'Remove one `ONBUILD`',
                                  preferred: true,
                                  edits: [replaceSpan(dockerfile, doubled, '')],
                              },
                          ]
                        : [],
            };
        }
    },
};
