import { finalStage, lineageOf } from '../../dockerfile/stages';
import { definitionAt } from '../../dockerfile/variables';
import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Stage } from '../../dockerfile/syntax';
import { insertAt, insertLinesBefore, textOf } from '../edits';
import { environmentOf, type GoCommand } from '../goCommands';
import { buildsCopiedTo } from '../goOutputs';
import { isStarted } from '../linking';
import type { Fix, Rule } from '../rule';

export const targetArchitectureIgnored: Rule = {
    id: 'target-architecture-ignored',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'A stage on the build platform compiles for the target platform',
    why: 'With `--platform=$BUILDPLATFORM` the compiler runs on the machine that builds, and makes programs for it unless GOARCH says otherwise. An image for another platform then fails with `exec format error`.',
    examples: [
        {
            bad: 'FROM --platform=$BUILDPLATFORM golang:1.27 AS build\nWORKDIR /src\nENV CGO_ENABLED=0\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod go build -o /app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
            good: 'FROM --platform=$BUILDPLATFORM golang:1.27 AS build\nWORKDIR /src\nENV CGO_ENABLED=0\nARG TARGETOS TARGETARCH\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod GOOS=$TARGETOS GOARCH=$TARGETARCH go build -o /app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
        },
    ],

    *check({ dockerfile }) {
        const judged = new Set<GoCommand>();
        for (const stage of dockerfile.stages) {
            const isProduct = stage === finalStage(dockerfile) || isStarted(dockerfile, stage);
            if (!isProduct || runsOnBuildPlatform(dockerfile, stage)) continue;
            for (const { command, builder } of buildsCopiedTo(dockerfile, stage)) {
                if (judged.has(command) || !runsOnBuildPlatform(dockerfile, builder)) continue;
                judged.add(command);
                const { command: call, instruction } = command;
                if (call.name.value === 'xx-go' || environmentOf(dockerfile, command, 'GOARCH') !== '') continue;
                if (
                    /GOARCH|\bxx\b|TARGETPLATFORM/.test(textOf(dockerfile, instruction)) ||
                    setsByFile(dockerfile, builder)
                )
                    continue;
                yield {
                    message: `\`go ${command.subcommand}\` compiles for the machine that builds, whatever platform the image is for`,
                    range: rangeOf(dockerfile, { start: call.name.start, end: call.args[0]?.end ?? call.name.end }),
                    fixes: [compileForTarget(dockerfile, command)],
                };
            }
        }
    },
};

function runsOnBuildPlatform(dockerfile: Dockerfile, stage: Stage): boolean {
    return lineageOf(dockerfile, stage).at(-1)?.platform?.value?.value.includes('BUILDPLATFORM') === true;
}

/** `go env -w` keeps settings in a file. */
function setsByFile(dockerfile: Dockerfile, stage: Stage): boolean {
    return lineageOf(dockerfile, stage).some(({ instructions }) =>
        instructions.some(
            ({ keyword, ...run }) => keyword === 'RUN' && /go env -w[^\n]*GOARCH/.test(textOf(dockerfile, run)),
        ),
    );
}

function compileForTarget(dockerfile: Dockerfile, { command, instruction }: GoCommand): Fix {
    const missing = ['TARGETOS', 'TARGETARCH'].filter(
        (name) => definitionAt(dockerfile, instruction, name) === undefined,
    );
    return {
        title: 'Compile for the target platform',
        preferred: true,
        edits: [
            ...(missing.length === 0 ? [] : [insertLinesBefore(dockerfile, instruction, `ARG ${missing.join(' ')}`)]),
            insertAt(dockerfile, command.start, 'GOOS=$TARGETOS GOARCH=$TARGETARCH '),
        ],
    };
}
