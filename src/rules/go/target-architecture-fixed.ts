import { variableOf } from '../../dockerfile/commandEnvironment';
import { rangeOf } from '../../dockerfile/positions';
import { finalStage, lineageOf } from '../../dockerfile/stages';
import { definitionAt } from '../../dockerfile/variables';
import { insertLinesBefore, replaceSpan } from '../edits';
import type { Dockerfile, Stage } from '../../dockerfile/syntax';
import { environmentOf, type GoCommand } from '../goCommands';
import { buildsCopiedTo, outputOf } from '../goOutputs';
import { isStarted } from '../linking';
import { programBuiltBy } from '../goPackages';
import type { Rule, Subject } from '../rule';

export const targetArchitectureFixed: Rule = {
    id: 'target-architecture-fixed',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'strict',
    summary: 'Programs are compiled for the platform that the image is for',
    why: 'With `GOARCH=amd64` an image that is built for arm64, as on the machines of many developers, holds a program for another processor.',
    examples: [
        {
            bad: 'FROM --platform=$BUILDPLATFORM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 GOARCH=amd64 go build -o /app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
            good: 'FROM --platform=$BUILDPLATFORM golang:1.27 AS build\nWORKDIR /src\nARG TARGETARCH\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 GOARCH=$TARGETARCH go build -o /app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        const judged = new Set<GoCommand>();
        for (const stage of dockerfile.stages) {
            const isProduct = stage === finalStage(dockerfile) || isStarted(dockerfile, stage);
            const platform = lineageOf(dockerfile, stage).at(-1)?.platform?.value?.value ?? '$';
            if (!isProduct || !platform.includes('$')) continue;
            for (const { command } of buildsCopiedTo(dockerfile, stage)) {
                if (judged.has(command)) continue;
                judged.add(command);
                const { instruction } = command;
                const set = variableOf(dockerfile, instruction, command.command, 'GOARCH');
                const written = set?.span && dockerfile.text.slice(set.span.start, set.span.end);
                const value = /^GOARCH=["']?(amd64|arm64|386|arm)["']?$/.exec(written ?? '')?.[1];
                if (set?.span === undefined || value === undefined || isMeant(dockerfile, command, value)) continue;
                const isOwn = set.span.start >= instruction.start;
                const isDeclared = definitionAt(dockerfile, instruction, 'TARGETARCH') !== undefined;
                yield {
                    message: `The program is for ${value}, whatever platform the image is for`,
                    range: rangeOf(dockerfile, set.span),
                    fixes: isOwn
                        ? [
                              {
                                  title: 'Compile for the target platform',
                                  preferred: false,
                                  edits: [
                                      ...(isDeclared
                                          ? []
                                          : [insertLinesBefore(dockerfile, instruction, 'ARG TARGETARCH')]),
                                      replaceSpan(
                                          dockerfile,
                                          set.span,
                                          `${withoutCgo(subject, stage, command)}GOARCH=$TARGETARCH`,
                                      ),
                                  ],
                              },
                          ]
                        : [],
                };
            }
        }
    },
};

/** Go compiles C for the builder's own architecture unless told otherwise, which a fixed one may have hidden. */
function withoutCgo(subject: Subject, stage: Stage, command: GoCommand): string {
    const isSet = environmentOf(subject.dockerfile, command, 'CGO_ENABLED') !== '';
    return isSet || programBuiltBy(subject, stage, command)?.cgo === true ? '' : 'CGO_ENABLED=0 ';
}

/** A program for another system, or one whose name says what it is for. */
function isMeant(dockerfile: Dockerfile, command: GoCommand, architecture: string): boolean {
    const system = environmentOf(dockerfile, command, 'GOOS');
    return !['', 'linux'].includes(system ?? '') || outputOf(command)?.includes(architecture) === true;
}
