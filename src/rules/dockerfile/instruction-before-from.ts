import { rangeOf } from '../../dockerfile/positions';
import type { Rule } from '../rule';

export const instructionBeforeFrom: Rule = {
    id: 'instruction-before-from',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'Only `ARG` stands before the first `FROM`',
    why: 'There is no stage yet that anything else could belong to: the build fails.',
    examples: [
        {
            bad: 'LABEL org.opencontainers.image.title=app\nFROM alpine:3.24\n',
            good: 'FROM alpine:3.24\nLABEL org.opencontainers.image.title=app\n',
        },
    ],
    covers: ['hadolint:DL3061'],

    *check({ dockerfile }) {
        for (const { stage, keyword, keywordSpan } of dockerfile.instructions) {
            if (stage !== undefined) return;
            if (keyword === 'ARG' || keyword === 'FROM') continue;
            yield {
                message: `\`${keyword}\` stands before the first \`FROM\``,
                range: rangeOf(dockerfile, keywordSpan),
                aliases: ['hadolint:DL3061'],
            };
        }
    },
};
