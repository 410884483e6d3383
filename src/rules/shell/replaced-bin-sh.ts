import { removalOf, standsAlone } from '../../dockerfile/commandQueries';
import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { insertLinesBefore, replaceSpan } from '../edits';
import { plainRunsOf, runsPlain, type PlainCommand } from '../plainCommands';
import type { Fix, Rule } from '../rule';

export const replacedBinSh: Rule = {
    id: 'replaced-bin-sh',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'strict',
    summary: 'Another shell is chosen by `SHELL`',
    why: 'Scripts of the distribution count on their `/bin/sh`. `SHELL` changes the shell of the build alone.',
    examples: [
        {
            bad: 'FROM debian:trixie-slim\nRUN ln -sf /bin/bash /bin/sh\nUSER 65532\n',
            good: 'FROM debian:trixie-slim\nSHELL ["/bin/bash", "-c"]\nUSER 65532\n',
        },
    ],
    covers: ['hadolint:DL4005'],

    *check({ dockerfile }) {
        for (const { run, commands } of plainRunsOf(dockerfile))
            for (const command of commands)
                if (runsPlain(command, ['ln'], ['/bin/sh']))
                    yield {
                        message: '`/bin/sh` is replaced for every script of the image',
                        range: rangeOf(dockerfile, command.command),
                        aliases: ['hadolint:DL4005'],
                        fixes: fixesOf(dockerfile, run, command),
                    };
    },
};

/** CMD and ENTRYPOINT in shell form heed SHELL, scripts do not: a person decides. */
function fixesOf(dockerfile: Dockerfile, run: Instruction, { command, args }: PlainCommand): Fix[] {
    const shell = args.map(({ text }) => text).find((text) => /^\/\S*\/(bash|zsh|dash|ash)$/.test(text));
    if (shell === undefined || command.source !== 'line' || !standsAlone(command)) return [];
    const line = `SHELL ["${shell}", "-c"]`;
    const isOnly = command.start === run.body.start && command.end === run.body.end;
    const removal = removalOf(command.element);
    if (isOnly) {
        const edits = [replaceSpan(dockerfile, { start: run.start, end: run.body.end }, line)];
        return [{ title: 'Use `SHELL`', preferred: false, edits }];
    }
    if (removal === undefined || command.within.length > 0) return [];
    const edits = [insertLinesBefore(dockerfile, run, line), replaceSpan(dockerfile, removal, '')];
    return [{ title: 'Use `SHELL`', preferred: false, edits }];
}
