import { platformArguments } from '../../dockerfile/builderArguments';
import { rangeOf } from '../../dockerfile/positions';
import { definitionAt } from '../../dockerfile/variables';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { insertLinesBefore, textOf } from '../edits';
import type { Rule } from '../rule';

export const targetArgumentUndeclared: Rule = {
    id: 'target-argument-undeclared',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'TARGETARCH and its like are declared in the stage that uses them',
    why: 'A builder gives these arguments to a stage only after `ARG` names them there. Without it they are empty, and Go compiles for the machine that builds.',
    examples: [
        {
            bad: 'FROM --platform=$BUILDPLATFORM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod GOARCH=$TARGETARCH go build -o /app .\n',
            good: 'FROM --platform=$BUILDPLATFORM golang:1.27 AS build\nWORKDIR /src\nARG TARGETARCH\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod GOARCH=$TARGETARCH go build -o /app .\n',
        },
    ],

    *check({ dockerfile }) {
        for (const stage of dockerfile.stages) {
            const told = new Set<string>();
            for (const instruction of stage.instructions) {
                if (instruction.keyword !== 'RUN') continue;
                const used = undeclaredIn(dockerfile, instruction).filter(({ name }) => !told.has(name));
                for (const [index, { name, start, end }] of used.entries()) {
                    told.add(name);
                    yield {
                        message: `\`${name}\` is empty here: no \`ARG\` of this stage names it`,
                        range: rangeOf(dockerfile, { start, end }),
                        fixes: [
                            {
                                title: `Declare \`${name}\``,
                                preferred: true,
                                edits: [
                                    insertLinesBefore(
                                        dockerfile,
                                        instruction,
                                        // all of them in one, with the first
                                        `ARG ${(index === 0 ? used.map((each) => each.name) : [name]).join(' ')}`,
                                    ),
                                ],
                            },
                        ],
                    };
                }
            }
        }
    },
};

const reference = /(?<![\\$\w])\$(?:\{(\w+)\}|(\w+))/g;

/** The first use of each. A name that the shell sets itself is its own. */
function undeclaredIn(
    dockerfile: Dockerfile,
    instruction: Instruction,
): { name: string; start: number; end: number }[] {
    const text = textOf(dockerfile, instruction);
    if (!/\$\{?(TARGET|BUILD)/.test(text)) return [];
    const found = new Map<string, { name: string; start: number; end: number }>();
    for (const match of text.matchAll(reference)) {
        const name = match[1] ?? match[2] ?? '';
        if (!platformArguments.has(name) || name === 'TARGETSTAGE' || found.has(name)) continue;
        if (definitionAt(dockerfile, instruction, name) !== undefined) continue;
        if (new RegExp(`\\b${name}=|\\b(read|for|local|export)\\s[^\\n]*\\b${name}\\b`).test(text)) continue;
        const start = instruction.start + match.index;
        found.set(name, { name, start, end: start + match[0].length });
    }
    return [...found.values()];
}
