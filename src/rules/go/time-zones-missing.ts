import { goFlagValue } from '../../dockerfile/commandQueries';
import { baseOf } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Instruction, Stage } from '../../dockerfile/syntax';
import { insertBehind } from '../commandEdits';
import { textOf } from '../edits';
import { environmentOf } from '../goCommands';
import { mayHavePackage } from '../installed';
import { createLineageTest } from '../lineage';
import type { Fix, Rule } from '../rule';
import { programStartedIn, type StartedProgram } from '../startedProgram';

export const timeZonesMissing: Rule = {
    id: 'time-zones-missing',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'A program that asks for time zones by name finds them',
    why: '`time.LoadLocation` reads files that `scratch` and Alpine do not have, and then fails with `unknown time zone`. With the tag `timetzdata` the program carries them itself.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -o /app .\n\nFROM scratch\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -tags timetzdata -o /app .\n\nFROM scratch\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
            files: {
                'go.mod': 'module example.com/app\n\ngo 1.27\n',
                'main.go':
                    'package main\n\nimport "time"\n\nfunc main() {\n\t_, _ = time.LoadLocation("Europe/Berlin")\n}\n',
            },
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        const judged = new Set<Instruction>();
        for (const stage of dockerfile.stages) {
            const base = baseOf(dockerfile, stage);
            if (base?.isComplete !== true || !lacksZones.has(base.reference.name) || bringsZones(dockerfile, stage))
                continue;
            const started = programStartedIn(subject, stage);
            const reason = started?.program.reasons.find(({ fact }) => fact === 'needsTimezones');
            if (
                started === undefined ||
                reason === undefined ||
                judged.has(started.instruction) ||
                carriesZones(dockerfile, started)
            )
                continue;
            judged.add(started.instruction);
            yield {
                message: `\`${started.program.name}\` asks for time zones by name, and \`${base.reference.text}\` has none`,
                range: rangeOf(dockerfile, started.instruction),
                related: [
                    { file: reason.file, line: reason.line, message: `\`${started.program.name}\` ${reason.because}` },
                ],
                fixes: carryZones(dockerfile, started),
            };
        }
    },
};

const lacksZones = new Set(['scratch', 'busybox', 'alpine'].map((name) => `docker.io/library/${name}`));

const isCopied = createLineageTest(
    (dockerfile, instruction) =>
        instruction.keyword === 'ADD' ||
        (['COPY', 'ENV', 'RUN'].includes(instruction.keyword) &&
            /zoneinfo|tzdata|\/usr\/?\s|\/usr\/share|rootfs|\s\/\s+\//i.test(textOf(dockerfile, instruction))),
);

function bringsZones(dockerfile: Dockerfile, stage: Stage): boolean {
    return isCopied(dockerfile, stage) || mayHavePackage(dockerfile, stage, (name) => name.startsWith('tzdata'));
}

function carriesZones(dockerfile: Dockerfile, { build }: StartedProgram): boolean {
    const flags = environmentOf(dockerfile, build, 'GOFLAGS') ?? 'timetzdata';
    const tags = goFlagValue(build.command, 'tags') ?? '';
    return /timetzdata|\$/.test(tags + flags);
}

function carryZones(dockerfile: Dockerfile, { build }: StartedProgram): Fix[] {
    const [subcommand] = build.command.args;
    if (subcommand === undefined || goFlagValue(build.command, 'tags') !== undefined) return [];
    const edit = insertBehind(dockerfile, subcommand, '-tags timetzdata');
    return [{ title: 'Let the program carry the time zones', preferred: true, edits: [edit] }];
}
