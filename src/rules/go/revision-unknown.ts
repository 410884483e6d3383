import { findGoFlag } from '../../dockerfile/commandQueries';
import { rangeOf } from '../../dockerfile/positions';
import { compiles, environmentOf, goCommandsOf, type GoCommand } from '../goCommands';
import { programBuiltBy } from '../goPackages';
import type { Rule, Subject } from '../rule';

export const revisionUnknown: Rule = {
    id: 'revision-unknown',
    kind: 'dockerfile',
    severity: 'hint',
    profile: 'off',
    summary: 'A program that tells its commit is built where Go can read it',
    why: 'Go stamps the commit from `.git`, and without that folder, or with `-buildvcs=false`, the program finds none. A build argument and `-X` say it without the history in the context.',
    examples: [
        {
            bad: 'FROM golang:1.27@sha256:0000000000000000000000000000000000000000000000000000000000000000 AS build\nWORKDIR /src\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/go-build go build -ldflags=-s -trimpath -o /app .\n',
            good: 'FROM golang:1.27@sha256:0000000000000000000000000000000000000000000000000000000000000000 AS build\nARG COMMIT\nWORKDIR /src\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/go-build go build -ldflags="-s -X main.commit=$COMMIT" -trimpath -o /app .\n',
            files: {
                '.dockerignore': '.git\n',
                'go.mod': 'module example.com/app\n\ngo 1.27\n',
                'main.go':
                    'package main\n\nimport "runtime/debug"\n\nvar commit string\n\nfunc main() {\n\tinfo, _ := debug.ReadBuildInfo()\n\tfor _, setting := range info.Settings {\n\t\tif setting.Key == "vcs.revision" {\n\t\t\tcommit = setting.Value\n\t\t}\n\t}\n\tprintln(commit)\n}\n',
            },
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        for (const stage of dockerfile.stages)
            for (const command of goCommandsOf(dockerfile, stage)) {
                const program = compiles(command) ? programBuiltBy(subject, stage, command) : undefined;
                const reason = program?.reasons.find(({ fact }) => fact === 'readsRevision');
                const why = reason && whyUnknown(subject, command);
                if (program === undefined || reason === undefined || why === undefined) continue;
                const { name, args } = command.command;
                yield {
                    message: `\`${program.name}\` does not know its commit: ${why}`,
                    range: rangeOf(dockerfile, { start: name.start, end: args[0]?.end ?? name.end }),
                    related: [
                        { file: reason.file, line: reason.line, message: `\`${program.name}\` ${reason.because}` },
                    ],
                };
            }
    },
};

/** `-X` may give it, too. */
function whyUnknown({ dockerfile, context }: Subject, command: GoCommand): string | undefined {
    const flags = environmentOf(dockerfile, command, 'GOFLAGS');
    const text = dockerfile.text.slice(command.command.start, command.command.end);
    if (flags === undefined || /-X\b|ldflags[= ]*"?\$/.test(text)) return undefined;
    const isOff =
        findGoFlag(command.command, 'buildvcs')?.value.endsWith('=false') ?? flags.includes('-buildvcs=false');
    if (isOff) return '`-buildvcs=false` leaves it out';
    const isIgnored = context?.ignores('.git') === true;
    return isIgnored ? `\`${context.ignoreFile ?? '.dockerignore'}\` leaves out \`.git\`` : undefined;
}
