import { lastInstruction } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import type { Instruction } from '../../dockerfile/syntax';
import { insertLinesBefore } from '../edits';
import type { Rule } from '../rule';
import { programStartedIn } from '../startedProgram';

export const stopSignalUnhandled: Rule = {
    id: 'stop-signal-unhandled',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'A container is stopped by the signal that its program waits for',
    why: 'Engines send SIGTERM unless the image says otherwise. A program that waits for another signal is cut off in the middle of its work.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -o /app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -o /app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nUSER 65532:65532\nSTOPSIGNAL SIGINT\nENTRYPOINT ["/app"]\n',
            files: {
                'go.mod': 'module example.com/app\n\ngo 1.27\n',
                'main.go':
                    'package main\n\nimport (\n\t"context"\n\t"net/http"\n\t"os"\n\t"os/signal"\n)\n\nfunc main() {\n\tctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)\n\tdefer stop()\n\tserver := &http.Server{Addr: ":8080"}\n\tgo server.ListenAndServe()\n\t<-ctx.Done()\n\t_ = server.Shutdown(context.Background())\n}\n',
            },
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        const judged = new Set<Instruction>();
        for (const stage of dockerfile.stages) {
            if (lastInstruction(dockerfile, stage, 'STOPSIGNAL') !== undefined) continue;
            const started = programStartedIn(subject, stage);
            const signal = started?.program.stopSignal ?? undefined;
            if (started === undefined || signal === undefined || judged.has(started.instruction)) continue;
            judged.add(started.instruction);
            yield {
                message: `\`${started.program.name}\` ends in good order on ${signal}, and is sent SIGTERM`,
                range: rangeOf(dockerfile, started.instruction),
                fixes: [
                    {
                        title: `Stop it with ${signal}`,
                        preferred: true,
                        edits: [insertLinesBefore(dockerfile, started.instruction, `STOPSIGNAL ${signal}`)],
                    },
                ],
            };
        }
    },
};
