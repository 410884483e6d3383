import { lastInstruction } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import type { Instruction } from '../../dockerfile/syntax';
import type { Rule } from '../rule';
import { programStartedIn } from '../startedProgram';

export const stoppedWithoutWarning: Rule = {
    id: 'stopped-without-warning',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'off',
    summary: 'A server finishes its requests before it stops',
    why: 'A container is stopped by SIGTERM, and a program that does not wait for it ends at once, in the middle of whatever it answers. `signal.NotifyContext` and `Server.Shutdown` let it finish.',
    examples: [
        {
            bad: 'FROM golang:1.27@sha256:0000000000000000000000000000000000000000000000000000000000000000 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -trimpath -ldflags=-s -o /app .\n\nFROM scratch\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
            good: 'FROM golang:1.27@sha256:0000000000000000000000000000000000000000000000000000000000000000 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -trimpath -ldflags=-s -o /app .\n',
            files: {
                'go.mod': 'module example.com/app\n\ngo 1.27\n',
                'main.go':
                    'package main\n\nimport "net/http"\n\nfunc main() {\n\t_ = http.ListenAndServe(":8080", nil)\n}\n',
            },
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        const judged = new Set<Instruction>();
        for (const stage of dockerfile.stages) {
            const started = programStartedIn(subject, stage);
            if (started === undefined || judged.has(started.instruction)) continue;
            const { name, ports, handlesSigterm, stopSignal } = started.program;
            const [port] = ports;
            if (port === undefined || handlesSigterm || stopSignal !== null) continue;
            if (lastInstruction(dockerfile, stage, 'STOPSIGNAL') !== undefined) continue;
            judged.add(started.instruction);
            yield {
                message: `\`${name}\` ends at once when it is stopped: nothing in it waits for SIGTERM`,
                range: rangeOf(dockerfile, started.instruction),
                related: [{ ...port.source, message: `\`${name}\` listens on ${port.port}` }],
            };
        }
    },
};
