import { removalOf, standsAlone } from '../../dockerfile/commandQueries';
import { rangeOf } from '../../dockerfile/positions';
import { commandsOf } from '../../dockerfile/shell';
import { removeInstruction, replaceSpan } from '../edits';
import { goCommandsOf } from '../goCommands';
import type { Rule } from '../rule';

export const compressedProgram: Rule = {
    id: 'compressed-program',
    kind: 'dockerfile',
    severity: 'hint',
    profile: 'off',
    summary: 'Programs are shipped as Go links them',
    why: 'A program that UPX packed is unpacked into memory at every start, and neither scanners nor `go version` can read it. Layers are compressed on their way anyhow.',
    examples: [
        {
            bad: 'FROM golang:1.27@sha256:0000000000000000000000000000000000000000000000000000000000000000 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod go build -o /app . && upx --best /app\n',
            good: 'FROM golang:1.27@sha256:0000000000000000000000000000000000000000000000000000000000000000 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod go build -o /app .\n',
        },
    ],

    *check({ dockerfile }) {
        if (!dockerfile.stages.some((stage) => goCommandsOf(dockerfile, stage).length > 0)) return;
        for (const instruction of dockerfile.instructions)
            for (const command of instruction.keyword === 'RUN' ? commandsOf(dockerfile, instruction) : []) {
                if (!/(^|\/)upx$/.test(command.name.value)) continue;
                const removal = removalOf(command.element);
                const edit =
                    removal === undefined
                        ? removeInstruction(dockerfile, instruction)
                        : replaceSpan(dockerfile, removal, '');
                yield {
                    message: '`upx` packs the program, which is unpacked into memory at every start',
                    range: rangeOf(dockerfile, command.name),
                    fixes: standsAlone(command)
                        ? [{ title: 'Ship the program as it is', preferred: false, edits: [edit] }]
                        : [],
                };
            }
    },
};
