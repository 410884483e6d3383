import { positionAt, rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Span } from '../../dockerfile/syntax';
import { replaceSpan } from '../edits';
import type { FileEdit, Rule } from '../rule';

export const emptyContinuation: Rule = {
    id: 'empty-continuation',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'A continued instruction has no blank lines',
    why: 'Builders pass over a blank line there today and have announced to stop: then the instruction ends at it.',
    examples: [
        {
            bad: 'FROM alpine:3.24 AS base\nRUN apk add --no-cache \\\n\n    git\n',
            good: 'FROM alpine:3.24 AS base\nRUN apk add --no-cache \\\n    git\n',
        },
    ],
    covers: ['buildkit:NoEmptyContinuation'],

    *check({ dockerfile }) {
        for (const { emptyContinuations } of dockerfile.instructions) {
            const [first] = emptyContinuations;
            if (first === undefined) continue;
            yield {
                message: 'A blank line stands inside a continued instruction',
                range: rangeOf(dockerfile, first),
                aliases: ['buildkit:NoEmptyContinuation'],
                fixes: [
                    {
                        title: 'Remove the blank lines',
                        preferred: true,
                        edits: emptyContinuations.map((line) => removeLine(dockerfile, line)),
                    },
                ],
            };
        }
    },
};

function removeLine(dockerfile: Dockerfile, { start, end }: Span): FileEdit {
    const { line } = positionAt(dockerfile, start);
    return replaceSpan(dockerfile, { start, end: dockerfile.lineStarts[line + 1] ?? end }, '');
}
