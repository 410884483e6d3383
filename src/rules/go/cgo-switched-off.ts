import { variableOf } from '../../dockerfile/commandEnvironment';
import { rangeOf } from '../../dockerfile/positions';
import { cgoModuleOf } from '../../facts/cgoModules';
import { replaceSpan } from '../edits';
import { compiles, environmentOf, goCommandsOf } from '../goCommands';
import { programBuiltBy } from '../goPackages';
import type { Rule } from '../rule';

export const cgoSwitchedOff: Rule = {
    id: 'cgo-switched-off',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'A program with C code is built with cgo',
    why: 'Without cgo a package in C is left out: the build stops with `build constraints exclude all Go files`, or the program fails when it first uses it.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -o /app .\n\nFROM gcr.io/distroless/base-debian13:nonroot\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=1 go build -o /app .\n\nFROM gcr.io/distroless/base-debian13:nonroot\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
            files: {
                'go.mod': 'module example.com/app\n\ngo 1.27\n\nrequire github.com/mattn/go-sqlite3 v1.14.33\n',
                'go.sum': '',
                'main.go': 'package main\n\nimport _ "github.com/mattn/go-sqlite3"\n\nfunc main() {\n\tprintln()\n}\n',
            },
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        for (const stage of dockerfile.stages)
            for (const command of goCommandsOf(dockerfile, stage)) {
                if (!compiles(command) || environmentOf(dockerfile, command, 'CGO_ENABLED') !== '0') continue;
                const program = programBuiltBy(subject, stage, command);
                const [reason] = program?.cgoReasons ?? [];
                const place = variableOf(dockerfile, command.instruction, command.command, 'CGO_ENABLED')?.span;
                if (program === undefined || reason === undefined || place === undefined) continue;
                const known = cgoModuleOf(reason.import);
                yield {
                    message: `\`${program.name}\` is built without cgo, which \`${reason.import}\` needs`,
                    range: rangeOf(dockerfile, place),
                    related: [
                        {
                            file: reason.file,
                            line: reason.line,
                            message:
                                known?.alternative === undefined
                                    ? `\`${reason.import}\` needs cgo`
                                    : `\`${reason.import}\` needs cgo, \`${known.alternative}\` does not`,
                        },
                    ],
                    fixes: [
                        {
                            title: 'Build with cgo',
                            preferred: false,
                            edits: [replaceSpan(dockerfile, place, 'CGO_ENABLED=1')],
                        },
                    ],
                };
            }
    },
};
