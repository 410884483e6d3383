import { argumentsWithoutFlags } from '../../dockerfile/commandQueries';
import { unwrap } from '../../dockerfile/commandEnvironment';
import { baseOf } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import { commandsOf } from '../../dockerfile/shell';
import type { Stage } from '../../dockerfile/syntax';
import { removeFlag } from '../commandEdits';
import { textOf } from '../edits';
import { goCommandsOf } from '../goCommands';
import type { Rule, Subject } from '../rule';

export const buildPackageUnneeded: Rule = {
    id: 'build-package-unneeded',
    kind: 'dockerfile',
    severity: 'hint',
    profile: 'off',
    summary: 'A build installs what it uses',
    why: "Go's images have certificates, and Go needs `git` only for private modules and for the version of a checkout. What is installed for nothing costs time in every build.",
    examples: [
        {
            bad: 'FROM golang:1.27-alpine@sha256:0000000000000000000000000000000000000000000000000000000000000000 AS build\nRUN apk add --no-cache gcc=14.2.0-r6 ca-certificates=20250911-r0\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\n',
            good: 'FROM golang:1.27-alpine@sha256:0000000000000000000000000000000000000000000000000000000000000000 AS build\nRUN apk add --no-cache gcc=14.2.0-r6\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\n',
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        for (const stage of dockerfile.stages) {
            const facts = baseOf(dockerfile, stage)?.facts;
            if (facts?.hasGo !== true || facts.distribution !== 'alpine' || stage.parent !== undefined) continue;
            for (const run of stage.instructions.filter(({ keyword }) => keyword === 'RUN'))
                for (const command of commandsOf(dockerfile, run).map(unwrap)) {
                    if (command.name.value !== 'apk') continue;
                    const [first, ...words] = argumentsWithoutFlags(command, ['-t', '--virtual', '-X', '--repository']);
                    if (first?.value !== 'add') continue;
                    for (const word of words) {
                        const name = word.value.replace(/[=~<>@].*$/, '');
                        const isUnneeded =
                            name === 'ca-certificates' || (name === 'git' && isWithoutGit(subject, stage));
                        if (!isUnneeded) continue;
                        yield {
                            message:
                                name === 'git'
                                    ? '`git` is installed, and nothing uses it'
                                    : '`ca-certificates` are in this image already',
                            range: rangeOf(dockerfile, word),
                            fixes:
                                words.length === 1
                                    ? []
                                    : [
                                          {
                                              title: `Leave \`${name}\` out`,
                                              preferred: false,
                                              edits: [removeFlag(dockerfile, word)],
                                          },
                                      ],
                        };
                    }
                }
        }
    },
};

/** Public modules come from the proxy, and without `.git` there is no version to read; other programs may start it. */
function isWithoutGit({ dockerfile, project, context }: Subject, stage: Stage): boolean {
    if (project === undefined || context === undefined || !context.ignores('.git')) return false;
    if (project.modules.some(({ privateHosts }) => privateHosts.length > 0)) return false;
    const go = new Set(goCommandsOf(dockerfile, stage).map(({ command }) => command.start));
    return dockerfile.stages.every((other) =>
        other.instructions.every((instruction) => {
            if (other !== stage)
                return instruction.keyword !== 'COPY' || !textOf(dockerfile, instruction).includes('git');
            if (/GOPROXY|GOPRIVATE|GOFLAGS/.test(textOf(dockerfile, instruction))) return false;
            return (
                instruction.keyword !== 'RUN' ||
                commandsOf(dockerfile, instruction)
                    .map(unwrap)
                    .every(({ name, start }) => go.has(start) || ['apk', 'mkdir', 'chmod'].includes(name.value))
            );
        }),
    );
}
