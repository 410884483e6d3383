import { rangeOf } from '../../dockerfile/positions';
import { removeItem } from '../edits';
import { instructionsOf } from '../instructions';
import type { Rule } from '../rule';

export const toolchainFetchedInBuild: Rule = {
    id: 'toolchain-fetched-in-build',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'strict',
    summary: 'The image brings the Go release that is used',
    why: 'With `GOTOOLCHAIN=auto` a newer toolchain is downloaded in the middle of the build, and the tag of the image says nothing about what compiles the program.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nENV GOTOOLCHAIN=auto\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\n',
        },
    ],

    *check({ dockerfile }) {
        for (const instruction of instructionsOf(dockerfile, 'ENV', 'ARG'))
            for (const [at, pair] of instruction.pairs.entries()) {
                if (
                    pair.key.value !== 'GOTOOLCHAIN' ||
                    !/^(auto|path|go1\.[\d.]+(\+auto)?)$/.test(pair.value?.value ?? '')
                )
                    continue;
                const edits = removeItem(dockerfile, instruction, instruction.pairs, at);
                yield {
                    message: `\`GOTOOLCHAIN=${pair.value?.value ?? ''}\` may fetch another toolchain than that of the image`,
                    range: rangeOf(dockerfile, pair),
                    fixes: edits.length === 0 ? [] : [{ title: 'Leave `GOTOOLCHAIN` out', preferred: false, edits }],
                };
            }
    },
};
