import { argumentsWithoutFlags } from '../../dockerfile/commandQueries';
import { rangeOf } from '../../dockerfile/positions';
import { replaceSpan } from '../edits';
import { flagsWithValue, goCommandsOf } from '../goCommands';
import type { Rule, Subject } from '../rule';

export const toolVersionDiffers: Rule = {
    id: 'tool-version-differs',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'strict',
    summary: 'A tool has one version, that of `go.mod`',
    why: 'What a developer runs and what the build runs are two versions of one tool, and what they generate differs. `go tool` and `go install` without a version take the one of `go.mod`.',
    examples: [
        {
            bad: 'FROM golang:1.27\nRUN go install golang.org/x/tools/cmd/stringer@v0.30.0\n',
            good: 'FROM golang:1.27\nRUN go install golang.org/x/tools/cmd/stringer@v0.39.0\n',
            files: {
                'go.mod': 'module example.com/app\n\ngo 1.27\n\nrequire golang.org/x/tools v0.39.0\n',
                'main.go': 'package main\n\nfunc main() {}\n',
            },
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        for (const stage of dockerfile.stages)
            for (const { command, subcommand } of goCommandsOf(dockerfile, stage)) {
                if (subcommand !== 'install' && subcommand !== 'run') continue;
                const words = argumentsWithoutFlags(command, flagsWithValue).slice(1);
                for (const word of subcommand === 'run' ? words.slice(0, 1) : words) {
                    const [, path = '', version = ''] = /^([^@]+)@(v\d[\w.+-]*)$/.exec(word.value) ?? [];
                    const required = requiredOf(subject, path);
                    if (!word.isLiteral || required === undefined || required.version === version) continue;
                    if (word.end - word.start !== word.value.length) continue;
                    const span = { start: word.start + path.length + 1, end: word.end };
                    yield {
                        message: `\`${path}\` is installed at ${version}, and \`go.mod\` has ${required.version}`,
                        range: rangeOf(dockerfile, word),
                        related: [{ file: required.file, line: required.line, message: required.version }],
                        fixes: [
                            {
                                title: `Install ${required.version}, as \`go.mod\` has it`,
                                preferred: true,
                                edits: [replaceSpan(dockerfile, span, required.version)],
                            },
                        ],
                    };
                }
            }
    },
};

/** What go.mod says of the module that a package is of: the one with the longest path. Of indirect ones nobody chose the version. */
function requiredOf({ project }: Subject, path: string) {
    const [required] = (project?.modules ?? [])
        .flatMap(({ requires }) => requires)
        .filter((each) => path === each.path || path.startsWith(`${each.path}/`))
        .sort((a, b) => b.path.length - a.path.length);
    return required?.indirect === false ? required : undefined;
}
