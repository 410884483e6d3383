import { rangeOf } from '../../dockerfile/positions';
import { hadolintPragma } from '../suppressions';
import { linesOf, replaceSpan } from '../edits';
import type { Rule } from '../rule';

export const ignorePragma: Rule = {
    id: 'ignore-pragma',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'off',
    summary: 'Findings are not ignored by comments',
    why: 'A team may want every exception in its configuration, where one sees them all.',
    examples: [
        {
            bad: 'FROM alpine:3.24\n# hadolint ignore=DL3018\nRUN apk add --no-cache git\n',
            good: 'FROM alpine:3.24\nRUN apk add --no-cache git\n',
        },
    ],
    covers: ['hadolint:DL1001'],

    *check({ dockerfile }) {
        for (const comment of dockerfile.comments) {
            const [, reach, names] = (comment.inside ? null : hadolintPragma.exec(comment.text)) ?? [];
            if (names === undefined || reach !== undefined) continue;
            yield {
                message: `This comment silences \`${names}\` below it`,
                range: rangeOf(dockerfile, comment),
                aliases: ['hadolint:DL1001'],
                // what it silences is seen again then
                fixes: [
                    {
                        title: 'Remove the comment',
                        preferred: false,
                        edits: [replaceSpan(dockerfile, linesOf(dockerfile, comment), '')],
                    },
                ],
            };
        }
    },
};
