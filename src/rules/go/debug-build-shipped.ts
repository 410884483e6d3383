import { goFlagValue } from '../../dockerfile/commandQueries';
import { rangeOf } from '../../dockerfile/positions';
import { finalStage, lineageOf } from '../../dockerfile/stages';
import type { Span } from '../../dockerfile/syntax';
import { removeFlag } from '../commandEdits';
import { isForDevelopers } from '../development';
import type { GoCommand } from '../goCommands';
import { buildsCopiedTo } from '../goOutputs';
import type { Rule } from '../rule';
import { processStartedIn } from '../startedProgram';

export const debugBuildShipped: Rule = {
    id: 'debug-build-shipped',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'What is shipped is built for speed, not for a debugger or the race detector',
    why: 'Without optimisation, or with the race detector, a program is several times slower and larger. Builds of that kind belong into a stage of their own.',
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
            for (const { name, what, span } of debugFlagsOf(command))
                yield {
                    message: `What is shipped is built with \`${name}\`, which ${what}`,
                    range: rangeOf(dockerfile, span),
                    fixes: [
                        { title: `Leave \`${name}\` out`, preferred: false, edits: [removeFlag(dockerfile, span)] },
                    ],
                };
        }
    },
};

function debugFlagsOf({ command }: GoCommand): { name: string; what: string; span: Span }[] {
    const found: { name: string; what: string; span: Span }[] = [];
    for (const [index, word] of command.args.entries()) {
        if (/^--?race(=true)?$/.test(word.value))
            found.push({ name: '-race', what: 'watches every access to memory', span: word });
        if (!/^--?gcflags(=|$)/.test(word.value) || !/(^|[ =])-[Nl]( |$)/.test(goFlagValue(command, 'gcflags') ?? ''))
            continue;
        const value = word.value.includes('=') ? word : (command.args[index + 1] ?? word);
        found.push({
            name: '-gcflags',
            what: 'switches optimisation off',
            span: { start: word.start, end: value.end },
        });
    }
    return found;
}
