import { goFlagValue } from '../../dockerfile/commandQueries';
import { rangeOf } from '../../dockerfile/positions';
import type { Stage } from '../../dockerfile/syntax';
import { joinPath } from '../../project/paths';
import { compiles, environmentOf, goCommandsOf, type GoCommand } from '../goCommands';
import { isProject } from '../goContext';
import { goFolderOf, packageFolderOf } from '../goPackages';
import { keepFixes } from '../ignoreFile';
import type { Fault, Rule, Subject } from '../rule';

export const neededFileIgnored: Rule = {
    id: 'needed-file-ignored',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'What a build reads is not in `.dockerignore`',
    why: 'A builder does not get what `.dockerignore` names. A pattern such as `**/server`, meant for a binary, takes the sources in `cmd/server` out, too.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/go-build go build -o /out/server ./cmd/server\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/go-build go build -o /out/worker ./cmd/worker\n',
            files: {
                '.dockerignore': '**/server\n',
                'go.mod': 'module example.com/shop\n\ngo 1.27\n',
                'cmd/server/main.go': 'package main\n\nfunc main() {\n\tprintln("server")\n}\n',
                'cmd/worker/main.go': 'package main\n\nfunc main() {\n\tprintln("worker")\n}\n',
            },
        },
    ],

    *check(subject) {
        const { dockerfile, context } = subject;
        if (context?.ignoreFile === undefined || context.truncated) return;
        const told = new Set<string>();
        for (const stage of dockerfile.stages)
            for (const command of goCommandsOf(dockerfile, stage)) {
                const [path, need] = firstIgnored(subject, stage, command) ?? [];
                if (path === undefined || need === undefined || told.has(path)) continue;
                told.add(path);
                const { name, args } = command.command;
                yield {
                    message: `\`${context.ignoreFile}\` leaves out \`${path}\`: ${need.what}`,
                    range: rangeOf(dockerfile, { start: name.start, end: args[0]?.end ?? name.end }),
                    ...(need.severity !== undefined && { severity: need.severity }),
                    fixes: keepFixes(context, path),
                };
            }
    },
};

function firstIgnored(subject: Subject, stage: Stage, command: GoCommand): readonly [string, Need] | undefined {
    const { context } = subject;
    const folder = compiles(command) ? goFolderOf(subject, stage, command) : undefined;
    if (folder === undefined || !isProject(subject, folder) || isMade(subject, command)) return undefined;
    return [...neededBy(subject, command, folder, packageFolderOf(subject, stage, command))].find(
        ([path]) =>
            context?.exists(path) === true &&
            context.ignores(path) &&
            !context.paths.some((each) => each.startsWith(`${path}/`)),
    );
}

type Need = Pick<Fault, 'severity'> & { readonly what: string };

/** What a build cannot do without, and what it does without but for the worse. */
function* neededBy(
    { dockerfile, project }: Subject,
    command: GoCommand,
    folder: string,
    packageFolder: string | undefined,
): Iterable<readonly [path: string, need: Need]> {
    const module = project?.modules.find(({ dir }) => dir === folder);
    const inModule = (name: string): string => joinPath(folder, name) ?? name;
    yield [inModule('go.mod'), { what: 'the build finds no module' }];
    if (module !== undefined && module.requires.length > 0)
        yield [inModule('go.sum'), { what: 'the build cannot verify its modules' }];
    if (packageFolder !== undefined && packageFolder !== '')
        yield [packageFolder, { what: 'there is nothing to compile' }];
    const isVendored =
        goFlagValue(command.command, 'mod') === 'vendor' ||
        environmentOf(dockerfile, command, 'GOFLAGS')?.includes('-mod=vendor') === true;
    if (isVendored) yield [inModule('vendor/modules.txt'), { what: '`-mod=vendor` finds no modules' }];
    if (packageFolder !== undefined)
        yield [
            joinPath(packageFolder, 'default.pgo') ?? '',
            { what: 'the program is compiled without its profile', severity: 'warning' },
        ];
}

/** What is not sent may be made or fetched by a step before. */
function isMade({ dockerfile }: Subject, { instruction }: GoCommand): boolean {
    return dockerfile.instructions.some(
        ({ keyword, start, end, flags }) =>
            start < instruction.start &&
            ((keyword === 'RUN' &&
                /\b(git|curl|wget|cp|mv|tar|make|go mod (init|vendor))\b/.test(dockerfile.text.slice(start, end))) ||
                (keyword === 'COPY' && flags.some(({ name }) => name === 'from')) ||
                keyword === 'ADD'),
    );
}
