import { rangeOf } from '../../dockerfile/positions';
import { lineageOf } from '../../dockerfile/stages';
import type { Stage } from '../../dockerfile/syntax';
import { replaceSpan, textOf } from '../edits';
import { compiles, goCommandsOf, packagesOf, type GoCommand } from '../goCommands';
import { outputOf } from '../goOutputs';
import { hasSources, isProject } from '../goContext';
import { goFolderOf, packageFolderOf } from '../goPackages';
import { isMissing } from '../missing';
import type { Fix, Rule, Subject } from '../rule';

export const goPackageMissing: Rule = {
    id: 'go-package-missing',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'What is built is a program of the project',
    why: 'A folder that is not there stops the build. One without `package main` makes an archive of the kind that compilers read, which nothing can start.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod go build -o /app ./cmd/server\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod go build -o /app ./cmd/api\n',
            files: {
                'go.mod': 'module example.com/shop\n\ngo 1.27\n',
                'cmd/api/main.go': 'package main\n\nfunc main() {}\n',
            },
        },
    ],

    *check(subject) {
        const { dockerfile, project, context } = subject;
        if (project === undefined || context === undefined) return;
        const mains = new Set([...project.commands, ...project.otherMains].map(({ dir }) => dir));
        for (const stage of dockerfile.stages)
            for (const command of goCommandsOf(dockerfile, stage)) {
                const [word] = packagesOf(command);
                const folder = compiles(command) ? packageFolderOf(subject, stage, command) : undefined;
                if (
                    folder === undefined ||
                    mains.has(folder) ||
                    !isProject(subject, goFolderOf(subject, stage, command)) ||
                    mayBeMade(subject, stage, command, folder)
                )
                    continue;
                const isGone = isMissing(subject, folder) || (folder === '' && !hasSources(subject, ''));
                const isLibrary = !isGone && outputOf(command) !== undefined && hasSources(subject, folder);
                if (!isGone && !isLibrary) continue;
                const { name, args } = command.command;
                const span = word ?? { start: name.start, end: args[0]?.end ?? name.end };
                const shown = `\`${word?.value ?? '.'}\``;
                yield {
                    message: isLibrary
                        ? `${shown} holds no \`package main\`, so that no program comes of it`
                        : `${shown} is no folder with Go sources`,
                    range: rangeOf(dockerfile, span),
                    fixes: fixesOf(subject, stage, command),
                };
            }
    },
};

/** What is copied from elsewhere, or written by an earlier step, is not known. */
function mayBeMade(
    { dockerfile, context }: Subject,
    stage: Stage,
    { instruction }: GoCommand,
    folder: string,
): boolean {
    const name = folder.slice(folder.lastIndexOf('/') + 1);
    if (context?.ignores(folder) === true) return true;
    return lineageOf(dockerfile, stage)
        .flatMap(({ instructions }) => instructions)
        .filter(({ start }) => start <= instruction.start)
        .some((each) => {
            if (each === instruction)
                return /\b(mkdir|cp|mv|generate|clone|curl|wget|tar)\b/.test(textOf(dockerfile, each));
            const isOther = each.keyword === 'RUN' || each.flags.some((flag) => flag.name === 'from');
            return isOther && name !== '' && textOf(dockerfile, each).includes(name);
        });
}

/** The only program of the module, or the one of the same name. */
function fixesOf(subject: Subject, stage: Stage, command: GoCommand): Fix[] {
    const [word, ...others] = packagesOf(command);
    const module = goFolderOf(subject, stage, command);
    const programs = subject.project?.commands.filter((each) => each.module === module) ?? [];
    const last = word?.value.replace(/\/$/, '').split('/').at(-1);
    const program = programs.find(({ name }) => name === last) ?? (programs.length === 1 ? programs[0] : undefined);
    const [subcommand] = command.command.args;
    if (program === undefined || others.length > 0 || subcommand === undefined) return [];
    const edit =
        word === undefined
            ? replaceSpan(
                  subject.dockerfile,
                  lastWordOf(command),
                  `${textOf(subject.dockerfile, lastWordOf(command))} ${program.package}`,
              )
            : replaceSpan(subject.dockerfile, word, program.package);
    return [{ title: `Build \`${program.package}\``, preferred: programs.length === 1, edits: [edit] }];
}

function lastWordOf({ command: { name, args } }: GoCommand): { start: number; end: number } {
    return args.at(-1) ?? name;
}
