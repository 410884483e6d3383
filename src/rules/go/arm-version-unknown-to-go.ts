import { rangeOf } from '../../dockerfile/positions';
import { replaceSpan, textOf } from '../edits';
import { instructionsOf } from '../instructions';
import type { Rule } from '../rule';

export const armVersionUnknownToGo: Rule = {
    id: 'arm-version-unknown-to-go',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'GOARM is a number',
    why: 'TARGETVARIANT is `v7`, and GOARM wants `7`. Newer versions of Go take the wrong value without a word.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nARG TARGETARCH TARGETVARIANT\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod GOARCH=$TARGETARCH GOARM=$TARGETVARIANT go build -o /app .\n',
            good: 'FROM golang:1.27 AS build\nARG TARGETARCH TARGETVARIANT\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod GOARCH=$TARGETARCH GOARM=${TARGETVARIANT#v} go build -o /app .\n',
        },
    ],

    *check({ dockerfile }) {
        for (const instruction of instructionsOf(dockerfile, 'RUN', 'ENV'))
            for (const match of textOf(dockerfile, instruction).matchAll(
                /(?<=\bGOARM=["']?)(?:\$TARGETVARIANT\b|\$\{TARGETVARIANT\}|v[567]\b)/g,
            )) {
                const start = instruction.start + match.index;
                const span = { start, end: start + match[0].length };
                const meant = match[0].startsWith('v') ? match[0].slice(1) : '${TARGETVARIANT#v}';
                yield {
                    message: `\`${match[0]}\` is${match[0].startsWith('v') ? '' : ' such as `v7`,'} no value of GOARM, which is a number`,
                    range: rangeOf(dockerfile, span),
                    fixes: [
                        { title: `Write \`${meant}\``, preferred: true, edits: [replaceSpan(dockerfile, span, meant)] },
                    ],
                };
            }
    },
};
