import { rangeOf } from '../../dockerfile/positions';
import { processOf, workdirAt } from '../../dockerfile/configuration';
import { commandsOf, type ShellCommand } from '../../dockerfile/shell';
import { finalStage } from '../../dockerfile/stages';
import type { Dockerfile, Instruction, Stage } from '../../dockerfile/syntax';
import { isForDevelopers } from '../development';
import { buildOf } from '../startedProgram';
import { joinImagePath } from '../places';
import type { Rule } from '../rule';

export const signalsLostBehindShell: Rule = {
    id: 'signals-lost-behind-shell',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'Signals reach the program, not a shell in front of it',
    why: 'A shell that waits for a program does not pass SIGTERM on. The container is killed after ten seconds, with whatever the program was doing.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -o /app .\n\nFROM alpine:3.24\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["sh", "-c", "/app migrate; /app serve; echo done"]\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -o /app .\n\nFROM alpine:3.24\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["sh", "-c", "/app migrate; exec /app serve"]\n',
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        const stage = finalStage(dockerfile);
        if (stage === undefined || isForDevelopers(subject, stage)) return;
        const { entrypoint, command } = processOf(dockerfile, stage);
        const process = entrypoint ?? command;
        if (process === undefined) return;
        const hidden = hiddenProgram(dockerfile, stage, process);
        if (hidden === undefined) return;
        yield {
            message: `\`${hidden.name.value}\` gets no signals: the shell in front of it waits for more`,
            range: rangeOf(dockerfile, hidden.name),
        };
    },
};

/** The last call of a program of the build, where the shell has something to do after it, or reads its output. */
function hiddenProgram(dockerfile: Dockerfile, stage: Stage, process: Instruction): ShellCommand | undefined {
    // the first of the exec form is the shell itself
    const commands = commandsOf(dockerfile, process).slice(process.json?.valid === true ? 1 : 0);
    if (commands.length < 2 || commands.some(({ name }) => name.value === 'exec' || name.value === 'trap'))
        return undefined;
    const workdir = workdirAt(dockerfile, stage).value ?? '/';
    const last = commands.findLast(({ name }) => buildOf(dockerfile, stage, pathOf(workdir, name.value)) !== undefined);
    if (last === undefined || last.within.some((nesting) => nesting !== 'group')) return undefined;
    const isFollowed = last.element.next !== undefined && last.element.after?.kind !== '&';
    return last.isInPipe || isFollowed ? last : undefined;
}

function pathOf(workdir: string, name: string): string {
    return name.includes('/') ? joinImagePath(workdir, name) : name;
}
