import { baseOf, processOf, workdirAt } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import { unwrap } from '../../dockerfile/commandEnvironment';
import { variableOf } from '../../dockerfile/commandEnvironment';
import { lineageOf, stageByReference } from '../../dockerfile/stages';
import type { Dockerfile, Instruction, Stage } from '../../dockerfile/syntax';
import { runtimeBases } from '../../facts/runtimeBases';
import { insertAt, replaceSpan } from '../edits';
import { compiles, goCommandsOf, type GoCommand } from '../goCommands';
import { copiedPaths } from '../instructions';
import { cgoUseOf, outputOf, programBuiltBy, usesNetwork, type CgoUse } from '../linking';
import type { Fix, Profile, Rule, Subject } from '../rule';

export const cgoBinaryOnStaticBase: Rule = {
    id: 'cgo-binary-on-static-base',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'A program that needs libc runs on an image that has it',
    why: 'With cgo on, the default where a C compiler is installed, Go links programs that use `net` or C code with libc. Without one they fail with `no such file or directory`.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/go-build go build -o /app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/go-build CGO_ENABLED=0 go build -o /app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
            files: {
                'go.mod': 'module example.com/app\n\ngo 1.27\n',
                'main.go':
                    'package main\n\nimport "net/http"\n\nfunc main() {\n\t_ = http.ListenAndServe(":8080", nil)\n}\n',
            },
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        const judged = new Set<GoCommand>();
        for (const stage of dockerfile.stages) {
            const base = baseOf(dockerfile, stage);
            if (base?.isComplete !== true || base.facts?.libc !== 'none' || !isStarted(dockerfile, stage)) continue;
            if (stage.instructions.some(bringsLibc)) continue;
            for (const { command, builder, path } of buildsCopiedTo(dockerfile, stage)) {
                if (judged.has(command)) continue;
                judged.add(command);
                const use = cgoUseOf(dockerfile, builder, command);
                const verdict = use && judge(subject, command, use);
                if (verdict === undefined) continue;
                const { name, args } = command.command;
                yield {
                    message: `\`${path}\` is linked with libc, which \`${base.reference.text}\` does not have`,
                    range: rangeOf(dockerfile, { start: name.start, end: args[0]?.end ?? name.end }),
                    profile: verdict.profile,
                    fixes: [
                        ...(verdict.needsCgo === true
                            ? []
                            : [switchCgoOff(dockerfile, command, verdict.needsCgo === false)]),
                        ...(verdict.needsCgo === false ? [] : changeBase(dockerfile, base.stage, builder)),
                    ],
                };
            }
        }
    },
};

/** What only collects files for others is never started. */
function isStarted(dockerfile: Dockerfile, stage: Stage): boolean {
    const { entrypoint, command } = processOf(dockerfile, stage);
    return (entrypoint ?? command) !== undefined;
}

function bringsLibc(instruction: Instruction): boolean {
    if (instruction.keyword === 'ADD') return true;
    if (instruction.keyword !== 'COPY') return false;
    return copiedPaths(instruction).some(
        ({ value }) => value === '/' || /(^|\/)(lib|lib64|ld-|libc[.-])|root|fs\b|\*/.test(value),
    );
}

interface Build {
    readonly command: GoCommand;
    readonly builder: Stage;
    /** As the copy names it. */
    readonly path: string;
}

/** The builds whose output a stage copies. */
function* buildsCopiedTo(dockerfile: Dockerfile, stage: Stage): Iterable<Build> {
    for (const copy of stage.instructions) {
        const from = copy.keyword === 'COPY' ? copy.flags.find(({ name }) => name === 'from')?.value?.value : undefined;
        const source = from === undefined ? undefined : stageByReference(dockerfile, from, stage.index);
        if (source === undefined) continue;
        for (const builder of lineageOf(dockerfile, source)) {
            const outputs = outputsOf(dockerfile, builder);
            for (const { value } of copiedPaths(copy)) {
                const path = cleanPath(value);
                const command = outputs.get(path) ?? outputs.get(path.replace(/[^/]*$/, ''));
                if (command !== undefined) yield { command, builder, path: value };
            }
        }
    }
}

const outputsByStage = new WeakMap<Stage, ReadonlyMap<string, GoCommand>>();

/** What builds write, by absolute path; a folder ends in `/`. The last one that writes a path counts. */
function outputsOf(dockerfile: Dockerfile, builder: Stage): ReadonlyMap<string, GoCommand> {
    const known = outputsByStage.get(builder);
    if (known !== undefined) return known;
    const outputs = new Map<string, GoCommand>();
    for (const command of goCommandsOf(dockerfile, builder).filter(compiles)) {
        const output = outputOf(command);
        if (output === undefined || output.includes('$')) continue;
        const workdir = workdirAt(dockerfile, builder, command.instruction).value ?? '';
        outputs.set(cleanPath(output.startsWith('/') ? output : `${workdir}/${output}`), command);
    }
    outputsByStage.set(builder, outputs);
    return outputs;
}

/** Absolute, without `.` and double slashes; one slash at the end stays. */
function cleanPath(path: string): string {
    return `/${path}`.replace(/\/(?:\.?\/)+/g, '/');
}

/** Without the program's sources, what is built by default may do without libc. */
function judge(
    { project }: Subject,
    command: GoCommand,
    use: CgoUse,
): { profile: Profile; needsCgo: boolean | undefined } | undefined {
    const program = project === undefined ? undefined : programBuiltBy(project, command);
    if (program === undefined) return { profile: use === 'explicit' ? 'recommended' : 'strict', needsCgo: undefined };
    if (program.cgo) return { profile: 'recommended', needsCgo: true };
    return usesNetwork(program) ? { profile: 'recommended', needsCgo: false } : undefined;
}

function switchCgoOff(dockerfile: Dockerfile, command: GoCommand, preferred: boolean): Fix {
    const own = unwrap(command.command).assignments.findLast(({ name }) => name === 'CGO_ENABLED');
    const set = variableOf(dockerfile, command.instruction, command.command, 'CGO_ENABLED');
    const span = own ?? set?.span;
    const edit =
        span === undefined
            ? insertAt(dockerfile, command.command.start, 'CGO_ENABLED=0 ')
            : replaceSpan(dockerfile, span, 'CGO_ENABLED=0');
    return { title: 'Build without cgo', preferred, edits: [edit] };
}

/** A base with the builder's libc. */
function changeBase(dockerfile: Dockerfile, stage: Stage, builder: Stage): Fix[] {
    const libc = baseOf(dockerfile, builder)?.facts?.libc;
    const base = runtimeBases.find((candidate) => candidate.libc === libc);
    if (base === undefined || stage.image === undefined || libc === 'none') return [];
    return [
        {
            title: `Run on \`${base.image}\``,
            preferred: false,
            edits: [replaceSpan(dockerfile, stage.image, base.image)],
        },
    ];
}
