import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { insertAt } from '../edits';
import { hasTemporaryTarget } from '../mounts';
import { isPipInstall } from '../pip';
import { plainCommandsOf, subcommandWord } from '../plainCommands';
import type { Rule } from '../rule';
import { stagesInImage } from '../shippedStages';

export const pipCacheLeft: Rule = {
    id: 'pip-cache-left',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'strict',
    summary: '`pip install` leaves no cache in the image',
    why: 'What pip keeps to install it faster next time is never used again in an image.',
    examples: [
        {
            bad: 'FROM python:3.14\nUSER 65532\nRUN pip install -r requirements.txt\n',
            good: 'FROM python:3.14\nUSER 65532\nRUN pip install --no-cache-dir -r requirements.txt\n',
        },
    ],
    covers: ['hadolint:DL3042'],

    *check({ dockerfile }) {
        const shipped = stagesInImage(dockerfile);
        const switchedOff = cachelessPlaces(dockerfile);
        for (const instruction of dockerfile.instructions) {
            const run = instruction.trigger ?? instruction;
            if (run.keyword !== 'RUN' || switchedOff.has(instruction) || saysNoCache(dockerfile, run)) continue;
            if (hasTemporaryTarget(run, '.cache/pip')) continue;
            for (const command of plainCommandsOf(dockerfile, run)) {
                const { name, args } = command;
                const isJudged = isPipInstall(command) && !/^pip(x|env)/.test(name);
                const install = subcommandWord(command, ['install']);
                if (!isJudged || install === undefined || args.some(({ text }) => text === '--no-cache-dir')) continue;
                yield {
                    message: `\`${name}\` leaves what it has downloaded in the image`,
                    range: rangeOf(dockerfile, { start: command.command.start, end: install.end }),
                    aliases: ['hadolint:DL3042'],
                    ...(!shipped.has(run.stage ?? -1) && { profile: 'off' }),
                    fixes:
                        run.json === undefined
                            ? [
                                  {
                                      title: 'Add `--no-cache-dir`',
                                      preferred: true,
                                      edits: [insertAt(dockerfile, install.end, ' --no-cache-dir')],
                                  },
                              ]
                            : [],
                };
            }
        }
    },
};

const yes = /^(1|true|True|TRUE|on|On|ON|yes|Yes|YES)$/;

function saysNoCache({ text }: Dockerfile, { body, heredocs }: Instruction): boolean {
    const end = heredocs.at(-1)?.body.end ?? body.end;
    return /PIP_NO_CACHE_DIR=(1|true|True|TRUE|on|On|ON|yes|Yes|YES)/.test(text.slice(body.start, end));
}

/** Instructions of stages whose ENV, or that of a stage they are built on, has switched the cache off before. */
function cachelessPlaces({ instructions, stages }: Dockerfile): ReadonlySet<Instruction> {
    const places = new Set<Instruction>();
    const byStage: boolean[] = [];
    let isOff = false;
    for (const instruction of instructions) {
        const { keyword, stage, pairs } = instruction;
        if (keyword === 'FROM') {
            const parent = stage === undefined ? undefined : stages[stage]?.parent;
            isOff = parent !== undefined && byStage[parent] === true;
        }
        if (keyword === 'ENV')
            isOff ||= pairs.some(({ key, value }) => key.value === 'PIP_NO_CACHE_DIR' && yes.test(value?.value ?? ''));
        if (stage !== undefined) byStage[stage] = isOff;
        // what stands behind ONBUILD runs in another stage
        if (isOff && keyword === 'RUN') places.add(instruction);
    }
    return places;
}
