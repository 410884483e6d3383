import { userAt, workdirAt } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Instruction, Stage } from '../../dockerfile/syntax';
import { replaceSpan } from '../edits';
import { pathInside } from '../places';
import type { Fix, Rule } from '../rule';
import { processStartedIn } from '../startedProgram';

export const programInHomeOfRoot: Rule = {
    id: 'program-in-home-of-root',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'A program stands where any user can start it',
    why: 'Nobody but root can look into `/root`. Whatever stands there fails with `permission denied` as soon as the container runs as another user.',
    examples: [
        {
            bad: 'FROM gcr.io/distroless/static-debian13:nonroot\nWORKDIR /root/\nCOPY app .\nUSER 65532:65532\nENTRYPOINT ["./app"]\n',
            good: 'FROM gcr.io/distroless/static-debian13:nonroot\nWORKDIR /app\nCOPY app .\nUSER 65532:65532\nENTRYPOINT ["./app"]\n',
        },
    ],

    *check({ dockerfile }) {
        for (const stage of dockerfile.stages) {
            const process = processStartedIn(dockerfile, stage);
            if (process === undefined || process.instruction.stage !== stage.index) continue;
            const workdir = workdirAt(dockerfile, stage);
            const isInside = pathInside(process.path, '/root') !== undefined;
            if (!isInside || workdir.value === undefined) continue;
            const user = userAt(dockerfile, stage).value;
            const isRoot = user === undefined || /^(root|0)(:|$)/.test(user);
            yield {
                message: isRoot
                    ? `\`${process.path}\` can be started by root only`
                    : `\`${user}\` cannot start \`${process.path}\`: \`/root\` is for root only`,
                range: rangeOf(dockerfile, workdir.instruction ?? process.instruction),
                severity: isRoot ? 'warning' : 'error',
                fixes: moveAway(dockerfile, stage, workdir.instruction),
            };
        }
    },
};

/** Where nothing names the folder but one WORKDIR. */
function moveAway(dockerfile: Dockerfile, stage: Stage, workdir: Instruction | undefined): Fix[] {
    const isNamed = stage.instructions.some(
        (each) => each !== workdir && /\/root\b|~/.test(dockerfile.text.slice(each.start, each.end)),
    );
    if (workdir === undefined || isNamed || workdir.stage !== stage.index) return [];
    return [{ title: 'Work in `/app`', preferred: true, edits: [replaceSpan(dockerfile, workdir.body, '/app')] }];
}
