import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Instruction, Span } from '../../dockerfile/syntax';
import { findCredential } from '../credentials';
import { removeItem } from '../edits';
import { instructionsOf } from '../instructions';
import type { Fix, Rule } from '../rule';

export const hardCodedCredential: Rule = {
    id: 'hard-coded-credential',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'No key, token or password is written into a Dockerfile',
    why: 'It is in the repository, in the image and in every cache for good, whatever is removed later. It has to be revoked, and the next one comes in through a secret mount.',
    examples: [
        {
            bad: `FROM alpine:3.24\nLABEL app=shop deploy=ghp_${'a1B2'.repeat(9)}\n`,
            good: 'FROM alpine:3.24\nLABEL app=shop\n',
        },
    ],
    covers: ['kics:c3e1b6ae'],

    *check({ dockerfile }) {
        for (const instruction of instructionsOf(dockerfile, ...keywords))
            for (const { span, fixes } of partsOf(dockerfile, instruction)) {
                const found = findCredential(dockerfile.text.slice(span.start, span.end));
                if (found === undefined) continue;
                const place = { start: span.start + found.start, end: span.start + found.end };
                yield {
                    message: `This is ${found.kind}`,
                    range: rangeOf(dockerfile, place),
                    aliases: ['kics:c3e1b6ae'],
                    fixes,
                };
            }
    },
};

/** ARG and ENV are judged by name and value in one: `secrets-in-arg-or-env`. */
const keywords = ['RUN', 'COPY', 'ADD', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'LABEL'];

interface Part {
    readonly span: Span;
    readonly fixes: readonly Fix[];
}

function partsOf(dockerfile: Dockerfile, instruction: Instruction): Part[] {
    const { pairs, body, heredocs } = instruction;
    if (instruction.keyword === 'LABEL')
        return pairs.map((span, at) => {
            const edits = removeItem(dockerfile, instruction, pairs, at);
            return { span, fixes: edits.length === 0 ? [] : [{ title: 'Remove it', preferred: false, edits }] };
        });
    return [body, ...heredocs.map((heredoc) => heredoc.body)].map((span) => ({ span, fixes: [] }));
}
