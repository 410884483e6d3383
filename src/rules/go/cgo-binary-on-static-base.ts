import { baseOf } from '../../dockerfile/configuration';
import { findGoFlag, goFlagValue } from '../../dockerfile/commandQueries';
import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile } from '../../dockerfile/syntax';
import { textOf } from '../edits';
import { removeFlag } from '../commandEdits';
import type { GoCommand } from '../goCommands';
import { buildsCopiedTo } from '../goOutputs';
import { bringsLibc, changeBase, cgoUseOf, isStarted, judgeLinking, switchCgoOff } from '../linking';
import type { Fix, Rule } from '../rule';

export const cgoBinaryOnStaticBase: Rule = {
    id: 'cgo-binary-on-static-base',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'A program that needs libc runs on an image that has it',
    why: 'With cgo on, the default where a C compiler is installed, Go links programs that use `net` or C code with libc. Without one they fail with `no such file or directory`.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/go-build go build -o /app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/go-build CGO_ENABLED=0 go build -o /app .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
            files: {
                'go.mod': 'module example.com/app\n\ngo 1.27\n',
                'main.go':
                    'package main\n\nimport "net/http"\n\nfunc main() {\n\t_ = http.ListenAndServe(":8080", nil)\n}\n',
            },
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        const judged = new Set<GoCommand>();
        for (const stage of dockerfile.stages) {
            const base = baseOf(dockerfile, stage);
            if (base?.isComplete !== true || base.facts?.libc !== 'none' || !isStarted(dockerfile, stage)) continue;
            if (stage.instructions.some(bringsLibc)) continue;
            for (const { command, builder, path } of buildsCopiedTo(dockerfile, stage)) {
                if (judged.has(command)) continue;
                judged.add(command);
                const { name, args } = command.command;
                const range = rangeOf(dockerfile, { start: name.start, end: args[0]?.end ?? name.end });
                const image = base.reference.text;
                const use = cgoUseOf(dockerfile, builder, command);
                if (use === undefined && isPositionIndependent(dockerfile, command)) {
                    yield {
                        message: `\`${path}\` is position-independent, and so needs the loader that \`${image}\` does not have`,
                        range,
                        fixes: buildPlainly(dockerfile, command),
                    };
                    continue;
                }
                const verdict = use && judgeLinking(subject, stage, builder, command, use);
                if (verdict === undefined) continue;
                yield {
                    message: `\`${path}\` is linked with libc, which \`${image}\` does not have`,
                    range,
                    profile: verdict.profile,
                    fixes: [
                        ...(verdict.needsCgo === true
                            ? []
                            : [switchCgoOff(dockerfile, command, verdict.needsCgo === false)]),
                        ...(verdict.needsCgo === false ? [] : changeBase(dockerfile, base.stage, builder)),
                    ],
                };
            }
        }
    },
};

/** Go links such a program dynamically even without cgo. */
function isPositionIndependent(dockerfile: Dockerfile, { command, instruction }: GoCommand): boolean {
    return goFlagValue(command, 'buildmode') === 'pie' && !/-static|-linkmode/.test(textOf(dockerfile, instruction));
}

function buildPlainly(dockerfile: Dockerfile, { command }: GoCommand): Fix[] {
    const flag = findGoFlag(command, 'buildmode');
    if (flag?.value.includes('=') !== true) return [];
    return [{ title: 'Build without `-buildmode=pie`', preferred: false, edits: [removeFlag(dockerfile, flag)] }];
}
