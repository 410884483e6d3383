import { baseOf } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Instruction, Stage } from '../../dockerfile/syntax';
import { insertLinesBefore, textOf } from '../edits';
import { mayHavePackage } from '../installed';
import { createLineageTest } from '../lineage';
import type { Fix, Rule } from '../rule';
import { programStartedIn, type StartedProgram } from '../startedProgram';

export const certificatesMissing: Rule = {
    id: 'certificates-missing',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'A program that speaks TLS to others finds their certificates',
    why: 'Go reads the certificates of authorities from files, and images such as `scratch` have none. Every request then fails with `certificate signed by unknown authority`.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -o /app .\n\nFROM scratch\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -o /app .\n\nFROM scratch\nCOPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
            files: {
                'go.mod': 'module example.com/app\n\ngo 1.27\n',
                'main.go':
                    'package main\n\nimport "net/http"\n\nfunc main() {\n\t_, _ = http.Get("https://example.com")\n}\n',
            },
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        const judged = new Set<Instruction>();
        for (const stage of dockerfile.stages) {
            const base = baseOf(dockerfile, stage);
            if (
                base?.isComplete !== true ||
                !lacksCertificates(base.reference.name) ||
                bringsCertificates(dockerfile, stage)
            )
                continue;
            const started = programStartedIn(subject, stage);
            const reason = started?.program.reasons.find(({ fact }) => fact === 'needsCertificates');
            if (started === undefined || reason === undefined || judged.has(started.instruction)) continue;
            judged.add(started.instruction);
            const isCalled = started.program.reasons.some(
                ({ fact, because }) => fact === 'needsCertificates' && /^(sends HTTP|dials)/.test(because),
            );
            yield {
                message: `\`${started.program.name}\` speaks TLS to others, and \`${base.reference.text}\` has no certificates of authorities`,
                range: rangeOf(dockerfile, started.instruction),
                // a library that can do it need not be asked to
                profile: isCalled ? 'recommended' : 'strict',
                related: [
                    { file: reason.file, line: reason.line, message: `\`${started.program.name}\` ${reason.because}` },
                ],
                fixes: copyCertificates(dockerfile, stage, started),
            };
        }
    },
};

function lacksCertificates(name: string): boolean {
    return [
        'docker.io/library/scratch',
        'docker.io/library/busybox',
        'docker.io/library/debian',
        'docker.io/library/ubuntu',
    ].includes(name);
}

const isCopied = createLineageTest(
    (dockerfile, instruction) =>
        instruction.keyword === 'ADD' ||
        (['COPY', 'ENV', 'RUN'].includes(instruction.keyword) &&
            /cert|\/ssl|\/etc\/?\s|\/pki|SSL_CERT|rootfs|\s\/\s+\/|\.pem|\.crt/i.test(textOf(dockerfile, instruction))),
);

function bringsCertificates(dockerfile: Dockerfile, stage: Stage): boolean {
    return (
        isCopied(dockerfile, stage) ||
        mayHavePackage(dockerfile, stage, (name) => /^(ca-certificates.*|curl|git|openssl|wget)$/.test(name))
    );
}

/** Go's images have them. */
function copyCertificates(dockerfile: Dockerfile, stage: Stage, { builder }: StartedProgram): Fix[] {
    const name = builder.name?.value ?? String(builder.index);
    const first = stage.instructions.find(({ keyword }) => keyword === 'COPY');
    if (first === undefined || baseOf(dockerfile, builder)?.facts?.hasGo !== true) return [];
    const line = `COPY --from=${name} /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/`;
    return [{ title: 'Copy the certificates', preferred: true, edits: [insertLinesBefore(dockerfile, first, line)] }];
}
