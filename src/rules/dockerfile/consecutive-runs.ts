import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { replaceSpan } from '../edits';
import { plainCommandsOf } from '../plainCommands';
import type { Fix, Rule } from '../rule';

export const consecutiveRuns: Rule = {
    id: 'consecutive-runs',
    kind: 'dockerfile',
    severity: 'hint',
    profile: 'off',
    summary: 'Small `RUN` instructions in a row are one',
    why: 'Each `RUN` is a layer of its own. In a stage that is not shipped that costs nothing, and each is cached by itself.',
    examples: [
        {
            bad: 'FROM debian:trixie-slim AS base\nRUN mkdir /data\nRUN chmod 700 /data\n',
            good: 'FROM debian:trixie-slim AS base\nRUN mkdir /data \\\n    && chmod 700 /data\n',
        },
    ],
    covers: ['hadolint:DL3059'],

    *check({ dockerfile }) {
        let last: Instruction | undefined;
        for (const [index, instruction] of dockerfile.instructions.entries()) {
            if (instruction.keyword !== 'RUN') {
                last = undefined;
                continue;
            }
            const isSmall = (run: Instruction): boolean => plainCommandsOf(dockerfile, run).length <= 1;
            const isFault =
                last !== undefined &&
                describeFlags(last) === describeFlags(instruction) &&
                isSmall(last) &&
                isSmall(instruction);
            if (!isFault) {
                last = instruction;
                continue;
            }
            yield {
                message: 'This `RUN` follows another one of a single command',
                range: rangeOf(dockerfile, instruction.keywordSpan),
                aliases: ['hadolint:DL3059'],
                fixes: fixesOf(dockerfile, dockerfile.instructions[index - 1], instruction),
            };
        }
    },
};

/** Mounts count as a set. */
function describeFlags({ flags }: Instruction): string {
    return flags
        .map(({ name, value }) => `${name}=${value?.value ?? ''}`)
        .sort()
        .join(' ');
}

/** Joins it to the one before; comments between them stay where they are. */
function fixesOf(dockerfile: Dockerfile, previous: Instruction | undefined, run: Instruction): Fix[] {
    if (previous === undefined) return [];
    const runs = [previous, run];
    if (runs.some(({ json, heredocs, body }) => json !== undefined || heredocs.length > 0 || body.start === body.end))
        return [];
    const between = dockerfile.text.slice(previous.end, run.start);
    if (!/^[ \t]*\r?\n\s*$/.test(between) && !between.includes('#')) return [];
    const { escape } = dockerfile;
    const edits = [
        replaceSpan(dockerfile, { start: previous.body.end, end: previous.body.end }, ` ${escape}`),
        replaceSpan(dockerfile, { start: run.start, end: run.body.start }, '    && '),
    ];
    return [{ title: 'Join it to the `RUN` before', preferred: false, edits }];
}
