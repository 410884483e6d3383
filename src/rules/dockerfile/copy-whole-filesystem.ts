import { baseOf } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import { stageByReference } from '../../dockerfile/stages';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { copiedPaths, copyTarget } from '../instructions';
import type { Rule } from '../rule';

export const copyWholeFilesystem: Rule = {
    id: 'copy-whole-filesystem',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'strict',
    summary: 'Of another stage only what is needed is copied',
    why: 'All files of the other stage come along: its tools, its caches, and whatever secrets it has seen.',
    examples: [
        {
            bad: 'FROM alpine:3.24 AS base\nRUN apk add --no-cache tzdata\n\nFROM scratch\nCOPY --from=base / /\nUSER 65532\n',
            good: 'FROM alpine:3.24 AS base\nRUN apk add --no-cache tzdata\n\nFROM scratch\nCOPY --from=base /usr/share/zoneinfo /usr/share/zoneinfo\nUSER 65532\n',
        },
    ],
    covers: ['hadolint:DL3067'],

    *check({ dockerfile }) {
        for (const copy of dockerfile.instructions) {
            const from = copy.flags.find(({ name }) => name === 'from');
            if (copy.keyword !== 'COPY' || from?.value === undefined) continue;
            if (unquote(copyTarget(copy)) !== '/') continue;
            if (!copiedPaths(copy).some(({ value }) => unquote(value) === '/')) continue;
            yield {
                message: `All files of \`${from.value.value}\` are copied`,
                range: rangeOf(dockerfile, copy.body),
                aliases: ['hadolint:DL3067'],
                profile: isSystem(dockerfile, copy, from.value.value) ? 'strict' : 'off',
            };
        }
    },
};

/** Whether a distribution is copied: stages and images are also made to hold nothing but what is to be copied. */
function isSystem(dockerfile: Dockerfile, copy: Instruction, from: string): boolean {
    const stage = stageByReference(dockerfile, from, copy.stage ?? 0);
    return stage !== undefined && baseOf(dockerfile, stage)?.facts?.shell !== undefined;
}

function unquote(path = ''): string {
    return path.replace(/^(["'])(.*)\1$/, '$2');
}
