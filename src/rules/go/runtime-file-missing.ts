import { workdirAt } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import { lineageOf } from '../../dockerfile/stages';
import type { Instruction, Stage } from '../../dockerfile/syntax';
import { joinPath } from '../../project/paths';
import type { Command } from '../../project/project';
import { insertLinesBefore, textOf } from '../edits';
import { buildsCopiedTo } from '../goOutputs';
import { copiedPaths } from '../instructions';
import type { Fix, Rule, Subject } from '../rule';
import { programStartedIn, type StartedProgram } from '../startedProgram';

export const runtimeFileMissing: Rule = {
    id: 'runtime-file-missing',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'Templates and other files that a program reads are in its image',
    why: 'What is not embedded is read from the disk, from the folder that the program is started in. In an image that holds the program alone nothing is there.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -o /app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nWORKDIR /srv\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -o /app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nWORKDIR /srv\nCOPY --from=build /app /app\nUSER 65532:65532\nCOPY templates ./templates\nENTRYPOINT ["/app"]\n',
            files: {
                'go.mod': 'module example.com/app\n\ngo 1.27\n',
                'main.go':
                    'package main\n\nimport (\n\t"html/template"\n\t"os"\n)\n\nfunc main() {\n\tpages := template.Must(template.ParseGlob("templates/*.html"))\n\t_ = pages.Execute(os.Stdout, nil)\n}\n',
                'templates/index.html': '<html>\n',
            },
        },
    ],

    *check(subject) {
        const { dockerfile, context } = subject;
        if (context === undefined || context.truncated) return;
        const judged = new Set<Instruction>();
        for (const stage of dockerfile.stages) {
            const started = programStartedIn(subject, stage);
            if (started === undefined || judged.has(started.instruction)) continue;
            // the sources are there
            if (lineageOf(dockerfile, stage).includes(started.builder) || mayHoldAnything(subject, stage)) continue;
            judged.add(started.instruction);
            const missing = started.program.readsFiles
                .filter(({ path }) => !isMentioned(subject, stage, path))
                .flatMap((read) => placesOf(subject, started.program, read.path).map((place) => ({ read, place })))
                .sort((a, b) => Number(a.read.kind === 'file') - Number(b.read.kind === 'file'));
            const [first] = missing;
            if (first === undefined) continue;
            const { read, place } = first;
            yield {
                message: `\`${started.program.name}\` reads \`${read.path}\`, which is not copied into the image`,
                range: rangeOf(dockerfile, started.instruction),
                // many a file may be missing
                ...(read.kind === 'file' && { profile: 'strict' }),
                related: [{ file: read.file, line: read.line, message: `\`${read.path}\` is read here` }],
                fixes: copyIt(subject, stage, started, place, read.path),
            };
        }
    },
};

/** Up to its first pattern. */
function fixedPart(path: string): string {
    const parts = path.split('/');
    const pattern = parts.findIndex((part) => /[*?{]/.test(part));
    return pattern === -1 ? path : parts.slice(0, pattern).join('/');
}

/** Where it stands in the context: from the root, or where the module or the program is. */
function placesOf({ context }: Subject, { module, dir }: Command, path: string): string[] {
    const fixed = fixedPart(path);
    if (fixed === '') return [];
    const places = ['', module, dir].map((folder) => joinPath(folder, fixed)).filter((place) => place !== undefined);
    const found = places.find((place) => context?.exists(place) === true && !context.ignores(place));
    return found === undefined ? [] : [found];
}

/** A copy of whole folders, other than the folder of the programs alone. */
function mayHoldAnything({ dockerfile }: Subject, stage: Stage): boolean {
    return lineageOf(dockerfile, stage).some((member) => {
        const programs = new Set(
            [...buildsCopiedTo(dockerfile, member)].map(({ copy, path }) => `${copy.start} ${path}`),
        );
        return member.instructions.some((instruction) => {
            if (instruction.keyword === 'ADD') return true;
            if (instruction.keyword !== 'COPY') return false;
            return copiedPaths(instruction).some(
                ({ value }) =>
                    !programs.has(`${instruction.start} ${value}`) &&
                    !/(^|\/)[\w-]+\.\w+$|\/(etc|usr|certs?|bin)(\/|$)/.test(value) &&
                    (instruction.flags.some(({ name }) => name === 'from') || !/^[\w-]+\/?$/.test(value)),
            );
        });
    });
}

/** Whether any instruction of the stage speaks of its folder, or of the file itself. */
function isMentioned({ dockerfile }: Subject, stage: Stage, path: string): boolean {
    const [top = ''] = path.split('/');
    const last = fixedPart(path).split('/').at(-1) ?? '';
    return lineageOf(dockerfile, stage).some(({ instructions }) =>
        instructions.some((instruction) => {
            const words = textOf(dockerfile, instruction).split(/[^\w.@-]+/);
            return words.includes(top) || words.includes(last);
        }),
    );
}

function copyIt(
    { dockerfile }: Subject,
    stage: Stage,
    { instruction }: StartedProgram,
    place: string,
    path: string,
): Fix[] {
    const target = fixedPart(path);
    if (instruction.stage !== stage.index || workdirAt(dockerfile, stage).value === undefined) return [];
    const line = `COPY ${place} ./${target}`;
    return [
        {
            title: `Copy \`${place}\``,
            preferred: true,
            edits: [insertLinesBefore(dockerfile, instruction, line)],
        },
    ];
}
