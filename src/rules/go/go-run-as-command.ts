import { processOf } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import { commandsOf } from '../../dockerfile/shell';
import { finalStage } from '../../dockerfile/stages';
import type { Dockerfile, Instruction, Stage } from '../../dockerfile/syntax';
import { runtimeBases } from '../../facts/runtimeBases';
import { isForDevelopers } from '../development';
import { insertAt, insertLinesBefore, replaceSpan } from '../edits';
import { copiedPaths } from '../instructions';
import type { Fix, Rule, Subject } from '../rule';

export const goRunAsCommand: Rule = {
    id: 'go-run-as-command',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'A container starts a program, not `go run`',
    why: '`go run` compiles at every start, needs the toolchain and the sources in the image, and hides the exit code of the program.',
    examples: [
        {
            bad: 'FROM golang:1.27\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nUSER 65532:65532\nCMD ["go", "run", "."]\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/go-build CGO_ENABLED=0 go build -o /app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nUSER 65532:65532\nCMD ["/app"]\n',
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        const stage = finalStage(dockerfile);
        if (stage === undefined || isForDevelopers(subject, stage)) return;
        const { entrypoint, command } = processOf(dockerfile, stage);
        for (const instruction of [entrypoint, command]) {
            if (instruction === undefined) continue;
            const run = commandsOf(dockerfile, instruction).find(
                ({ name, args }) => name.value === 'go' && args[0]?.value === 'run',
            );
            if (run === undefined || runsTool(subject, run.args[1]?.value)) continue;
            yield {
                message: 'The container compiles the program with `go run` whenever it starts',
                range: rangeOf(dockerfile, { start: run.name.start, end: run.args[0]?.end ?? run.name.end }),
                fixes: buildBefore(dockerfile, stage, instruction),
            };
        }
    },
};

/** A program that the project does not ship, such as a generator. */
function runsTool({ project }: Subject, argument: string | undefined): boolean {
    if (project === undefined || argument?.endsWith('.go') !== true) return false;
    const folder = argument.replace(/^\.\//, '').replace(/\/?[^/]*$/, '');
    return !project.commands.some(({ dir }) => dir === folder);
}

/** Where the file is one plain stage that copies the project: what else the program reads only a person knows. */
function buildBefore(dockerfile: Dockerfile, stage: Stage, instruction: Instruction): Fix[] {
    const words = instruction.json?.valid === true ? instruction.json.items.map(({ value }) => value) : [];
    const packages = words.slice(2);
    const base = runtimeBases.find(({ name }) => name === 'static');
    const plain = packages.length === 1 && /^[\w./-]+$/.test(packages[0] ?? '') && !packages[0]?.startsWith('-');
    const copies = stage.instructions.some(
        ({ keyword, ...copy }) => keyword === 'COPY' && copiedPaths({ keyword, ...copy }).length > 0,
    );
    if (!plain || !copies || base === undefined || dockerfile.stages.length > 1 || stage.image === undefined) return [];
    const steps = stage.instructions.findLastIndex(({ keyword }) =>
        ['RUN', 'COPY', 'ADD', 'WORKDIR'].includes(keyword),
    );
    const next = stage.instructions[steps + 1];
    if (next === undefined || instruction.json === undefined) return [];
    const name = stage.name?.value ?? 'build';
    const build = `RUN --mount=type=cache,target=/root/.cache/go-build CGO_ENABLED=0 go build -o /app ${packages[0] ?? '.'}`;
    return [
        {
            title: 'Build the program, and ship it in a stage of its own',
            preferred: false,
            edits: [
                ...(stage.name === undefined ? [insertAt(dockerfile, stage.image.end, ` AS ${name}`)] : []),
                insertLinesBefore(dockerfile, next, `${build}\n\nFROM ${base.image}\nCOPY --from=${name} /app /app`),
                replaceSpan(dockerfile, instruction.json, '["/app"]'),
            ],
        },
    ];
}
