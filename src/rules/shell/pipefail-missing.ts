import { baseOf } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import { commandsOf, shellOf } from '../../dockerfile/shell';
import type { Dockerfile, Instruction, Stage } from '../../dockerfile/syntax';
import { insertAt, insertLinesBefore } from '../edits';
import { blocksOf } from '../instructions';
import { hasPipe } from '../plainCommands';
import type { Fix, Rule } from '../rule';

export const pipefailMissing: Rule = {
    id: 'pipefail-missing',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'strict',
    summary: 'A pipeline fails when any part of it fails',
    why: 'Without `pipefail` only the last command of a pipeline counts: a download that breaks off goes unnoticed.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nUSER 65532\nRUN ls /srv | sort > /srv/index\n',
            good: 'FROM alpine:3.24\nUSER 65532\nRUN set -o pipefail && ls /srv | sort > /srv/index\n',
        },
    ],
    covers: ['hadolint:DL4006'],

    *check({ dockerfile }) {
        const effective: boolean[] = [];
        for (const { stage, instructions } of blocksOf(dockerfile)) {
            // hadolint forgets SHELL at every FROM, a builder does not
            let isSet = false;
            let isEffective = stage?.parent !== undefined && effective[stage.parent] === true;
            for (const instruction of instructions) {
                if (instruction.keyword === 'SHELL') isSet = isEffective = failsPipelines(instruction);
                if (instruction.keyword !== 'RUN' || isSet || !hasPipe(dockerfile, instruction)) continue;
                const isTold =
                    isEffective || setsPipefail(dockerfile, instruction) || cannotFail(dockerfile, instruction);
                const [pipeline] = shellOf(dockerfile, instruction).pipelines;
                yield {
                    message: 'Only the last command of this pipeline decides whether it fails',
                    range: rangeOf(dockerfile, pipeline ?? instruction),
                    aliases: ['hadolint:DL4006'],
                    profile: isTold ? 'off' : 'strict',
                    fixes: isTold || stage === undefined ? [] : fixesOf(dockerfile, stage, instruction),
                };
            }
            if (stage !== undefined) effective[stage.index] = isEffective;
        }
    },
};

function failsPipelines({ words, json }: Instruction): boolean {
    const items = (json?.valid === true ? json.items : words).map(({ value }) => value);
    const [program = '', ...rest] = items;
    if (/^(pwsh|powershell|cmd)/.test(program)) return true;
    const isKnown = ['bash', 'zsh', 'ash'].includes(program.slice(program.lastIndexOf('/') + 1));
    return isKnown && rest.some((word) => /^-[^-]*o/.test(word)) && rest.includes('pipefail');
}

function setsPipefail(dockerfile: Dockerfile, run: Instruction): boolean {
    return commandsOf(dockerfile, run).some(
        ({ name, args }) => name.value === 'set' && args.some(({ value }) => value === 'pipefail'),
    );
}

/** Whether nothing but what always succeeds stands before each pipe. */
function cannotFail(dockerfile: Dockerfile, run: Instruction): boolean {
    const writers = commandsOf(dockerfile, run).filter(
        ({ isInPipe, pipesInto }) => isInPipe && pipesInto !== undefined,
    );
    return writers.length > 0 && writers.every(({ name }) => ['echo', 'printf', 'tee', 'yes'].includes(name.value));
}

/** The shell of alpine can do it itself, that of Debian cannot: there bash has to. */
function fixesOf(dockerfile: Dockerfile, stage: Stage, run: Instruction): Fix[] {
    const distribution = baseOf(dockerfile, stage)?.facts?.distribution;
    const isLine = run.heredocs.length === 0 && run.json === undefined;
    const hasOwnShell = stage.instructions.some(({ keyword }) => keyword === 'SHELL');
    if (distribution === 'alpine' && isLine && !hasOwnShell) {
        const edits = [insertAt(dockerfile, run.body.start, 'set -o pipefail && ')];
        return [{ title: 'Set `pipefail` first', preferred: true, edits }];
    }
    if (!['debian', 'ubuntu', 'fedora', 'rhel'].includes(distribution ?? '') || hasOwnShell) return [];
    const edits = [insertLinesBefore(dockerfile, run, 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]')];
    return [{ title: 'Run it by bash with `pipefail`', preferred: false, edits }];
}
