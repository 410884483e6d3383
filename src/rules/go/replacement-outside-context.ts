import { rangeOf } from '../../dockerfile/positions';
import { joinPath } from '../../project/paths';
import { goCommandsOf } from '../goCommands';
import { goFolderOf } from '../goPackages';
import type { Rule, Subject } from '../rule';

export const replacementOutsideContext: Rule = {
    id: 'replacement-outside-context',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'What `go.mod` replaces modules by is in the build context',
    why: 'A builder sees nothing above the folder that it is given, so that `replace … => ../lib` stops the build with `no such file or directory`.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/go-build go build -o /app .\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY --from=lib . /lib\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/go-build go build -o /app .\n',
            files: {
                'go.mod':
                    'module example.com/app\n\ngo 1.27\n\nrequire example.com/lib v1.0.0\n\nreplace example.com/lib => ../lib\n',
                'go.sum': '',
                'main.go': 'package main\n\nimport _ "example.com/lib"\n\nfunc main() {\n\tprintln()\n}\n',
            },
        },
    ],

    *check(subject) {
        const { dockerfile, project, context } = subject;
        if (project === undefined || context?.exists('go.mod') !== true || bringsMore(subject)) return;
        for (const stage of dockerfile.stages) {
            const told = new Set<string>();
            for (const command of goCommandsOf(dockerfile, stage)) {
                if (!['build', 'install', 'mod download', 'test', 'vet'].includes(command.subcommand)) continue;
                const folder =
                    goFolderOf(subject, stage, command) ?? (command.subcommand === 'mod download' ? '' : undefined);
                const module = project.modules.find(({ dir }) => dir === folder);
                if (module === undefined || module.vendored) continue;
                for (const { path, target } of module.replacesOutside) {
                    if (joinPath(module.dir, target) !== undefined || told.has(path)) continue;
                    told.add(path);
                    const { name, args } = command.command;
                    const file = module.dir === '' ? 'go.mod' : `${module.dir}/go.mod`;
                    yield {
                        message: `\`${path}\` is replaced by \`${target}\`, which is outside of the build context`,
                        range: rangeOf(dockerfile, { start: name.start, end: args[0]?.end ?? name.end }),
                        ...(module.goSource !== null && {
                            related: [
                                {
                                    file,
                                    line: module.goSource.line,
                                    message: `\`${module.path}\` replaces \`${path}\``,
                                },
                            ],
                        }),
                    };
                }
            }
        }
    },
};

/** Another build context, by name, may hold it. */
function bringsMore({ dockerfile }: Subject): boolean {
    const names = new Set(dockerfile.stages.map(({ name }) => name?.value.toLowerCase()));
    return dockerfile.instructions.some(({ flags }) =>
        flags.some(({ name, value, options }) => {
            const from =
                name === 'from' ? value?.value : options.find((option) => option.name === 'from')?.value?.value;
            return from !== undefined && !names.has(from.toLowerCase()) && !/^\d+$/.test(from);
        }),
    );
}
