import { baseOf } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Stage } from '../../dockerfile/syntax';
import type { BaseImage } from '../../facts/baseImages';
import { glibcOf } from '../../facts/glibcVersions';
import { textOf } from '../edits';
import type { GoCommand } from '../goCommands';
import { buildsCopiedTo } from '../goOutputs';
import { mayHavePackage } from '../installed';
import { createLineageTest } from '../lineage';
import {
    bringsLibc,
    changeBase,
    cgoUseOf,
    isStarted,
    judgeLinking,
    switchCgoOff,
    type LinkingVerdict,
} from '../linking';
import type { Profile, Rule } from '../rule';

export const cgoBinaryOnOtherLibc: Rule = {
    id: 'cgo-binary-on-other-libc',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'A program linked with libc runs on the libc that it was built with',
    why: 'What is linked with glibc does not start on musl, nor the other way round, and a newer glibc is not found on an older image. The error is `no such file or directory` or `GLIBC_… not found`.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod go build -o /app .\n\nFROM alpine:3.24\nCOPY --from=build /app /app\nUSER 65532:65532\nEXPOSE 8080\nENTRYPOINT ["/app"]\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -o /app .\n\nFROM alpine:3.24\nCOPY --from=build /app /app\nUSER 65532:65532\nEXPOSE 8080\nENTRYPOINT ["/app"]\n',
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        const judged = new Set<GoCommand>();
        for (const stage of dockerfile.stages) {
            const base = baseOf(dockerfile, stage);
            const has = base?.facts?.libc;
            if (base?.facts === undefined || !base.isComplete || has === undefined || has === 'none') continue;
            if (!isStarted(dockerfile, stage)) continue;
            for (const { command, builder, path } of buildsCopiedTo(dockerfile, stage)) {
                const from = baseOf(dockerfile, builder)?.facts;
                const mismatch = from && compare(from, base.facts);
                const use = cgoUseOf(dockerfile, builder, command);
                if (mismatch === undefined || use === undefined || judged.has(command)) continue;
                if (bringsOtherLibc(dockerfile, stage)) break;
                judged.add(command);
                const verdict = judgeLinking(subject, stage, builder, command, use);
                if (verdict === undefined) continue;
                const { name, args } = command.command;
                yield {
                    message: `\`${path}\` is linked with ${mismatch.built}, and \`${base.reference.text}\` has ${mismatch.has}`,
                    range: rangeOf(dockerfile, { start: name.start, end: args[0]?.end ?? name.end }),
                    profile: profileOf(verdict, mismatch),
                    fixes: [
                        ...(verdict.needsCgo === true
                            ? []
                            : [switchCgoOff(dockerfile, command, verdict.needsCgo === false)]),
                        ...(verdict.needsCgo === false || mismatch.kind === 'release'
                            ? []
                            : changeBase(dockerfile, base.stage, builder)),
                    ],
                };
            }
        }
    },
};

interface Mismatch {
    readonly kind: 'library' | 'release';
    readonly built: string;
    readonly has: string;
    readonly isCertain: boolean;
}

function compare(builder: BaseImage, runtime: BaseImage): Mismatch | undefined {
    if (builder.libc === undefined || builder.libc === 'none' || runtime.libc === undefined) return undefined;
    if (builder.libc !== runtime.libc)
        return { kind: 'library', built: builder.libc, has: runtime.libc, isCertain: true };
    const [built, has] = [glibcOf(builder), glibcOf(runtime)];
    if (builder.libc !== 'glibc' || built === undefined || has === undefined || built <= has) return undefined;
    // with 2.34 the functions that every program uses moved
    return { kind: 'release', built: `glibc 2.${built}`, has: `2.${has}`, isCertain: built >= 34 && has < 34 };
}

function profileOf({ profile, needsCgo }: LinkingVerdict, { isCertain }: Mismatch): Profile {
    return isCertain || needsCgo === true ? profile : 'strict';
}

/** A copy of the other loader, or a package that stands in for it. */
function bringsOtherLibc(dockerfile: Dockerfile, stage: Stage): boolean {
    return (
        bringsLoader(dockerfile, stage) ||
        mayHavePackage(dockerfile, stage, (name) => /^(gcompat|libc6-compat|glibc.*|musl)$/.test(name))
    );
}

const bringsLoader = createLineageTest(
    (dockerfile, instruction) =>
        bringsLibc(instruction) || /ld-linux|ld-musl|\blib64\b|glibc/.test(textOf(dockerfile, instruction)),
);
