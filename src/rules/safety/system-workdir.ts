import { workdirAt } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import type { Instruction } from '../../dockerfile/syntax';
import { replaceSpan } from '../edits';
import type { Rule } from '../rule';

export const systemWorkdir: Rule = {
    id: 'system-workdir',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'The working directory is no folder of the kernel',
    why: 'What is written below `/proc`, `/dev` or `/sys` is not in the image, and a working directory in `/proc/self/fd` has led out of containers.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nWORKDIR /proc/self/fd/8\nCMD ["/app"]\nUSER 65532:65532\n',
            good: 'FROM alpine:3.24\nWORKDIR /app\nCMD ["/app"]\nUSER 65532:65532\n',
        },
    ],
    covers: ['trivy:DS-0030'],

    *check({ dockerfile }) {
        for (const stage of dockerfile.stages)
            for (const [index, instruction] of stage.instructions.entries()) {
                if (instruction.keyword !== 'WORKDIR') continue;
                const isReported = isReportedByTrivy(instruction);
                const path = workdirAt(dockerfile, stage, stage.instructions[index + 1]).value;
                const isKernels = path !== undefined && /^\/(?:proc|dev|sys|boot)(?:\/|$)/.test(path);
                if (!isKernels && !isReported) continue;
                yield {
                    message: isKernels
                        ? `\`${path}\` belongs to the kernel`
                        : `\`${instruction.words[0]?.value ?? ''}\` is a folder of the system`,
                    range: rangeOf(dockerfile, instruction.body),
                    aliases: isReported ? ['trivy:DS-0030'] : [],
                    fixes: [
                        {
                            title: 'Work in `/app`',
                            preferred: false,
                            edits: [replaceSpan(dockerfile, instruction.body, '/app')],
                        },
                    ],
                };
            }
    },
};

function isReportedByTrivy({ words }: Instruction): boolean {
    const written = words.map(({ raw }) => raw).join(' ');
    return /^(?:proc|boot|dev|initrd|lost\+found)\//.test(written.replace(/^"/, '').slice(1)) && /^"?\//.test(written);
}
