import { findGoFlag, goFlagValue } from '../../dockerfile/commandQueries';
import { rangeOf } from '../../dockerfile/positions';
import { insertBehind } from '../commandEdits';
import { debuggedBuilds } from '../debuggedBuilds';
import { environmentOf } from '../goCommands';
import type { GoCommand } from '../goCommands';
import { buildsCopiedTo } from '../goOutputs';
import type { Rule } from '../rule';

export const symbolsKeptInProgram: Rule = {
    id: 'symbols-kept-in-program',
    kind: 'dockerfile',
    severity: 'hint',
    profile: 'off',
    summary: 'Programs that are shipped are linked without symbols and debug data',
    why: 'Nothing but a debugger reads them, and they are a third of the program. Stack traces keep their files and lines without.',
    examples: [
        {
            bad: 'FROM golang:1.27@sha256:0000000000000000000000000000000000000000000000000000000000000000 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -trimpath -o /app .\n\nFROM scratch\nCOPY --from=build /app /app\n',
            good: 'FROM golang:1.27@sha256:0000000000000000000000000000000000000000000000000000000000000000 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -ldflags=-s -trimpath -o /app .\n\nFROM scratch\nCOPY --from=build /app /app\n',
        },
    ],

    *check({ dockerfile }) {
        const judged = new Set<GoCommand>();
        for (const stage of dockerfile.stages)
            for (const { command } of buildsCopiedTo(dockerfile, stage)) {
                const [subcommand] = command.command.args;
                if (judged.has(command) || subcommand === undefined) continue;
                judged.add(command);
                const flags = `${environmentOf(dockerfile, command, 'GOFLAGS') ?? '-s'} ${goFlagValue(command.command, 'ldflags') ?? ''}`;
                const isForDebugger =
                    debuggedBuilds(dockerfile).has(command) || /-N/.test(goFlagValue(command.command, 'gcflags') ?? '');
                if (/-[sw]\b|\$/.test(flags) || isForDebugger) continue;
                const isPlain = findGoFlag(command.command, 'ldflags') === undefined;
                yield {
                    message: 'Symbols and debug data are kept in the program',
                    range: rangeOf(dockerfile, { start: command.command.name.start, end: subcommand.end }),
                    fixes: isPlain
                        ? [
                              {
                                  title: 'Link without symbols',
                                  preferred: true,
                                  edits: [insertBehind(dockerfile, subcommand, '-ldflags=-s')],
                              },
                          ]
                        : [],
                };
            }
    },
};
