import { baseOf } from '../../dockerfile/configuration';
import { oncePer } from '../../dockerfile/once';
import { rangeOf } from '../../dockerfile/positions';
import { lineageOf } from '../../dockerfile/stages';
import type { Stage } from '../../dockerfile/syntax';
import { replaceSpan, textOf } from '../edits';
import { compiles, goCommandsOf } from '../goCommands';
import { cleanPath, outputsOf, sourceStage } from '../goOutputs';
import { copiedPaths } from '../instructions';
import { isMissing } from '../missing';
import { joinImagePath, pathInside, targetOf } from '../places';
import type { Rule, Subject } from '../rule';

export const copiedProgramMissing: Rule = {
    id: 'copied-program-missing',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'A program is copied from where it was built',
    why: '`-o` counts from the working directory of the stage that builds, `COPY --from` from the root of its file system. Where the two do not meet, the build stops with `not found`.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/go-build CGO_ENABLED=0 go build -o app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/go-build CGO_ENABLED=0 go build -o app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /src/app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        for (const stage of dockerfile.stages)
            for (const copy of stage.instructions) {
                const source = sourceStage(dockerfile, stage, copy);
                if (source === undefined || baseOf(dockerfile, source)?.facts?.hasGo !== true) continue;
                for (const item of copiedPaths(copy)) {
                    const path = cleanPath(item.value);
                    const built = builtElsewhere(subject, source, path);
                    if (built === undefined) continue;
                    yield {
                        message: `\`${item.value}\` is not there: the build writes \`${built}\``,
                        range: rangeOf(dockerfile, item),
                        fixes: [
                            {
                                title: `Copy \`${built}\``,
                                preferred: true,
                                edits: [
                                    replaceSpan(
                                        dockerfile,
                                        item,
                                        copy.json?.valid === true ? JSON.stringify(built) : built,
                                    ),
                                ],
                            },
                        ],
                    };
                }
            }
    },
};

/** Where a program of that name is written instead, if nothing else can have made the path. */
function builtElsewhere(subject: Subject, source: Stage, path: string): string | undefined {
    const { dockerfile } = subject;
    if (/[$*?[]|\/$/.test(path)) return undefined;
    const name = path.slice(path.lastIndexOf('/') + 1);
    const { isWhole, paths, folders, byName } = writtenIn(dockerfile, source);
    if (!isWhole || paths.has(path) || folders.has(path)) return undefined;
    for (let at = path; at.length > 1; at = at.slice(0, Math.max(at.lastIndexOf('/'), 0)))
        if (paths.has(`${at}/`)) return undefined;
    const built = byName.get(name) ?? [];
    const lineage = lineageOf(dockerfile, source);
    if (built.length !== 1 || lineage.some((member) => mayMake(subject, member, path, name))) return undefined;
    return built[0];
}

interface Written {
    /** Whether it is known of every build where it writes: what is not may be written anywhere. */
    readonly isWhole: boolean;
    /** Folders that are written into end in `/`. */
    readonly paths: ReadonlySet<string>;
    /** Those above a written file. */
    readonly folders: ReadonlySet<string>;
    readonly byName: ReadonlyMap<string, readonly string[]>;
}

const writtenIn = oncePer((dockerfile, source: Stage): Written => {
    const lineage = lineageOf(dockerfile, source);
    const outputs = lineage.flatMap((member) => [...outputsOf(dockerfile, member).keys()]);
    const builds = lineage.flatMap((member) => goCommandsOf(dockerfile, member)).filter(compiles);
    const folders = new Set<string>();
    const byName = new Map<string, string[]>();
    for (const output of outputs) {
        for (let at = output.lastIndexOf('/'); at > 0; at = output.lastIndexOf('/', at - 1))
            folders.add(output.slice(0, at));
        const name = output.slice(output.lastIndexOf('/') + 1);
        const others = byName.get(name);
        if (others === undefined) byName.set(name, [output]);
        else others.push(output);
    }
    return { isWhole: outputs.length === builds.length, paths: new Set(outputs), folders, byName };
});

/** Whether a copy, or a RUN that names it beside building, can have made a path. */
function mayMake(subject: Subject, stage: Stage, path: string, name: string): boolean {
    const { dockerfile } = subject;
    const building = new Set(goCommandsOf(dockerfile, stage).map(({ instruction }) => instruction));
    return stage.instructions.some((instruction) => {
        const { keyword } = instruction;
        if (keyword === 'COPY' || keyword === 'ADD') {
            const target = targetOf(dockerfile, stage, instruction);
            if (target === undefined) return true;
            const rest = pathInside(path, target);
            if (rest === undefined || target === '/') return false;
            // what is not in the build context is not copied
            return !copiedPaths(instruction).every(
                ({ value }) =>
                    /^(\.?\/?|[\w./-]+\/)$/.test(value) &&
                    isMissing(subject, joinImagePath(`/${value}`, rest).slice(1)),
            );
        }
        if (keyword !== 'RUN') return false;
        const text = textOf(dockerfile, instruction);
        const isMoved = /\b(mv|cp|ln|install|rsync|tar|make|task|mage)\b|\.sh\b/.test(text);
        return isMoved || (!building.has(instruction) && text.includes(name));
    });
}
