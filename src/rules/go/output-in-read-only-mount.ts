import { findGoFlag } from '../../dockerfile/commandQueries';
import { workdirAt } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Instruction, Stage } from '../../dockerfile/syntax';
import { replaceSpan } from '../edits';
import { goCommandsOf, type GoCommand } from '../goCommands';
import { outputOf, outputPathOf } from '../goOutputs';
import { joinImagePath, pathInside } from '../places';
import type { Fix, Rule } from '../rule';

export const outputInReadOnlyMount: Rule = {
    id: 'output-in-read-only-mount',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'Programs are written outside of bind mounts',
    why: 'A bind mount is read-only, so that the build stops with `read-only file system`. With `rw` what is written is thrown away at the end of the step.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod go build -o app .\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod go build -o /out/app .\n',
        },
    ],

    *check({ dockerfile }) {
        for (const stage of dockerfile.stages)
            for (const command of goCommandsOf(dockerfile, stage)) {
                const { instruction, subcommand, command: call } = command;
                const target = bindAt(dockerfile, stage, instruction);
                if (target === undefined) continue;
                const output = subcommand === 'build' ? outputPathOf(dockerfile, command) : undefined;
                const isOutput =
                    output !== undefined &&
                    outputOf(command) !== undefined &&
                    isHidden(dockerfile, stage, instruction, output, target.path);
                const isWriting = ['mod tidy', 'get', 'mod vendor'].includes(subcommand) && !target.isWritable;
                if (!isOutput && !isWriting) continue;
                const flag = findGoFlag(call, 'o');
                yield {
                    message: target.isWritable
                        ? `\`${output ?? ''}\` is gone after this step: what is written into a bind mount is not kept`
                        : isOutput
                          ? `\`${output}\` cannot be written: the bind mount at \`${target.path}\` is read-only`
                          : `\`go ${subcommand}\` cannot write: the bind mount at \`${target.path}\` is read-only`,
                    range: rangeOf(dockerfile, flag ?? call.name),
                    fixes: isOutput ? writeElsewhere(dockerfile, command, output) : [],
                };
            }
    },
};

interface Bind {
    readonly path: string;
    readonly isWritable: boolean;
}

/** The first bind mount that the working directory stands in. */
function bindAt(dockerfile: Dockerfile, stage: Stage, instruction: Instruction): Bind | undefined {
    const workdir = workdirAt(dockerfile, stage, instruction).value;
    if (workdir === undefined) return undefined;
    for (const { name, options } of instruction.flags) {
        const option = (...names: string[]): string | undefined => {
            const found = options.find((each) => names.includes(each.name));
            return found && (found.value?.value ?? 'true');
        };
        const target = option('target', 'dst', 'destination');
        if (name !== 'mount' || (option('type') ?? 'bind') !== 'bind' || target === undefined || target.includes('$'))
            continue;
        const path = joinImagePath(workdir, target);
        if (pathInside(workdir, path) === undefined) continue;
        const isWritable =
            option('rw', 'readwrite') === 'true' || ['readonly', 'ro'].some((each) => option(each) === 'false');
        return { path, isWritable };
    }
    return undefined;
}

/** Another mount inside it can be written; what a later command of the step moves away is kept. */
function isHidden(
    dockerfile: Dockerfile,
    stage: Stage,
    instruction: Instruction,
    output: string,
    bind: string,
): boolean {
    if (pathInside(output, bind) === undefined) return false;
    const workdir = workdirAt(dockerfile, stage, instruction).value ?? '/';
    const isInOther = instruction.flags.some(({ options }) => {
        const target = options.find(({ name }) => ['target', 'dst', 'destination'].includes(name))?.value?.value;
        const path = target === undefined ? undefined : joinImagePath(workdir, target);
        return (
            path !== undefined && path !== bind && path.length > bind.length && pathInside(output, path) !== undefined
        );
    });
    const name = output.replace(/\/$/, '').split('/').at(-1) ?? '';
    const text = dockerfile.text.slice(instruction.start, instruction.end);
    return (
        !isInOther && !new RegExp(`\\b(mv|cp|install|tar|rsync)\\b[^\\n]*${name.replace(/[^\w-]/g, '.')}`).test(text)
    );
}

function writeElsewhere(dockerfile: Dockerfile, build: GoCommand, output: string): Fix[] {
    const flag = findGoFlag(build.command, 'o');
    const written = outputOf(build);
    const value =
        flag?.value.includes('=') === true ? undefined : build.command.args.find(({ value }) => value === written);
    const name = output.replace(/\/$/, '').split('/').at(-1) ?? '';
    if (value === undefined || name === '') return [];
    return [
        { title: `Write \`/out/${name}\``, preferred: false, edits: [replaceSpan(dockerfile, value, `/out/${name}`)] },
    ];
}
