import { rangeOf } from '../../dockerfile/positions';
import { userAt } from '../../dockerfile/configuration';
import type { Dockerfile, Instruction, Stage } from '../../dockerfile/syntax';
import { insertLinesBefore, linesOf, replaceSpan, textOf } from '../edits';
import type { Fix, Rule } from '../rule';

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
        for (const stage of dockerfile.stages) {
            const { instructions } = stage;
            const users = instructions.filter(({ keyword }) => keyword === 'USER');
            for (const [at, user] of users.entries()) {
                const [before, first] = [users[at - 1], users[at - 2]];
                if (before === undefined || !isRoot(before) || first === undefined || isRoot(first) || isRoot(user))
                    continue;
                yield {
                    message: `The user is \`${nameOf(first)}\`, then root, then \`${nameOf(user)}\``,
                    range: rangeOf(dockerfile, user),
                    fixes: fixesOf(dockerfile, stage, [first, before, user]),
                };
            }
        }
    },
};

/** Puts what root does before the first change; whether it needs what stands between only a person sees. */
function fixesOf(
    dockerfile: Dockerfile,
    stage: Stage,
    [first, root, last]: readonly [Instruction, Instruction, Instruction],
): Fix[] {
    const isSame = nameOf(first) === nameOf(last);
    const startsAsRoot = /^(?:root|0)(?::|$)/.test(userAt(dockerfile, stage, first).value ?? '');
    const own = stage.instructions.filter(({ start }) => start > first.start && start < root.start);
    const setsMore = own.some(({ keyword }) => !['RUN', 'COPY', 'ADD', 'EXPOSE', 'LABEL'].includes(keyword));
    if (!isSame || !startsAsRoot || setsMore) return [];
    const from = linesOf(dockerfile, root);
    const to = linesOf(dockerfile, last);
    const moved = textOf(dockerfile, { start: from.end, end: to.start }).replace(/\r?\n$/, '');
    if (moved.trim() === '') return [];
    const edits = [
        insertLinesBefore(dockerfile, first, moved),
        replaceSpan(dockerfile, { start: from.start, end: to.end }, ''),
    ];
    return [{ title: 'Do first what needs root', preferred: false, isRewrite: true, edits }];
}

function nameOf(user: Instruction | undefined): string {
    return user?.words[0]?.value ?? '';
}

function isRoot(user: Instruction | undefined): boolean {
    return /^(?:root|0)(?::|$)/.test(nameOf(user));
}
