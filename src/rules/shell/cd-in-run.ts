import { removalOf, standsAlone } from '../../dockerfile/commandQueries';
import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { insertLinesBefore, replaceSpan } from '../edits';
import { plainCommandsOf, type PlainCommand } from '../plainCommands';
import type { Fix, Rule } from '../rule';

export const cdInRun: Rule = {
    id: 'cd-in-run',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'off',
    summary: 'The working directory is changed by `WORKDIR`',
    why: 'A `cd` counts for its own `RUN` only and fails where the folder is missing. `WORKDIR` makes the folder and holds for all that follows.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nRUN cd /src && make\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN make\n',
        },
    ],
    covers: ['hadolint:DL3003'],

    *check({ dockerfile }) {
        for (const run of dockerfile.instructions) {
            if (run.keyword !== 'RUN') continue;
            for (const [index, command] of plainCommandsOf(dockerfile, run).entries())
                if (command.name === 'cd')
                    yield {
                        message: '`cd` counts for this `RUN` only',
                        range: rangeOf(dockerfile, command.command),
                        aliases: ['hadolint:DL3003'],
                        fixes: index === 0 ? fixesOf(dockerfile, run, command) : [],
                    };
        }
    },
};

/** A person looks whether what follows counts on the old folder. */
function fixesOf(dockerfile: Dockerfile, run: Instruction, { command, args }: PlainCommand): Fix[] {
    const [folder] = args;
    const removal = removalOf(command.element);
    const isFirst =
        command.start === run.body.start &&
        command.source === 'line' &&
        command.element.after?.kind === '&&' &&
        standsAlone(command);
    const isAbsolute = folder?.word.isLiteral === true && /^\/[^\s"'\\]*$/.test(folder.text) && args.length === 1;
    if (!isFirst || !isAbsolute || removal === undefined || run.flags.length > 0) return [];
    return [
        {
            title: `Set \`WORKDIR ${folder.text}\``,
            preferred: false,
            edits: [insertLinesBefore(dockerfile, run, `WORKDIR ${folder.text}`), replaceSpan(dockerfile, removal, '')],
        },
    ];
}
