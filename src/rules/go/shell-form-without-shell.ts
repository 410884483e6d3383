import { rangeOf } from '../../dockerfile/positions';
import { baseOf } from '../../dockerfile/configuration';
import type { Instruction } from '../../dockerfile/syntax';
import { execFormFixes, isShellForm } from '../execForm';
import type { Alias, Rule } from '../rule';
import { lacksShell } from '../shellPresence';

export const shellFormWithoutShell: Rule = {
    id: 'shell-form-without-shell',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'Images without a shell are given the exec form',
    why: 'The shell form is run by `/bin/sh -c`. In `scratch` and distroless images there is no `/bin/sh`, so that nothing starts.',
    examples: [
        {
            bad: 'FROM gcr.io/distroless/static-debian13:nonroot\nCOPY app /app\nUSER 65532:65532\nENTRYPOINT /app --port 8080\n',
            good: 'FROM gcr.io/distroless/static-debian13:nonroot\nCOPY app /app\nUSER 65532:65532\nENTRYPOINT ["/app", "--port", "8080"]\n',
        },
    ],
    covers: ['hadolint:DL3025', 'buildkit:JSONArgsRecommended'],

    *check({ dockerfile }) {
        for (const stage of dockerfile.stages)
            for (const instruction of stage.instructions) {
                if (!isShellForm(instruction) || !lacksShell(dockerfile, stage, instruction)) continue;
                const image = baseOf(dockerfile, stage)?.reference.text ?? '';
                yield {
                    message: `\`${instruction.keyword}\` in shell form needs \`/bin/sh\`, which \`${image}\` does not have`,
                    range: rangeOf(dockerfile, instruction),
                    aliases: aliasesOf(instruction),
                    fixes: execFormFixes(dockerfile, instruction, true),
                };
            }
    },
};

function aliasesOf({ keyword }: Instruction): Alias[] {
    if (keyword === 'RUN') return [];
    return keyword === 'HEALTHCHECK' ? ['hadolint:DL3025'] : ['hadolint:DL3025', 'buildkit:JSONArgsRecommended'];
}
