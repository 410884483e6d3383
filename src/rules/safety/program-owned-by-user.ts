import { processOf, userAt } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import { finalStage } from '../../dockerfile/stages';
import { replaceSpan } from '../edits';
import { copyTarget } from '../instructions';
import type { Rule } from '../rule';

export const programOwnedByUser: Rule = {
    id: 'program-owned-by-user',
    kind: 'dockerfile',
    severity: 'hint',
    profile: 'off',
    summary: 'The program belongs to root, and not to the user that runs it',
    why: 'A program that its own user may write can be replaced by whoever takes it over. Reading and running is all that it needs.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nCOPY --chown=65532:65532 app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
            good: 'FROM alpine:3.24\nCOPY app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
        },
    ],
    covers: ['kics:aa93e17f'],

    *check({ dockerfile }) {
        const final = finalStage(dockerfile);
        if (final === undefined) return;
        const { entrypoint, command } = processOf(dockerfile, final);
        const program = (entrypoint ?? command)?.json?.items[0]?.value;
        const user = userAt(dockerfile, final).value?.split(':')[0];
        for (const copy of final.instructions) {
            const chown = copy.flags.find(({ name }) => name === 'chown');
            const owner = chown?.value?.value.split(':')[0];
            if (copy.keyword !== 'COPY' || chown === undefined || program === undefined) continue;
            if (copyTarget(copy) !== program || owner === undefined || owner !== user || owner === '0') continue;
            yield {
                message: `\`${program}\` belongs to the user that runs it`,
                range: rangeOf(dockerfile, chown),
                aliases: ['kics:aa93e17f'],
                fixes: [
                    {
                        title: 'Leave it to root',
                        preferred: false,
                        edits: [replaceSpan(dockerfile, { start: chown.start, end: chown.end + 1 }, '')],
                    },
                ],
            };
        }
    },
};
