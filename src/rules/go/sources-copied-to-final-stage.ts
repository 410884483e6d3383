import { baseOf, workdirAt } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import { finalStage } from '../../dockerfile/stages';
import type { Dockerfile, Stage } from '../../dockerfile/syntax';
import { replaceSpan } from '../edits';
import { compiles, goCommandsOf } from '../goCommands';
import { cleanPath, outputsOf, sourceStage } from '../goOutputs';
import { copiedPaths } from '../instructions';
import { contextFolderAt } from '../places';
import type { Fix, Rule } from '../rule';

export const sourcesCopiedToFinalStage: Rule = {
    id: 'sources-copied-to-final-stage',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'The final stage gets the program, not its sources',
    why: 'Copying the whole folder of the build ships the sources, and whatever else lay there, to everybody who can pull the image.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/go-build CGO_ENABLED=0 go build -o app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nWORKDIR /srv\nCOPY --from=build /src .\nUSER 65532:65532\nENTRYPOINT ["/srv/app"]\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/go-build CGO_ENABLED=0 go build -o app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nWORKDIR /srv\nCOPY --from=build /src/app .\nUSER 65532:65532\nENTRYPOINT ["/srv/app"]\n',
        },
    ],

    *check({ dockerfile }) {
        const stage = finalStage(dockerfile);
        if (stage === undefined || baseOf(dockerfile, stage)?.facts?.hasGo === true) return;
        for (const copy of stage.instructions) {
            const source = sourceStage(dockerfile, stage, copy);
            if (source === undefined || !goCommandsOf(dockerfile, source).some(compiles)) continue;
            for (const item of copiedPaths(copy)) {
                const path = cleanPath(item.value).replace(/(.)\/$/, '$1');
                if (!holdsSources(dockerfile, source, path)) continue;
                yield {
                    message: `\`${item.value}\` holds the sources of the program, too`,
                    range: rangeOf(dockerfile, item),
                    fixes: copyProgram(dockerfile, source, path, item),
                };
            }
        }
    },
};

/** The folder that the whole context was copied to, or one above. */
function holdsSources(dockerfile: Dockerfile, source: Stage, path: string): boolean {
    const last = source.instructions.at(-1);
    const workdir = workdirAt(dockerfile, source).value;
    if (last === undefined || workdir === undefined || path === '/') return false;
    const isWhole = (folder: string): boolean => contextFolderAt(dockerfile, source, last, folder) === '';
    return isWhole(path) || (path === '/go' && workdir.startsWith('/go/') && isWhole(workdir));
}

/** Where it is one program. What else is read from the folder only a person knows. */
function copyProgram(
    dockerfile: Dockerfile,
    source: Stage,
    folder: string,
    item: { start: number; end: number; value: string },
): Fix[] {
    const [only, ...others] = [...outputsOf(dockerfile, source).keys()].filter((output) =>
        output.startsWith(`${folder}/`),
    );
    const isJson = dockerfile.text[item.start] === '"';
    if (only === undefined || others.length > 0 || only.endsWith('/')) return [];
    return [
        {
            title: `Copy \`${only}\``,
            preferred: false,
            edits: [replaceSpan(dockerfile, item, isJson ? JSON.stringify(only) : only)],
        },
    ];
}
