import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { blocksOf } from '../instructions';
import { plainCommandsOf } from '../plainCommands';
import type { Fault, Rule } from '../rule';

export const wgetAndCurl: Rule = {
    id: 'wget-and-curl',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'off',
    summary: 'A stage uses `wget` or `curl`, not both',
    why: 'Either does what the other does: the second one is only one more thing to install and to update.',
    examples: [
        {
            bad: 'FROM debian:trixie-slim AS fetch\nRUN curl -O https://example.com/a\nRUN wget -q https://example.com/b\n',
            good: 'FROM debian:trixie-slim AS fetch\nRUN curl -O https://example.com/a\nRUN curl -O https://example.com/b\n',
        },
    ],
    covers: ['hadolint:DL4001'],

    *check({ dockerfile }) {
        for (const { instructions } of blocksOf(dockerfile)) {
            yield* judge(dockerfile, instructions);
            yield* judge(
                dockerfile,
                instructions.flatMap(({ trigger }) => trigger ?? []),
            );
        }
    },
};

function* judge(dockerfile: Dockerfile, instructions: readonly Instruction[]): Iterable<Fault> {
    const seen = new Set<string>();
    for (const run of instructions) {
        if (run.keyword !== 'RUN') continue;
        const fetching = plainCommandsOf(dockerfile, run).filter(({ name }) => name === 'wget' || name === 'curl');
        for (const { name } of fetching) seen.add(name);
        if (seen.size < 2) continue;
        for (const { command, name } of fetching)
            yield {
                message: `\`${name}\` is used beside \`${name === 'wget' ? 'curl' : 'wget'}\``,
                range: rangeOf(dockerfile, command.name),
                aliases: ['hadolint:DL4001'],
            };
    }
}
