import { findGoFlag } from '../../dockerfile/commandQueries';
import { workdirAt } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Stage } from '../../dockerfile/syntax';
import { insertAt, replaceSpan, textOf } from '../edits';
import { goCommandsOf, packagesOf, type GoCommand } from '../goCommands';
import { outputOf, outputPathOf } from '../goOutputs';
import { goFolderOf } from '../goPackages';
import type { Fix, Rule, Subject } from '../rule';

export const oneOutputForManyPackages: Rule = {
    id: 'one-output-for-many-packages',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'Several packages are built into a folder',
    why: 'With more than one package `-o` has to name a folder, which ends in `/` or exists. Otherwise Go stops with `cannot write multiple packages to non-directory`.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod go build -o /out ./cmd/api ./cmd/worker\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod go build -o /out/ ./cmd/api ./cmd/worker\n',
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        for (const stage of dockerfile.stages)
            for (const command of goCommandsOf(dockerfile, stage)) {
                const output = command.subcommand === 'build' ? outputOf(command) : undefined;
                const path = output === undefined ? undefined : outputPathOf(dockerfile, command);
                if (output === undefined || path === undefined || path.endsWith('/')) continue;
                if (!hasSeveral(subject, stage, command) || mayBeFolder(dockerfile, stage, command, path, output))
                    continue;
                const [first] = packagesOf(command);
                const last = packagesOf(command).at(-1) ?? first;
                if (first === undefined || last === undefined) continue;
                yield {
                    message: `\`${output}\` is one file, and \`${textOf(dockerfile, { start: first.start, end: last.end })}\` means several packages`,
                    range: rangeOf(dockerfile, { start: first.start, end: last.end }),
                    fixes: fixesOf(subject, stage, command),
                };
            }
    },
};

/** Files of one package are one. */
function hasSeveral(subject: Subject, stage: Stage, command: GoCommand): boolean {
    const packages = packagesOf(command);
    if (packages.some(({ isLiteral, value }) => !isLiteral || value.endsWith('.go'))) return false;
    if (packages.length > 1) return true;
    const [only] = packages;
    const folder = only?.value.endsWith('/...') === true ? goFolderOf(subject, stage, command) : undefined;
    if (only === undefined || folder === undefined || subject.context === undefined) return false;
    const inside = [folder, only.value.replace(/^(\.\/)?/, '').replace(/\/?\.\.\.$/, '')]
        .filter((part) => part !== '')
        .join('/');
    const folders = subject.project?.commands
        .map(({ dir }) => dir)
        .filter((dir) => inside === '' || dir === inside || dir.startsWith(`${inside}/`));
    return folders !== undefined && folders.length > 1;
}

/** A folder that the image has, or that an earlier step makes. */
function mayBeFolder(
    dockerfile: Dockerfile,
    stage: Stage,
    { instruction }: GoCommand,
    path: string,
    written: string,
): boolean {
    const workdir = workdirAt(dockerfile, stage, instruction).value ?? '';
    if (
        /^\.{1,2}$/.test(written) ||
        `${workdir}/`.startsWith(`${path}/`) ||
        /^\/(usr|bin|sbin|opt|root|tmp|go|home|srv|var|etc)(\/(local\/)?s?bin)?$/.test(path)
    )
        return true;
    const name = path.split('/').at(-1) ?? '';
    return dockerfile.instructions.some(
        ({ keyword, ...each }) =>
            each.start <= instruction.start &&
            ((keyword === 'RUN' &&
                new RegExp(`mkdir[^\\n]*${name.replace(/[^\w-]/g, '.')}`).test(textOf(dockerfile, each))) ||
                (keyword === 'WORKDIR' && textOf(dockerfile, each).includes(name)) ||
                ((keyword === 'COPY' || keyword === 'ADD') && !written.startsWith('/'))),
    );
}

/** The one program that has the file's name, else a folder of that name. */
function fixesOf({ dockerfile, project }: Subject, stage: Stage, command: GoCommand): Fix[] {
    const written = outputOf(command) ?? '';
    const packages = packagesOf(command);
    const [only, ...others] = packages;
    const program = project?.commands.find(({ name }) => name === written.split('/').at(-1));
    if (only !== undefined && others.length === 0 && program?.module === '' && stage.index >= 0)
        return [
            {
                title: `Build \`${program.package}\``,
                preferred: false,
                edits: [replaceSpan(dockerfile, only, program.package)],
            },
        ];
    const flag = findGoFlag(command.command, 'o');
    const word =
        flag?.value.includes('=') === true ? flag : command.command.args.find(({ value }) => value === written);
    if (word === undefined) return [];
    return [{ title: 'Write into a folder', preferred: false, edits: [insertAt(dockerfile, word.end, '/')] }];
}
