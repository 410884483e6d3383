import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { insertAt } from '../edits';
import { builtOn, knownAs } from '../knownAs';
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

/** Instructions whose stage, or one that hadolint takes for its base, has switched the cache off by ENV before. */
function cachelessPlaces({ instructions, stages }: Dockerfile): ReadonlySet<Instruction> {
    const places = new Set<Instruction>();
    const cacheless = new Set<string>();
    let isOff = false;
    let isOffForTriggers = false;
    for (const instruction of instructions) {
        const { keyword, trigger } = instruction;
        const stage = instruction.stage === undefined ? undefined : stages[instruction.stage];
        if (keyword === 'FROM') isOff = stage !== undefined && cacheless.has(builtOn(stage));
        isOff ||= switchesOff(instruction);
        if (isOff && stage !== undefined) cacheless.add(knownAs(stage));
        // what stands behind ONBUILD runs in another stage
        isOffForTriggers ||= trigger !== undefined && switchesOff(trigger);
        if (trigger === undefined ? isOff : isOffForTriggers) places.add(instruction);
    }
    return places;
}

function switchesOff({ keyword, pairs }: Instruction): boolean {
    return (
        keyword === 'ENV' &&
        pairs.some(({ key, value }) => key.value === 'PIP_NO_CACHE_DIR' && yes.test(value?.value ?? ''))
    );
}
