import { baseOf } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import type { Instruction } from '../../dockerfile/syntax';
import { runtimeBases } from '../../facts/runtimeBases';
import { replaceSpan } from '../edits';
import type { Fix, Rule } from '../rule';
import { lacksShell } from '../shellPresence';
import { programStartedIn } from '../startedProgram';

export const shellMissingForProgram: Rule = {
    id: 'shell-missing-for-program',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'strict',
    summary: 'A program that starts a shell finds one',
    why: 'In `scratch` and distroless images `exec.Command("sh")` fails with `executable file not found in $PATH`.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -o /app .\n\nFROM scratch\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -o /app .\n\nFROM alpine:3.24\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
            files: {
                'go.mod': 'module example.com/app\n\ngo 1.27\n',
                'main.go':
                    'package main\n\nimport "os/exec"\n\nfunc main() {\n\t_ = exec.Command("sh", "-c", "date").Run()\n}\n',
            },
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        const judged = new Set<Instruction>();
        const alpine = runtimeBases.find(({ name }) => name === 'alpine');
        for (const stage of dockerfile.stages) {
            const started = programStartedIn(subject, stage);
            const reason = started?.program.reasons.find(({ fact }) => fact === 'needsShell');
            if (started === undefined || reason === undefined || judged.has(started.instruction)) continue;
            if (!lacksShell(dockerfile, stage, started.instruction)) continue;
            judged.add(started.instruction);
            const base = baseOf(dockerfile, stage);
            const image = base?.stage.image;
            const fixes: Fix[] =
                image === undefined || alpine === undefined
                    ? []
                    : [
                          {
                              title: `Run on \`${alpine.image}\``,
                              preferred: false,
                              edits: [replaceSpan(dockerfile, image, alpine.image)],
                          },
                      ];
            yield {
                message: `\`${started.program.name}\` starts a shell, which \`${base?.reference.text ?? ''}\` does not have`,
                range: rangeOf(dockerfile, started.instruction),
                related: [
                    { file: reason.file, line: reason.line, message: `\`${started.program.name}\` ${reason.because}` },
                ],
                fixes,
            };
        }
    },
};
