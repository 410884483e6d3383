import { rangeOf } from '../../dockerfile/positions';
import type { Rule } from '../rule';

export const invalidSyntax: Rule = {
    id: 'invalid-syntax',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'A builder understands every line',
    why: 'A builder stops at the first line that it does not understand, before anything is built.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nRUM apk add --no-cache git\n',
            good: 'FROM alpine:3.24\nRUN apk add --no-cache git\n',
        },
    ],
    covers: ['hadolint:DL1000'],

    *check({ dockerfile }) {
        for (const { message, ...span } of dockerfile.errors)
            yield { message, range: rangeOf(dockerfile, span), aliases: ['hadolint:DL1000'] };
    },
};
