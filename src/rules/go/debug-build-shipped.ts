import { goFlagValue } from '../../dockerfile/commandQueries';
import { rangeOf } from '../../dockerfile/positions';
import { finalStage, lineageOf } from '../../dockerfile/stages';
import type { ShellCommand } from '../../dockerfile/shell';
import type { Span } from '../../dockerfile/syntax';
import { removeFlag } from '../commandEdits';
import { isForDevelopers } from '../development';
import { flagsWithValue, type GoCommand } from '../goCommands';
import { buildsCopiedTo } from '../goOutputs';
import type { Rule } from '../rule';
import { processStartedIn } from '../startedProgram';

export const debugBuildShipped: Rule = {
    id: 'debug-build-shipped',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'What is shipped is built for speed, not for a debugger or the race detector',
    why: 'Without optimisation, with the race detector or counting its coverage, a program is several times slower and larger. Builds of that kind belong into a stage of their own.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -gcflags="all=-N -l" -o /app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -o /app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        const final = finalStage(dockerfile);
        if (final === undefined || isForDevelopers(subject, final)) return;
        const process = processStartedIn(dockerfile, final);
        if (process === undefined || /(^|\/)(dlv|air|sh|bash|gdb)$/.test(process.path)) return;
        const judged = new Set<GoCommand>();
        for (const { command, builder } of lineageOf(dockerfile, final).flatMap((stage) => [
            ...buildsCopiedTo(dockerfile, stage),
        ])) {
            if (judged.has(command) || isForDevelopers(subject, builder)) continue;
            judged.add(command);
            for (const { name, what, spans } of debugFlagsOf(command))
                yield {
                    message: `What is shipped is built with \`${name}\`, which ${what}`,
                    range: rangeOf(dockerfile, spans[0]),
                    fixes: [
                        {
                            title: `Leave \`${name}\` out`,
                            preferred: false,
                            edits: spans.map((span) => removeFlag(dockerfile, span)),
                        },
                    ],
                };
        }
    },
};

interface DebugFlag {
    readonly name: string;
    readonly what: string;
    readonly spans: readonly [Span, ...Span[]];
}

function debugFlagsOf({ command }: GoCommand): DebugFlag[] {
    const found: DebugFlag[] = [];
    const [race] = flagsLike(command, /^race(=true)?$/);
    if (race !== undefined) found.push({ name: '-race', what: 'watches every access to memory', spans: [race] });
    // each of them switches it on
    const [cover, ...others] = flagsLike(command, /^cover(?:=true|(?:mode|pkg)(?:=.*)?)?$/);
    if (cover !== undefined) found.push({ name: '-cover', what: 'counts every statement', spans: [cover, ...others] });
    const [optimisation] = flagsLike(command, /^gcflags(?:=.*)?$/s);
    if (optimisation !== undefined && /(^|[ =])-[Nl]( |$)/.test(goFlagValue(command, 'gcflags') ?? ''))
        found.push({ name: '-gcflags', what: 'switches optimisation off', spans: [optimisation] });
    return found;
}

/** With the values that are words of their own. */
function flagsLike({ args }: ShellCommand, name: RegExp): Span[] {
    return args.flatMap((word, index) => {
        if (!word.value.startsWith('-') || !name.test(word.value.replace(/^--?/, ''))) return [];
        const takesNext = flagsWithValue.includes(word.value);
        return [{ start: word.start, end: (takesNext ? args[index + 1] : undefined)?.end ?? word.end }];
    });
}
