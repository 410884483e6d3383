import { exposedPorts } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import { definitionAt } from '../../dockerfile/variables';
import { replaceSpan } from '../edits';
import type { Profile, Rule, Subject } from '../rule';
import { programStartedIn, type StartedProgram } from '../startedProgram';

export const exposedPortDiffers: Rule = {
    id: 'exposed-port-differs',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: '`EXPOSE` names the port that the program listens on',
    why: 'Tools and people publish what `EXPOSE` names. Where the program listens elsewhere, connections are refused.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -o /app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nUSER 65532:65532\nEXPOSE 80\nENTRYPOINT ["/app"]\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -o /app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nUSER 65532:65532\nEXPOSE 8080\nENTRYPOINT ["/app"]\n',
            files: {
                'go.mod': 'module example.com/app\n\ngo 1.27\n',
                'main.go':
                    'package main\n\nimport "net/http"\n\nfunc main() {\n\t_ = http.ListenAndServe(":8080", nil)\n}\n',
            },
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        for (const stage of dockerfile.stages) {
            const exposed = exposedPorts(dockerfile, stage).filter(
                ({ instruction }) => instruction.stage === stage.index,
            );
            const started = exposed.length === 0 ? undefined : programStartedIn(subject, stage);
            if (started === undefined || started.program.ports.length === 0) continue;
            const open = started.program.ports.filter(({ loopback }) => !loopback);
            const numbers = open.map((port) => portOf(subject, started, port));
            // more ports than are known of the program come from elsewhere, such as a configuration file
            if (numbers.length < exposed.length || numbers.includes(undefined)) continue;
            const unknown = exposed.filter(({ port }) => !numbers.includes(Number(port)));
            if (unknown.length !== exposed.length || exposed.some(({ port }) => !/^\d+$/.test(port))) continue;
            const [wrong] = unknown;
            const [source] = open;
            if (wrong === undefined || source === undefined) continue;
            const wanted = String(numbers[0] ?? '');
            yield {
                message: `\`${started.program.name}\` listens on ${numbers.join(', ')}, not on ${wrong.port}`,
                range: rangeOf(dockerfile, wrong.word),
                profile: profileOf(started, exposed.length),
                related: [{ ...source.source, message: `\`${started.program.name}\` listens on ${wanted}` }],
                fixes: [
                    {
                        title: `Expose ${wanted}`,
                        preferred: numbers.length === 1 && exposed.length === 1,
                        edits: [
                            replaceSpan(dockerfile, wrong.word, source.protocol === 'udp' ? `${wanted}/udp` : wanted),
                        ],
                    },
                ],
            };
        }
    },
};

/** What the file sets counts more than the program's default; `undefined` where that cannot be known. */
function portOf(
    { dockerfile }: Subject,
    { instruction }: StartedProgram,
    { port, env }: StartedProgram['program']['ports'][number],
): number | undefined {
    const definition = env === null ? undefined : definitionAt(dockerfile, instruction, env);
    if (definition === undefined) return port;
    const digits = /^(?:.*:)?(\d{1,5})$/.exec(definition.value ?? '')?.[1];
    return digits === undefined ? undefined : Number(digits);
}

/** Arguments and variables can choose another port. */
function profileOf({ hasArguments, program }: StartedProgram, exposed: number): Profile {
    const isFixed = !hasArguments && program.ports.length === 1 && program.ports[0]?.env === null;
    return isFixed && exposed === 1 ? 'recommended' : 'strict';
}
