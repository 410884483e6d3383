import { variableOf } from '../../dockerfile/commandEnvironment';
import { rangeOf } from '../../dockerfile/positions';
import { finalStage, lineageOf } from '../../dockerfile/stages';
import { definitionAt } from '../../dockerfile/variables';
import { insertAt, insertLinesBefore, replaceSpan } from '../edits';
import type { Dockerfile, Span, Stage } from '../../dockerfile/syntax';
import { environmentOf, type GoCommand } from '../goCommands';
import { buildsCopiedTo, outputOf } from '../goOutputs';
import { isStarted } from '../linking';
import { programBuiltBy } from '../goPackages';
import type { Fix, Rule, Subject } from '../rule';

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
            for (const { command, builder } of buildsCopiedTo(dockerfile, stage)) {
                if (judged.has(command)) continue;
                judged.add(command);
                const { instruction } = command;
                const set = variableOf(dockerfile, instruction, command.command, 'GOARCH');
                const written = set?.span && dockerfile.text.slice(set.span.start, set.span.end);
                const value = /^GOARCH=["']?(amd64|arm64|386|arm)["']?$/.exec(written ?? '')?.[1];
                if (set?.span === undefined || value === undefined || isMeant(dockerfile, command, value)) continue;
                const isOwn = set.span.start >= instruction.start;
                yield {
                    message: `The program is for ${value}, whatever platform the image is for`,
                    range: rangeOf(dockerfile, set.span),
                    fixes: isOwn ? [compileForTarget(subject, builder, command, set.span)] : [],
                };
            }
        }
    },
};

/**
 * Takes the architecture from the build. Go compiles C for the builder's own one unless told otherwise, which a fixed one may
 * have hidden; without C it compiles across, on the platform that builds.
 */
function compileForTarget(subject: Subject, builder: Stage, command: GoCommand, written: Span): Fix {
    const { dockerfile } = subject;
    const { instruction } = command;
    const isDeclared = definitionAt(dockerfile, instruction, 'TARGETARCH') !== undefined;
    const setting = environmentOf(dockerfile, command, 'CGO_ENABLED');
    const isCgoFree = setting === '' && programBuiltBy(subject, builder, command)?.cgo !== true;
    const bottom = lineageOf(dockerfile, builder).at(-1);
    const isNative = bottom?.platform === undefined && (setting === '0' || isCgoFree);
    return {
        title: 'Compile for the target platform',
        preferred: false,
        edits: [
            ...(isNative && bottom?.image !== undefined
                ? [insertAt(dockerfile, bottom.image.start, '--platform=$BUILDPLATFORM ')]
                : []),
            ...(isDeclared ? [] : [insertLinesBefore(dockerfile, instruction, 'ARG TARGETARCH')]),
            replaceSpan(dockerfile, written, `${isCgoFree ? 'CGO_ENABLED=0 ' : ''}GOARCH=$TARGETARCH`),
        ],
    };
}

/** A program for another system, or one whose name says what it is for. */
function isMeant(dockerfile: Dockerfile, command: GoCommand, architecture: string): boolean {
    const system = environmentOf(dockerfile, command, 'GOOS');
    return !['', 'linux'].includes(system ?? '') || outputOf(command)?.includes(architecture) === true;
}
