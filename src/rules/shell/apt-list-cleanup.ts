import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { appendToChain } from '../chainEnd';
import { temporaryTargets } from '../mounts';
import { plainCommandsOf, runsPlain } from '../plainCommands';
import type { Fix, Rule } from '../rule';
import { isShipped } from '../shippedStages';

export const aptListCleanup: Rule = {
    id: 'apt-list-cleanup',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'strict',
    summary: 'The package lists of `apt-get update` are not left in the image',
    why: 'The lists are some twenty megabytes that no program reads. Only the `RUN` that fetches them can keep them out of its layer.',
    examples: [
        {
            bad: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends git\n',
            good: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*\n',
        },
    ],
    covers: ['hadolint:DL3009'],

    *check({ dockerfile }) {
        for (const instruction of dockerfile.instructions) {
            const run = instruction.trigger ?? instruction;
            if (run.keyword !== 'RUN' || keepsListsElsewhere(run)) continue;
            if (instruction.trigger === undefined && !isShipped(dockerfile, run)) continue;
            const commands = plainCommandsOf(dockerfile, run);
            const update = commands.find((command) => runsPlain(command, ['apt', 'apt-get', 'aptitude'], ['update']));
            const isRemoved = commands.some((command) => runsPlain(command, ['rm'], ['-rf', '/var/lib/apt/lists/*']));
            if (update === undefined || isRemoved) continue;
            yield {
                message: `The package lists of \`${update.name} update\` stay in the image`,
                range: rangeOf(dockerfile, update.command),
                aliases: ['hadolint:DL3009'],
                fixes: fixesOf(dockerfile, run),
            };
        }
    },
};

function keepsListsElsewhere(run: Instruction): boolean {
    const targets = temporaryTargets(run);
    const has = (path: string): boolean => targets.some((target) => target.includes(path));
    return has('/var/lib/apt/lists') || (has('/var/lib/apt') && has('/var/cache/apt'));
}

function fixesOf(dockerfile: Dockerfile, run: Instruction): Fix[] {
    const edits = appendToChain(dockerfile, run, 'rm -rf /var/lib/apt/lists/*');
    return edits.length === 0 ? [] : [{ title: 'Remove the lists at the end', preferred: true, edits }];
}
