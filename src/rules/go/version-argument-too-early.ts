import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Instruction, Stage } from '../../dockerfile/syntax';
import { insertLinesBefore, removeInstruction, textOf } from '../edits';
import { goCommandsOf } from '../goCommands';
import type { Fix, Rule } from '../rule';

export const versionArgumentTooEarly: Rule = {
    id: 'version-argument-too-early',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'strict',
    summary: 'Arguments that change with every commit are declared where they are used',
    why: 'Every RUN behind an ARG is built again when its value changes. A commit that is declared before `go mod download` downloads all modules once a commit.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nARG COMMIT\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/go-build go build -ldflags "-X main.commit=$COMMIT" -o /app .\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nARG COMMIT\nRUN --mount=type=cache,target=/root/.cache/go-build go build -ldflags "-X main.commit=$COMMIT" -o /app .\n',
        },
    ],

    *check({ dockerfile }) {
        for (const stage of dockerfile.stages) {
            const download = goCommandsOf(dockerfile, stage).find(
                ({ subcommand }) => subcommand === 'mod download',
            )?.instruction;
            if (download === undefined) continue;
            const uses = firstUses(dockerfile, stage);
            for (const instruction of stage.instructions) {
                const [pair, ...others] = instruction.keyword === 'ARG' ? instruction.pairs : [];
                if (pair === undefined || others.length > 0 || instruction.start > download.start) continue;
                if (!changesOften.test(pair.key.value)) continue;
                const used = uses.get(pair.key.value);
                if (used === undefined || used.start <= download.start) continue;
                yield {
                    message: `Whenever \`${pair.key.value}\` changes, the modules are downloaded again`,
                    range: rangeOf(dockerfile, instruction),
                    fixes: moveTo(dockerfile, stage, instruction, used),
                };
            }
        }
    },
};

const changesOften =
    /^(?:\w+_)?(?:version|commit|commit_?sha|commit_?hash|sha|git_?sha|revision|vcs_ref|build_?date|date|build_?time|build_?number|git_?tag|tag)$/i;

/** The first instruction of the stage that names each variable. */
function firstUses(dockerfile: Dockerfile, stage: Stage): ReadonlyMap<string, Instruction> {
    const uses = new Map<string, Instruction>();
    for (const instruction of stage.instructions)
        for (const [, name = ''] of textOf(dockerfile, instruction).matchAll(/\$\{?(\w+)/g))
            if (!uses.has(name)) uses.set(name, instruction);
    return uses;
}

function moveTo(dockerfile: Dockerfile, stage: Stage, argument: Instruction, used: Instruction): Fix[] {
    const title = 'Declare it where it is used';
    const edits = [
        removeInstruction(dockerfile, argument),
        insertLinesBefore(dockerfile, used, textOf(dockerfile, argument)),
    ];
    return used.stage === stage.index ? [{ title, preferred: true, edits }] : [];
}
