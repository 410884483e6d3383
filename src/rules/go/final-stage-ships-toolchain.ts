import { baseOf, processOf } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import { commandsOf } from '../../dockerfile/shell';
import { finalStage, lineageOf, sourcesOf, stageByReference } from '../../dockerfile/stages';
import type { Dockerfile, Stage } from '../../dockerfile/syntax';
import { compiles, goCommandsOf, packagesOf } from '../goCommands';
import { isForDevelopers } from '../development';
import { ownStageFixes } from '../ownStage';
import { folderOfCommand, pathInside } from '../places';
import type { Rule } from '../rule';
import { processStartedIn } from '../startedProgram';

export const finalStageShipsToolchain: Rule = {
    id: 'final-stage-ships-toolchain',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'The final stage holds the program, not the Go toolchain',
    why: 'A Go image brings a compiler, a shell and hundreds of megabytes that the program never needs. A stage of its own with nothing but the binary is smaller and offers less to attack.',
    examples: [
        {
            bad: 'FROM golang:1.27\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/go-build CGO_ENABLED=0 go build -o /app .\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/go-build CGO_ENABLED=0 go build -o /app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        const stage = finalStage(dockerfile);
        if (stage === undefined || isForDevelopers(subject, stage)) return;
        if (!startsProgram(dockerfile, stage)) return;
        if (!buildsProgram(dockerfile, stage) && !startsInstalled(dockerfile, stage) && !startsMade(dockerfile, stage))
            return;
        const base = baseOf(dockerfile, stage);
        if (base?.facts?.hasGo !== true) return;
        yield {
            message: `The image that is shipped holds the Go toolchain of \`${base.reference.text}\``,
            range: rangeOf(dockerfile, stage.image ?? stage.from),
            fixes: ownStageFixes(subject, stage),
        };
    },
};

/** In the stage itself, or in one that it copies from. */
function buildsProgram(dockerfile: Dockerfile, stage: Stage): boolean {
    const sources = stage.instructions
        .filter(({ keyword }) => keyword === 'COPY')
        .flatMap((copy) => sourcesOf(copy))
        .map(({ value }) => stageByReference(dockerfile, value, stage.index))
        .filter((source) => source !== undefined);
    return [stage, ...sources]
        .flatMap((each) => lineageOf(dockerfile, each))
        .some((member) => goCommandsOf(dockerfile, member).some(compiles));
}

/** What `go install` has fetched and built there. */
function startsInstalled(dockerfile: Dockerfile, stage: Stage): boolean {
    const { entrypoint, command } = processOf(dockerfile, stage);
    const process = entrypoint ?? command;
    const name = process && commandsOf(dockerfile, process)[0]?.name.value.split('/').at(-1);
    return lineageOf(dockerfile, stage)
        .flatMap((member) => goCommandsOf(dockerfile, member))
        .filter(({ subcommand }) => subcommand === 'install')
        .some((install) => packagesOf(install).some(({ value }) => /([^/@]+)(?:\/v\d+)?@/.exec(value)?.[1] === name));
}

/** What `make` has put beside the sources. */
function startsMade(dockerfile: Dockerfile, stage: Stage): boolean {
    const path = processStartedIn(dockerfile, stage)?.path ?? '';
    const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
    return lineageOf(dockerfile, stage).some((member) =>
        member.instructions.some(
            (run) =>
                run.keyword === 'RUN' &&
                commandsOf(dockerfile, run).some((command) => {
                    const sources = command.name.value === 'make' && folderOfCommand(dockerfile, run, command);
                    return typeof sources === 'string' && sources !== '/' && pathInside(folder, sources) !== undefined;
                }),
        ),
    );
}

/** For developing, testing and debugging the toolchain is what the image is for. */
const tools = new Set([
    'go',
    'air',
    'dlv',
    'gotestsum',
    'make',
    'task',
    'mage',
    'sh',
    'bash',
    'ash',
    'sleep',
    'tail',
    'CompileDaemon',
    'reflex',
    'wgo',
    'modd',
    'fresh',
    'gow',
]);

function startsProgram(dockerfile: Dockerfile, stage: Stage): boolean {
    const { entrypoint, command } = processOf(dockerfile, stage);
    const process = entrypoint ?? command;
    const [first] = process === undefined ? [] : commandsOf(dockerfile, process);
    if (first === undefined) return false;
    const name = first.name.value.split('/').at(-1) ?? '';
    return !tools.has(name) && !name.endsWith('.sh');
}
