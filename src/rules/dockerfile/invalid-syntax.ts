import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, SyntaxFault } from '../../dockerfile/syntax';
import { replaceSpan } from '../edits';
import type { Fix, Rule } from '../rule';

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
        for (const fault of dockerfile.errors)
            yield {
                message: fault.message,
                range: rangeOf(dockerfile, fault),
                aliases: ['hadolint:DL1000'],
                fixes: fixesOf(dockerfile, fault),
            };
    },
};

/** What a word may mean is a guess. */
function fixesOf(dockerfile: Dockerfile, { meant }: SyntaxFault): Fix[] {
    if (meant === undefined || meant.start === meant.end) return [];
    const edits = [replaceSpan(dockerfile, meant, meant.text)];
    return [{ title: `Write \`${meant.text}\``, preferred: false, edits }];
}
