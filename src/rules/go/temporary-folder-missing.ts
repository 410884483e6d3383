import { baseOf } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import type { Instruction } from '../../dockerfile/syntax';
import { runtimeBases } from '../../facts/runtimeBases';
import { replaceSpan } from '../edits';
import { copyTarget } from '../instructions';
import type { Fix, Rule } from '../rule';
import { programStartedIn } from '../startedProgram';

export const temporaryFolderMissing: Rule = {
    id: 'temporary-folder-missing',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'strict',
    summary: 'A program that writes temporary files finds `/tmp`',
    why: '`scratch` has no `/tmp`. What the program, or the library that reads its uploads, wants to write there fails with `no such file or directory`.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -o /app .\n\nFROM scratch\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -o /app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
            files: {
                'go.mod': 'module example.com/app\n\ngo 1.27\n',
                'main.go': 'package main\n\nimport "os"\n\nfunc main() {\n\t_, _ = os.CreateTemp("", "upload")\n}\n',
            },
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        const judged = new Set<Instruction>();
        const base = runtimeBases.find(({ name }) => name === 'static');
        for (const stage of dockerfile.stages) {
            if (baseOf(dockerfile, stage)?.reference.name !== 'docker.io/library/scratch') continue;
            const brings = ({ keyword, start, end, ...rest }: Instruction): boolean =>
                keyword === 'ADD' ||
                keyword === 'VOLUME' ||
                /\/tmp\b|rootfs/.test(dockerfile.text.slice(start, end)) ||
                (keyword === 'COPY' && copyTarget({ keyword, start, end, ...rest }) === '/tmp');
            const started = stage.instructions.some(brings) ? undefined : programStartedIn(subject, stage);
            const write = started?.program.writesFiles.find(({ path }) => /^\/tmp(\/|$)/.test(path));
            if (started === undefined || write === undefined || judged.has(started.instruction)) continue;
            judged.add(started.instruction);
            const image = baseOf(dockerfile, stage)?.stage.image;
            const fix: Fix[] =
                image === undefined || base === undefined
                    ? []
                    : [
                          {
                              title: `Run on \`${base.image}\``,
                              preferred: false,
                              edits: [replaceSpan(dockerfile, image, base.image)],
                          },
                      ];
            yield {
                message: `\`${started.program.name}\` writes to \`/tmp\`, which \`scratch\` does not have`,
                range: rangeOf(dockerfile, started.instruction),
                related: [
                    {
                        file: write.file,
                        line: write.line,
                        message: `\`${started.program.name}\` writes to \`${write.path}\``,
                    },
                ],
                fixes: fix,
            };
        }
    },
};
