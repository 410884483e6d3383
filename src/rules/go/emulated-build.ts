import { rangeOf } from '../../dockerfile/positions';
import { lineageOf } from '../../dockerfile/stages';
import { commandsOf } from '../../dockerfile/shell';
import type { Dockerfile, Stage, Word } from '../../dockerfile/syntax';
import { insertAt } from '../edits';
import { emulatedImage } from '../emulatedStage';
import { compiles, environmentOf, goCommandsOf, type GoCommand } from '../goCommands';
import { buildsCopiedTo } from '../goOutputs';
import type { Rule } from '../rule';

export const emulatedBuild: Rule = {
    id: 'emulated-build',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'strict',
    summary: 'Go compiles on the platform that builds, for the one that the image is for',
    why: 'A stage without `--platform=$BUILDPLATFORM` runs emulated for every other platform, where compiling takes five to twenty times as long. Go needs no emulation: it compiles for any platform.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nARG TARGETOS TARGETARCH\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build -o /app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
            good: 'FROM --platform=$BUILDPLATFORM golang:1.27 AS build\nWORKDIR /src\nARG TARGETOS TARGETARCH\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build -o /app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
        },
    ],

    *check({ dockerfile }) {
        const told = new Set<Word>();
        for (const stage of dockerfile.stages)
            for (const { command, builder } of buildsCopiedTo(dockerfile, stage)) {
                const image = emulatedImage(dockerfile, builder);
                if (image === undefined || told.has(image) || !isForTarget(dockerfile, command)) continue;
                told.add(image);
                yield {
                    message:
                        'For every platform but that of the builder this stage runs emulated, though Go could compile across',
                    range: rangeOf(dockerfile, image),
                    fixes: [
                        {
                            title: 'Compile on the platform that builds',
                            preferred: onlyCompiles(dockerfile, builder),
                            edits: [insertAt(dockerfile, image.start, '--platform=$BUILDPLATFORM ')],
                        },
                    ],
                };
            }
    },
};

/** Without C code, and told for which platform. */
function isForTarget(dockerfile: Dockerfile, command: GoCommand): boolean {
    const isGiven = /TARGETARCH/.test(
        dockerfile.text
            .slice(command.instruction.start, command.instruction.end)
            .match(/GOARCH=\S+/g)
            ?.join(' ') ?? '',
    );
    return isGiven && environmentOf(dockerfile, command, 'CGO_ENABLED') === '0';
}

/** Whatever else runs there may be for the platform of the image. */
function onlyCompiles(dockerfile: Dockerfile, builder: Stage): boolean {
    return lineageOf(dockerfile, builder).every((member) => {
        const go = new Set(
            goCommandsOf(dockerfile, member)
                .filter((command) => compiles(command) || command.subcommand.startsWith('mod '))
                .map(({ command }) => command.start),
        );
        return member.instructions
            .filter(({ keyword }) => keyword === 'RUN')
            .every((run) => commandsOf(dockerfile, run).every(({ start }) => go.has(start)));
    });
}
