import { positionAt, rangeOf } from '../../dockerfile/positions';
import type { Instruction } from '../../dockerfile/syntax';
import { removeInstruction } from '../edits';
import { blocksOf } from '../instructions';
import type { Alias, Rule } from '../rule';

export const overriddenInstruction: Rule = {
    id: 'overridden-instruction',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'A stage has one `CMD`, one `ENTRYPOINT` and one `HEALTHCHECK`',
    why: 'Only the last one of each counts: those before it do nothing.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nUSER 65532\nCMD ["/old"]\nCMD ["/new"]\n',
            good: 'FROM alpine:3.24\nUSER 65532\nCMD ["/new"]\n',
        },
    ],
    covers: [
        'buildkit:MultipleInstructionsDisallowed',
        'hadolint:DL3012',
        'hadolint:DL4003',
        'hadolint:DL4004',
        'trivy:DS-0007',
        'trivy:DS-0016',
        'trivy:DS-0023',
    ],

    *check({ dockerfile }) {
        for (const { instructions } of blocksOf(dockerfile)) {
            const last = new Map<string, Instruction>();
            const isTold = new Set<string>();
            for (const instruction of instructions) {
                const { keyword, keywordSpan } = instruction;
                const [alias, firstOnly] = aliases[keyword] ?? [];
                if (alias === undefined || firstOnly === undefined) continue;
                const earlier = last.get(keyword);
                last.set(keyword, instruction);
                if (earlier === undefined) continue;
                yield {
                    message: `This \`${keyword}\` is overridden by the one at line ${positionAt(dockerfile, instruction.start).line + 1}`,
                    range: rangeOf(dockerfile, earlier),
                    aliases: ['buildkit:MultipleInstructionsDisallowed'],
                    fixes: [
                        {
                            title: `Remove this \`${keyword}\``,
                            preferred: true,
                            edits: [removeInstruction(dockerfile, earlier)],
                        },
                    ],
                };
                yield {
                    message: `This \`${keyword}\` overrides the one at line ${positionAt(dockerfile, earlier.start).line + 1}`,
                    range: rangeOf(dockerfile, keywordSpan),
                    aliases: isTold.has(keyword) ? [alias] : [alias, firstOnly],
                    // told at the one that does nothing
                    profile: 'off',
                };
                isTold.add(keyword);
            }
        }
    },
};

/** trivy tells the second one only. */
const aliases: Readonly<Partial<Record<string, readonly [every: Alias, second: Alias]>>> = {
    HEALTHCHECK: ['hadolint:DL3012', 'trivy:DS-0023'],
    CMD: ['hadolint:DL4003', 'trivy:DS-0016'],
    ENTRYPOINT: ['hadolint:DL4004', 'trivy:DS-0007'],
};
