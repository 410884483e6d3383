import { rangeOf } from '../../dockerfile/positions';
import { keywords } from '../../dockerfile/parser/keywords';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { insertLinesAfter, linesOf, removeInstruction, textOf } from '../edits';
import type { Fix, Rule } from '../rule';

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
        for (const instruction of dockerfile.instructions) {
            const { stage, keyword, keywordSpan } = instruction;
            if (stage !== undefined) return;
            if (keyword === 'ARG' || keyword === 'FROM') continue;
            yield {
                message: `\`${keyword}\` stands before the first \`FROM\``,
                range: rangeOf(dockerfile, keywordSpan),
                aliases: ['hadolint:DL3061'],
                fixes: moveFixes(dockerfile, instruction),
            };
        }
    },
};

/** Whether the first stage is the one that is meant only a person knows. */
function moveFixes(dockerfile: Dockerfile, instruction: Instruction): Fix[] {
    const from = dockerfile.stages[0]?.from;
    if (from === undefined || !keywords.has(instruction.keyword)) return [];
    const { start, end } = linesOf(dockerfile, instruction);
    const lines = textOf(dockerfile, { start, end }).replace(/\r?\n$/, '');
    const edits = [removeInstruction(dockerfile, instruction), insertLinesAfter(dockerfile, from, lines)];
    return [{ title: 'Move it below the first `FROM`', preferred: false, edits }];
}
