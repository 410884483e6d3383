import { rangeOf } from '../../dockerfile/positions';
import type { Instruction } from '../../dockerfile/syntax';
import type { Rule } from '../rule';

export const userBackAndForth: Rule = {
    id: 'user-back-and-forth',
    kind: 'dockerfile',
    severity: 'hint',
    profile: 'off',
    summary: 'A stage changes its user once',
    why: 'Where the user changes back and forth, nobody sees at a glance who owns a file and who runs the program. What needs root comes first.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nUSER 65532\nRUN ./prepare\nUSER root\nRUN apk add --no-cache git\nUSER 65532\nCMD ["/app"]\n',
            good: 'FROM alpine:3.24\nRUN apk add --no-cache git\nUSER 65532\nRUN ./prepare\nCMD ["/app"]\n',
        },
    ],

    *check({ dockerfile }) {
        for (const { instructions } of dockerfile.stages) {
            const users = instructions.filter(({ keyword }) => keyword === 'USER');
            for (const [at, user] of users.entries()) {
                const [before, first] = [users[at - 1], users[at - 2]];
                if (!isRoot(before) || first === undefined || isRoot(first) || isRoot(user)) continue;
                yield {
                    message: `The user is \`${nameOf(first)}\`, then root, then \`${nameOf(user)}\``,
                    range: rangeOf(dockerfile, user),
                };
            }
        }
    },
};

function nameOf(user: Instruction | undefined): string {
    return user?.words[0]?.value ?? '';
}

function isRoot(user: Instruction | undefined): boolean {
    return /^(?:root|0)(?::|$)/.test(nameOf(user));
}
