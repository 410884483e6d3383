import { baseOf } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import { lineageOf } from '../../dockerfile/stages';
import type { Dockerfile, Stage } from '../../dockerfile/syntax';
import { replaceSpan } from '../edits';
import { outputsOf, cleanPath, sourceStage } from '../goOutputs';
import { copiedPaths, copyTarget } from '../instructions';
import { joinImagePath, pathInside, targetOf } from '../places';
import type { Fix, Rule, Subject } from '../rule';
import { processStartedIn, type Process } from '../startedProgram';

export const startedProgramMissing: Rule = {
    id: 'started-program-missing',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'What a container starts is in its image',
    why: 'In an image that holds nothing but what is copied into it, the program is where the copy puts it. A container that is told to start anything else ends with `no such file or directory`.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -o /out/app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /out/app /usr/bin/app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -o /out/app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /out/app /usr/bin/app\nUSER 65532:65532\nENTRYPOINT ["/usr/bin/app"]\n',
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        for (const stage of dockerfile.stages) {
            const base = baseOf(dockerfile, stage);
            const process = processStartedIn(dockerfile, stage);
            if (base?.isComplete !== true || base.facts === undefined || process === undefined) continue;
            if (
                base.facts.shell !== undefined ||
                !isBare(base.reference.name) ||
                process.instruction.stage !== stage.index
            )
                continue;
            const files = filesOf(subject, stage, process);
            if (files === undefined || files.length === 0 || files.some((file) => isStartedBy(file, process.path)))
                continue;
            yield {
                message: `\`${process.command.name.value}\` is not in the image: nothing is copied there`,
                range: rangeOf(dockerfile, process.command.name),
                fixes: startAnother(dockerfile, process, files),
            };
        }
    },
};

/** Those that hold no program at all. */
function isBare(name: string): boolean {
    return (
        name === 'docker.io/library/scratch' ||
        /^gcr\.io\/distroless\/(static|base|cc)\b/.test(name) ||
        /^cgr\.dev\/chainguard\/(static|glibc-dynamic)$/.test(name)
    );
}

const searched = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

function isStartedBy(file: string, path: string): boolean {
    return path.includes('/') ? file === path : searched.some((folder) => file === `${folder}/${path}`);
}

/** Where copies put single files; `undefined` where one may be a folder with the program in it. */
function filesOf({ dockerfile, context }: Subject, stage: Stage, { path }: Process): string[] | undefined {
    const files: string[] = [];
    for (const member of lineageOf(dockerfile, stage))
        for (const instruction of member.instructions) {
            const { keyword, heredocs } = instruction;
            if (keyword === 'ADD' || keyword === 'RUN' || heredocs.length > 0) return undefined;
            if (keyword !== 'COPY') continue;
            const target = targetOf(dockerfile, member, instruction);
            if (target === undefined) return undefined;
            const source = sourceStage(dockerfile, member, instruction);
            const isPlain = instruction.flags.every(({ name }) => name !== 'from') || source !== undefined;
            const paths = copiedPaths(instruction);
            const isFolder = /(^|\/)\.?$/.test(copyTarget(instruction) ?? '') || paths.length > 1;
            for (const { value } of paths) {
                const name = cleanPath(value).split('/').at(-1) ?? '';
                const isFile =
                    source === undefined
                        ? isPlain && context?.paths.includes(value.replace(/^\.?\//, '')) === true
                        : lineageOf(dockerfile, source).some((each) =>
                              outputsOf(dockerfile, each).has(cleanPath(value)),
                          );
                if (isFile) files.push(isFolder ? joinImagePath(target, name) : target);
                else if (!/\.(crt|pem|zip|ya?ml|json|toml)$|^passwd$|^group$/.test(name) && mayHold(target, path))
                    return undefined;
            }
        }
    return files;
}

function mayHold(target: string, path: string): boolean {
    return path.includes('/')
        ? pathInside(path, target) !== undefined
        : searched.some((folder) => pathInside(folder, target) !== undefined || target.startsWith(`${folder}/`));
}

function startAnother(dockerfile: Dockerfile, { instruction, command }: Process, files: readonly string[]): Fix[] {
    const [file, ...others] = files;
    if (file === undefined || others.length > 0) return [];
    const isJson = instruction.json?.valid === true;
    const edit = replaceSpan(dockerfile, command.name, isJson ? JSON.stringify(file) : file);
    return [{ title: `Start \`${file}\``, preferred: true, edits: [edit] }];
}
