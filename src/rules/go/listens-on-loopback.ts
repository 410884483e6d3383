import { rangeOf } from '../../dockerfile/positions';
import { definitionAt } from '../../dockerfile/variables';
import type { Instruction } from '../../dockerfile/syntax';
import { insertLinesBefore } from '../edits';
import type { Fix, Rule, Subject } from '../rule';
import { programStartedIn, type StartedProgram } from '../startedProgram';

export const listensOnLoopback: Rule = {
    id: 'listens-on-loopback',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'A server in a container listens on all addresses',
    why: 'A container has a loopback address of its own: what listens on `localhost` or 127.0.0.1 there cannot be reached from outside, whatever ports are published.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -o /app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -o /app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nUSER 65532:65532\nENV ADDRESS=0.0.0.0:8080\nENTRYPOINT ["/app"]\n',
            files: {
                'go.mod': 'module example.com/app\n\ngo 1.27\n',
                'main.go':
                    'package main\n\nimport (\n\t"cmp"\n\t"net/http"\n\t"os"\n)\n\nfunc main() {\n\taddress := cmp.Or(os.Getenv("ADDRESS"), "127.0.0.1:8080")\n\t_ = http.ListenAndServe(address, nil)\n}\n',
            },
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        const judged = new Set<Instruction>();
        for (const stage of dockerfile.stages) {
            const started = programStartedIn(subject, stage);
            const reason = started?.program.reasons.find(({ fact }) => fact === 'loopbackOnly');
            if (
                started === undefined ||
                reason === undefined ||
                started.hasArguments ||
                judged.has(started.instruction)
            )
                continue;
            const isSet = started.program.ports.some(
                ({ env }) => env !== null && definitionAt(dockerfile, started.instruction, env) !== undefined,
            );
            if (isSet) continue;
            judged.add(started.instruction);
            yield {
                message: `\`${started.program.name}\` listens on the container's own loopback address, where nobody can reach it`,
                range: rangeOf(dockerfile, started.instruction),
                // what is started by an entry point alone is mostly given flags by whoever starts it
                ...(isChosen(reason.because, started) && { profile: 'strict' }),
                related: [
                    { file: reason.file, line: reason.line, message: `\`${started.program.name}\` ${reason.because}` },
                ],
                fixes: listenEverywhere(subject, started),
            };
        }
    },
};

function isChosen(because: string, { instruction }: StartedProgram): boolean {
    return because.includes('unless a flag') && instruction.keyword === 'ENTRYPOINT';
}

/** Where a variable gives the address. */
function listenEverywhere({ dockerfile }: Subject, { program, instruction }: StartedProgram): Fix[] {
    const name = program.ports.find(({ env }) => env !== null)?.env;
    const address = program.env.find((variable) => variable.name === name)?.default;
    if (name === null || name === undefined || address === null || address === undefined) return [];
    const open = address.replace(/^(localhost|127\.0\.0\.1|\[::1\])(?=:|$)/, '0.0.0.0');
    if (open === address || !/^[\w.:]+$/.test(open)) return [];
    return [
        {
            title: 'Listen on all addresses',
            preferred: true,
            edits: [insertLinesBefore(dockerfile, instruction, `ENV ${name}=${open}`)],
        },
    ];
}
