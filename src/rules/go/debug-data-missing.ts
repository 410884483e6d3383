import { findGoFlag, goFlagValue } from '../../dockerfile/commandQueries';
import { rangeOf } from '../../dockerfile/positions';
import type { ShellCommand } from '../../dockerfile/shell';
import type { Dockerfile } from '../../dockerfile/syntax';
import { removeFlag } from '../commandEdits';
import { debuggedBuilds } from '../debuggedBuilds';
import { compiles, goCommandsOf } from '../goCommands';
import type { Fault, Rule } from '../rule';

export const debugDataMissing: Rule = {
    id: 'debug-data-missing',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'What is built for a debugger keeps its debug data and paths',
    why: 'Delve finds lines and variables by the debug data that `-s` and `-w` leave out, and files by the paths that `-trimpath` cuts.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS debug\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/go-build go build -gcflags="all=-N -l" -ldflags="-s -w" -o /app .\n',
            good: 'FROM golang:1.27 AS debug\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/go-build go build -gcflags="all=-N -l" -o /app .\n',
        },
    ],

    *check({ dockerfile }) {
        const debugged = debuggedBuilds(dockerfile);
        for (const stage of dockerfile.stages)
            for (const command of goCommandsOf(dockerfile, stage)) {
                if (!compiles(command)) continue;
                const isMeant = /(^|[ =])-N( |$)/.test(goFlagValue(command.command, 'gcflags') ?? '');
                if (isMeant || debugged.has(command)) yield* judge(dockerfile, command.command);
            }
    },
};

function* judge(dockerfile: Dockerfile, command: ShellCommand): Iterable<Fault> {
    const linker = findGoFlag(command, 'ldflags');
    const flags = (goFlagValue(command, 'ldflags') ?? '').trim().split(/\s+/);
    if (linker !== undefined && flags.some((flag) => flag === '-s' || flag === '-w')) {
        const value = linker.value.includes('=') ? linker : (command.args[command.args.indexOf(linker) + 1] ?? linker);
        const span = { start: linker.start, end: value.end };
        const isPlain = flags.every((flag) => flag === '-s' || flag === '-w');
        yield {
            message: 'A debugger finds no lines and variables: the debug data are left out',
            range: rangeOf(dockerfile, span),
            fixes: isPlain
                ? [{ title: 'Keep the debug data', preferred: true, edits: [removeFlag(dockerfile, span)] }]
                : [],
        };
    }
    const trim = findGoFlag(command, 'trimpath');
    if (trim === undefined) return;
    yield {
        message: 'A debugger finds the sources only where it is told how their paths were cut',
        range: rangeOf(dockerfile, trim),
        severity: 'info',
        profile: 'strict',
        fixes: [{ title: 'Keep the paths', preferred: true, edits: [removeFlag(dockerfile, trim)] }],
    };
}
