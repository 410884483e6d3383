import { baseOf } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import { stageOf } from '../../dockerfile/stages';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { insertAt } from '../edits';
import { hasPlainFlag, plainRunsOf } from '../plainCommands';
import type { Rule } from '../rule';

const quieting = ['progress', 'quiet', 'q', 'output-file', 'o', 'append-output', 'a', 'no-verbose'];

export const wgetProgress: Rule = {
    id: 'wget-progress',
    kind: 'dockerfile',
    severity: 'hint',
    profile: 'off',
    summary: '`wget` writes no progress bar into the build log',
    why: 'A progress bar is thousands of lines in a log that nobody watches.',
    examples: [
        {
            bad: 'FROM debian:trixie-slim AS fetch\nRUN wget https://go.dev/dl/go1.27.0.src.tar.gz && sha256sum -c sums\n',
            good: 'FROM debian:trixie-slim AS fetch\nRUN wget --progress=dot:giga https://go.dev/dl/go1.27.0.src.tar.gz && sha256sum -c sums\n',
        },
    ],
    covers: ['hadolint:DL3047'],

    *check({ dockerfile }) {
        for (const { run, commands } of plainRunsOf(dockerfile))
            for (const plain of commands) {
                const { name, args, command } = plain;
                const isQuiet = hasPlainFlag(plain, ...quieting) || args.some(({ text }) => text === '-nv');
                if (name !== 'wget' || isQuiet) continue;
                const flag = quietFlag(dockerfile, run);
                yield {
                    message: '`wget` writes its progress bar into the build log',
                    range: rangeOf(dockerfile, command),
                    aliases: ['hadolint:DL3047'],
                    fixes:
                        run.json === undefined && command.name.value === 'wget'
                            ? [
                                  {
                                      title: `Add \`${flag}\``,
                                      preferred: true,
                                      edits: [insertAt(dockerfile, command.name.end, ` ${flag}`)],
                                  },
                              ]
                            : [],
                };
            }
    },
};

/** The wget of busybox knows no `--progress`. */
function quietFlag(dockerfile: Dockerfile, run: Instruction): string {
    const stage = stageOf(dockerfile, run);
    const distribution = stage && baseOf(dockerfile, stage)?.facts?.distribution;
    return distribution === 'alpine' || distribution === 'busybox' ? '-q' : '--progress=dot:giga';
}
