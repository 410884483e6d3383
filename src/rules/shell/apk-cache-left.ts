import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile } from '../../dockerfile/syntax';
import { insertAt } from '../edits';
import { hasTemporaryTarget } from '../mounts';
import { plainRunsOf, runsPlain, subcommandWord, type PlainCommand } from '../plainCommands';
import { withReports } from '../reports';
import type { Fault, Rule } from '../rule';
import { reportedByTrivy } from '../trivyRuns';
import { stagesInImage } from '../shippedStages';

export const apkCacheLeft: Rule = {
    id: 'apk-cache-left',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'recommended',
    summary: '`apk add` leaves no cache in the image',
    why: 'With `--no-cache` apk fetches the index, uses it and keeps it out of the image; no `apk update` is needed before.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nRUN apk add --update ca-certificates\n',
            good: 'FROM alpine:3.24\nRUN apk add --no-cache --update ca-certificates\n',
        },
    ],
    covers: ['hadolint:DL3019', 'trivy:DS-0025', 'kics:ae9c56a6'],

    *check({ dockerfile }) {
        yield* withReports(dockerfile, judge(dockerfile), 'RUN', [
            {
                alias: 'trivy:DS-0025',
                reports: (run) => reportedByTrivy(dockerfile, run).has('trivy:DS-0025'),
                message: 'The text of this instruction names an `apk add` without `--no-cache`',
            },
            {
                alias: 'kics:ae9c56a6',
                reports: (run) => reportedByTrivy(dockerfile, run).has('trivy:DS-0025'),
                message: 'The text of this instruction names an `apk add` without `--no-cache`',
            },
        ]);
    },
};

function* judge(dockerfile: Dockerfile): Iterable<Fault> {
    const shipped = stagesInImage(dockerfile);
    for (const { run, commands } of plainRunsOf(dockerfile)) {
        if (hasTemporaryTarget(run, '/var/cache/apk')) continue;
        const isRemoved = commands.some(removesCache);
        for (const command of commands) {
            const add = subcommandWord(command, ['add']);
            if (command.name !== 'apk' || add === undefined || command.flags.includes('no-cache')) continue;
            const isKept = shipped.has(run.stage ?? -1) && !isRemoved;
            yield {
                message: '`apk add` without `--no-cache` leaves its index in the image',
                range: rangeOf(dockerfile, { start: command.command.start, end: add.end }),
                aliases: ['hadolint:DL3019'],
                // what is not shipped, or removed again, costs nothing
                profile: isKept ? 'recommended' : 'off',
                fixes:
                    run.json === undefined
                        ? [
                              {
                                  title: 'Add `--no-cache`',
                                  preferred: true,
                                  edits: [insertAt(dockerfile, add.end, ' --no-cache')],
                              },
                          ]
                        : [],
            };
        }
    }
}

function removesCache(command: PlainCommand): boolean {
    const removesFolder = command.name === 'rm' && command.args.some(({ text }) => text.startsWith('/var/cache'));
    return removesFolder || runsPlain(command, ['apk'], ['clean']);
}
