import { rangeOf } from '../../dockerfile/positions';
import { commandsOf } from '../../dockerfile/shell';
import { finalLineage } from '../finalLineage';
import { instructionsOf } from '../instructions';
import type { Rule } from '../rule';
import { removePipeline } from '../shellEdits';

export const passwordlessSudo: Rule = {
    id: 'passwordless-sudo',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'strict',
    summary: 'A user that is not root cannot become root at will',
    why: 'A user with `NOPASSWD` is root for everybody who takes over the program, so that the user is of no use. What needs root belongs before the `USER`.',
    examples: [
        {
            bad: "FROM alpine:3.24\nRUN adduser -D app && echo 'app ALL=(ALL) NOPASSWD: ALL' >> /etc/sudoers\n",
            good: 'FROM alpine:3.24\nRUN adduser -D app\n',
        },
    ],

    *check({ dockerfile }) {
        const shipped = finalLineage(dockerfile);
        for (const run of instructionsOf(dockerfile, 'RUN'))
            for (const command of commandsOf(dockerfile, run)) {
                const word = command.args.find(({ value }) => /ALL[ \t]*=.*NOPASSWD/i.test(value));
                if (word === undefined) continue;
                const edits = removePipeline(dockerfile, run, command);
                yield {
                    message: 'A user may become root without a password',
                    range: rangeOf(dockerfile, word),
                    profile: shipped.has(run.stage) ? 'strict' : 'off',
                    fixes: edits.length === 0 ? [] : [{ title: 'Leave the user as it is', preferred: false, edits }],
                };
            }
    },
};
