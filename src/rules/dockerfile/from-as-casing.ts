import { rangeOf } from '../../dockerfile/positions';
import { replaceSpan } from '../edits';
import type { Rule } from '../rule';

export const fromAsCasing: Rule = {
    id: 'from-as-casing',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'recommended',
    summary: '`FROM` and `AS` are written in the same case',
    why: 'A reader finds the stages of a Dockerfile by the words that begin and name them.',
    examples: [
        {
            bad: 'FROM alpine:3.24 as base\n',
            good: 'FROM alpine:3.24 AS base\n',
        },
    ],
    covers: ['buildkit:FromAsCasing'],

    *check({ dockerfile }) {
        for (const { from } of dockerfile.stages) {
            const as = from.words[1];
            const keyword = dockerfile.text.slice(from.keywordSpan.start, from.keywordSpan.end);
            const wanted = keyword === 'FROM' ? 'AS' : keyword === 'from' ? 'as' : undefined;
            if (as?.value.toUpperCase() !== 'AS' || wanted === undefined || as.value === wanted) continue;
            yield {
                message: `\`${as.value}\` is not in the case of \`${keyword}\``,
                range: rangeOf(dockerfile, as),
                aliases: ['buildkit:FromAsCasing'],
                fixes: [
                    { title: `Write \`${wanted}\``, preferred: true, edits: [replaceSpan(dockerfile, as, wanted)] },
                ],
            };
        }
    },
};
