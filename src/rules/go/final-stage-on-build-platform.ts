import { processOf } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import { finalStage, lineageOf } from '../../dockerfile/stages';
import { removeFlag } from '../commandEdits';
import { isForDevelopers } from '../development';
import type { Rule } from '../rule';

export const finalStageOnBuildPlatform: Rule = {
    id: 'final-stage-on-build-platform',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'What is shipped stands on the platform that the image is for',
    why: 'With `--platform=$BUILDPLATFORM` the image for arm64 holds the system of the amd64 machine that built it. Only stages that compile belong there.',
    examples: [
        {
            bad: 'FROM --platform=$BUILDPLATFORM alpine:3.24\nCOPY app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
            good: 'FROM alpine:3.24\nCOPY app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        const stage = finalStage(dockerfile);
        if (stage === undefined || isForDevelopers(subject, stage)) return;
        const bottom = lineageOf(dockerfile, stage).at(-1);
        const platform = bottom?.platform;
        const value = platform?.value?.value;
        // of `scratch` there is nothing but what is copied
        if (
            platform === undefined ||
            !/^\$\{?BUILDPLATFORM\}?$/.test(value ?? '') ||
            bottom?.image?.value === 'scratch'
        )
            return;
        const { entrypoint, command } = processOf(dockerfile, stage);
        if ((entrypoint ?? command) === undefined) return;
        yield {
            message: 'The image is for the platform that builds, whatever platform it is built for',
            range: rangeOf(dockerfile, platform),
            fixes: [
                {
                    title: 'Leave `--platform` out',
                    preferred: bottom === stage,
                    edits: [removeFlag(dockerfile, platform)],
                },
            ],
        };
    },
};
