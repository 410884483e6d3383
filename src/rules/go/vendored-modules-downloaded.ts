import { removalOf, standsAlone } from '../../dockerfile/commandQueries';
import { rangeOf } from '../../dockerfile/positions';
import { removeInstruction, replaceSpan } from '../edits';
import { environmentOf, goCommandsOf } from '../goCommands';
import { goFolderOf } from '../goPackages';
import type { Rule } from '../rule';

export const vendoredModulesDownloaded: Rule = {
    id: 'vendored-modules-downloaded',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'Modules come from the `vendor` folder or from the network, not from both',
    why: 'Where a `vendor` folder stands beside `go.mod`, Go builds with that and reads nothing else. What is downloaded takes time and space, and is not used.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/go-build go build -o /app .\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/go-build go build -o /app .\n',
            files: {
                'go.mod': 'module example.com/app\n\ngo 1.27\n\nrequire golang.org/x/text v0.31.0\n',
                'go.sum': '',
                'main.go': 'package main\n\nfunc main() {}\n',
                'vendor/modules.txt': '# golang.org/x/text v0.31.0\n## explicit\n',
            },
        },
    ],

    *check(subject) {
        const { dockerfile, project, context } = subject;
        for (const stage of dockerfile.stages)
            for (const command of goCommandsOf(dockerfile, stage)) {
                const { instruction, subcommand } = command;
                if (subcommand !== 'mod download' || command.command.args.length > 3) continue;
                const folder = goFolderOf(subject, stage, command) ?? '';
                const vendored = project?.modules.find(({ dir }) => dir === folder)?.vendored;
                const list = folder === '' ? 'vendor/modules.txt' : `${folder}/vendor/modules.txt`;
                if (vendored !== true || context?.exists(list) !== true || context.ignores(list)) continue;
                const flags = goCommandsOf(dockerfile, stage).map(
                    (other) =>
                        `${environmentOf(dockerfile, other, 'GOFLAGS') ?? '-mod=mod'} ${other.command.args.map(({ value }) => value).join(' ')}`,
                );
                if (flags.some((text) => /-mod=(mod|readonly)/.test(text))) continue;
                const removal = removalOf(command.command.element);
                yield {
                    message: `\`go mod download\` fetches what is in \`${list.replace(/\/modules\.txt$/, '')}\`, and nothing reads it`,
                    range: rangeOf(dockerfile, {
                        start: command.command.name.start,
                        end: command.command.args[1]?.end ?? command.command.end,
                    }),
                    fixes: !standsAlone(command.command)
                        ? []
                        : [
                              {
                                  title: 'Download nothing',
                                  preferred: true,
                                  edits: [
                                      removal === undefined
                                          ? removeInstruction(dockerfile, instruction)
                                          : replaceSpan(dockerfile, removal, ''),
                                  ],
                              },
                          ],
                };
            }
    },
};
