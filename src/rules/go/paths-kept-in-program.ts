import { findGoFlag, goFlagValue } from '../../dockerfile/commandQueries';
import { rangeOf } from '../../dockerfile/positions';
import { insertBehind } from '../commandEdits';
import { debuggedBuilds } from '../debuggedBuilds';
import { environmentOf } from '../goCommands';
import type { GoCommand } from '../goCommands';
import { buildsCopiedTo } from '../goOutputs';
import type { Rule } from '../rule';

export const pathsKeptInProgram: Rule = {
    id: 'paths-kept-in-program',
    kind: 'dockerfile',
    severity: 'hint',
    profile: 'off',
    summary: 'Programs that are shipped are built with `-trimpath`',
    why: 'Without it the folders of the build stand in the program, and the same sources built elsewhere give another file.',
    examples: [
        {
            bad: 'FROM golang:1.27@sha256:0000000000000000000000000000000000000000000000000000000000000000 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -ldflags=-s -o /app .\n\nFROM scratch\nCOPY --from=build /app /app\n',
            good: 'FROM golang:1.27@sha256:0000000000000000000000000000000000000000000000000000000000000000 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -trimpath -ldflags=-s -o /app .\n\nFROM scratch\nCOPY --from=build /app /app\n',
        },
    ],

    *check({ dockerfile }) {
        const judged = new Set<GoCommand>();
        for (const stage of dockerfile.stages)
            for (const { command } of buildsCopiedTo(dockerfile, stage)) {
                const [subcommand] = command.command.args;
                if (judged.has(command) || subcommand === undefined) continue;
                judged.add(command);
                const flags = environmentOf(dockerfile, command, 'GOFLAGS') ?? '-trimpath';
                const isForDebugger =
                    debuggedBuilds(dockerfile).has(command) || /-N/.test(goFlagValue(command.command, 'gcflags') ?? '');
                if (
                    flags.includes('trimpath') ||
                    findGoFlag(command.command, 'trimpath') !== undefined ||
                    isForDebugger
                )
                    continue;
                yield {
                    message: 'The folders of the build are kept in the program',
                    range: rangeOf(dockerfile, { start: command.command.name.start, end: subcommand.end }),
                    fixes: [
                        {
                            title: 'Build with `-trimpath`',
                            preferred: true,
                            edits: [insertBehind(dockerfile, subcommand, '-trimpath')],
                        },
                    ],
                };
            }
    },
};
