import { rangeOf } from '../../dockerfile/positions';
import { plainRunsOf } from '../plainCommands';
import type { FileEdit, Fix, Rule } from '../rule';
import { removeCommand } from '../shellEdits';

const programs = new Set(['free', 'kill', 'mount', 'ps', 'service', 'shutdown', 'ssh', 'top', 'vim']);

export const hostProgramInRun: Rule = {
    id: 'host-program-in-run',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'strict',
    summary: 'A build starts no programs that are for a running machine',
    why: 'Services, processes and terminals of a `RUN` end with it, and nothing of them is in the image.',
    examples: [
        {
            bad: 'FROM debian:trixie-slim\nRUN service cron start\nUSER 65532\n',
            good: 'FROM debian:trixie-slim\nUSER 65532\n',
        },
    ],
    covers: ['hadolint:DL3001'],
    departures: [
        {
            from: 'hadolint:DL3001',
            why: 'Where SHELL names PowerShell, cmd or another language, no rule reads a RUN as POSIX shell; hadolint does, and judges what is not there.',
        },
    ],

    *check({ dockerfile }) {
        for (const { run, commands } of plainRunsOf(dockerfile))
            for (const { name, command } of commands)
                if (programs.has(name))
                    yield {
                        message: `\`${name}\` has nothing to do in a build`,
                        range: rangeOf(dockerfile, command),
                        aliases: ['hadolint:DL3001'],
                        fixes: fixesOf(name, removeCommand(dockerfile, run, command)),
                    };
    },
};

function fixesOf(name: string, edits: readonly FileEdit[]): Fix[] {
    return edits.length === 0 ? [] : [{ title: `Remove \`${name}\``, preferred: false, edits }];
}
