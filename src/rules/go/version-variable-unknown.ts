import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Span } from '../../dockerfile/syntax';
import { replaceSpan, textOf } from '../edits';
import { compiles, goCommandsOf, type GoCommand } from '../goCommands';
import { programBuiltBy } from '../goPackages';
import type { Fault, Rule, Subject } from '../rule';

export const versionVariableUnknown: Rule = {
    id: 'version-variable-unknown',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: '`-X` names a string variable of the program',
    why: 'The linker passes over a variable that does not exist without a word, and the program goes on saying `dev`.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nARG VERSION=dev\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod go build -ldflags "-X main.Version=$VERSION" -o /app .\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nARG VERSION=dev\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod go build -ldflags "-X main.version=$VERSION" -o /app .\n',
            files: {
                'go.mod': 'module example.com/app\n\ngo 1.27\n',
                'main.go': 'package main\n\nvar version = "dev"\n\nfunc main() {\n\tprintln(version)\n}\n',
            },
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        for (const stage of dockerfile.stages)
            for (const command of goCommandsOf(dockerfile, stage)) {
                if (compiles(command)) yield* twoInOne(dockerfile, command);
                const program = compiles(command) ? programBuiltBy(subject, stage, command) : undefined;
                if (program === undefined) continue;
                const known = new Set(program.versionVariables);
                for (const { name, span } of settingsOf(subject, command)) {
                    if (known.has(name) || !isJudged(name)) continue;
                    const meant = program.versionVariables.filter((each) => each.toLowerCase() === name.toLowerCase());
                    const [only, ...others] = meant.length > 0 ? meant : program.versionVariables;
                    if (meant.length === 0 && known.size === 0) continue;
                    yield {
                        message: `\`${program.name}\` has no variable \`${name}\` that the linker could set`,
                        range: rangeOf(dockerfile, span),
                        // one that starts as another constant is not known to the project
                        profile: meant.length > 0 ? 'recommended' : 'strict',
                        fixes:
                            only === undefined || others.length > 0
                                ? []
                                : [
                                      {
                                          title: `Set \`${only}\``,
                                          preferred: meant.length === 1,
                                          edits: [replaceSpan(dockerfile, span, only)],
                                      },
                                  ],
                    };
                }
            }
    },
};

/** Only what the project reads under such names is known to be missing. */
function isJudged(name: string): boolean {
    return /^main\.(?:build|git|app|vcs)?_?(?:version|commit|revision|date|time|branch|tag)$/i.test(name);
}

/** The `path.Name` of each `-X path.Name=value` in a command. */
function settingsOf({ dockerfile }: Subject, { command }: GoCommand): { name: string; span: Span }[] {
    const text = textOf(dockerfile, command);
    return [...text.matchAll(/(?<=-X[\s=]+['"]?)[\w./-]+\.\w+(?==)/g)].map((match) => {
        const start = command.start + match.index;
        return { name: match[0], span: { start, end: start + match[0].length } };
    });
}

/** `-X a=1,b=2` is one variable with a long value. */
function* twoInOne(dockerfile: Dockerfile, { command }: GoCommand): Iterable<Fault> {
    const text = textOf(dockerfile, command);
    for (const match of text.matchAll(/(?<=-X[\s=]+['"]?([\w./-]+\.\w+)=[^\s'",]*),(?=([\w./-]+\.[A-Za-z]\w*)=)/g)) {
        const start = command.start + match.index;
        const isQuoted = /-X[\s=]+['"][^\s]*$/.test(text.slice(0, match.index));
        yield {
            message: `\`-X\` sets one variable: \`${match[2] ?? ''}=\` becomes part of the value of \`${match[1] ?? ''}\``,
            range: rangeOf(dockerfile, { start, end: start + 1 + (match[2] ?? '').length }),
            fixes: isQuoted
                ? []
                : [
                      {
                          title: `Set \`${match[2] ?? ''}\` by a \`-X\` of its own`,
                          preferred: true,
                          edits: [replaceSpan(dockerfile, { start, end: start + 1 }, ' -X ')],
                      },
                  ],
        };
    }
}
