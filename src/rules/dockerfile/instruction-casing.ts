import { rangeOf } from '../../dockerfile/positions';
import { keywords } from '../../dockerfile/parser/keywords';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { replaceSpan, textOf } from '../edits';
import type { Fault, Rule } from '../rule';

export const instructionCasing: Rule = {
    id: 'instruction-casing',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'recommended',
    summary: 'All instructions are written in the same case',
    why: 'A reader finds the instructions by the way they look. Most Dockerfiles write them in capitals.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nWORKDIR /app\nexpose 8080\n',
            good: 'FROM alpine:3.24\nWORKDIR /app\nEXPOSE 8080\n',
        },
    ],
    covers: ['buildkit:ConsistentInstructionCasing'],

    *check({ dockerfile }) {
        const judged = dockerfile.instructions.filter(
            ({ stage, keyword }) => stage !== undefined && keywords.has(keyword),
        );
        const written = judged.map(({ keywordSpan }) => textOf(dockerfile, keywordSpan));
        const lower = written.filter((keyword) => keyword === keyword.toLowerCase()).length;
        const upper = written.filter((keyword) => keyword === keyword.toUpperCase()).length;
        for (const [index, instruction] of judged.entries()) {
            const keyword = written[index] ?? '';
            const wanted = lower > upper ? keyword.toLowerCase() : keyword.toUpperCase();
            if (keyword !== wanted) yield fault(dockerfile, instruction, keyword, wanted);
        }
    },
};

function fault(dockerfile: Dockerfile, { keywordSpan }: Instruction, keyword: string, wanted: string): Fault {
    return {
        message: `\`${keyword}\` is not in the case of the other instructions`,
        range: rangeOf(dockerfile, keywordSpan),
        aliases: ['buildkit:ConsistentInstructionCasing'],
        fixes: [
            { title: `Write \`${wanted}\``, preferred: true, edits: [replaceSpan(dockerfile, keywordSpan, wanted)] },
        ],
    };
}
