import { programOf } from '../../dockerfile/commandQueries';
import { unwrap } from '../../dockerfile/commandEnvironment';
import { rangeOf } from '../../dockerfile/positions';
import { commandsOf, type ShellCommand } from '../../dockerfile/shell';
import { instructionsOf } from '../instructions';
import type { Rule } from '../rule';

export const pipeToShell: Rule = {
    id: 'pipe-to-shell',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'strict',
    summary: 'What is downloaded is looked at before it runs',
    why: 'Whoever controls the server, or only breaks the transfer half-way, decides what runs as root in the build. A checksum of the downloaded script, checked before it starts, makes it the same every time.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nRUN set -o pipefail && wget -qO- https://example.com/install.sh | sh\n',
            good: 'FROM alpine:3.24\nADD --checksum=sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 https://example.com/install.sh /tmp/\nRUN sh /tmp/install.sh\n',
        },
    ],

    *check({ dockerfile }) {
        for (const run of instructionsOf(dockerfile, 'RUN')) {
            const commands = commandsOf(dockerfile, run);
            for (const [at, command] of commands.entries()) {
                const shell = shellFedBy(command) ?? shellAround(commands, at);
                if (shell === undefined || !downloads(command)) continue;
                yield {
                    message: `What \`${command.name.value}\` downloads is run by \`${unwrap(shell).name.value}\` unseen`,
                    range: rangeOf(dockerfile, {
                        start: Math.min(command.start, shell.start),
                        end: Math.max(command.end, shell.end),
                    }),
                };
            }
        }
    },
};

const interpreters = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'python', 'python3', 'perl', 'ruby', 'node']);

function isInterpreter(command: ShellCommand): boolean {
    return interpreters.has(programOf(command)?.split('/').at(-1) ?? '');
}

function downloads(written: ShellCommand): boolean {
    const command = unwrap(written);
    const program = programOf(command)?.split('/').at(-1);
    const isLocal = command.args.some(({ value }) => /^https?:\/\/(?:localhost|127\.0\.0\.1)\b/.test(value));
    return (program === 'curl' || program === 'wget') && !isLocal;
}

/** Through a pipe, with others such as `tee` or `tar` between them; `bash -` and `sh -s` read a script, `python -c` does not. */
function shellFedBy(command: ShellCommand): ShellCommand | undefined {
    let at = command.pipesInto;
    for (let members = 0; at !== undefined && members < 10; members++) {
        const reader = unwrap(at);
        const isScripted = reader.args.some(({ value }) => /^-[a-z]*[cem]$/.test(value) || /^[\w./]/.test(value));
        const isTold = reader.args.some(({ value }) => value === '-s' || value === '-');
        if (isInterpreter(reader)) return isScripted && !isTold ? undefined : at;
        at = at.pipesInto;
    }
    return undefined;
}

/** `bash <(curl …)` and `sh -c "$(curl …)"`. */
function shellAround(commands: readonly ShellCommand[], at: number): ShellCommand | undefined {
    const command = commands[at];
    if (command?.within.includes('substitution') !== true) return undefined;
    const around = commands
        .slice(Math.max(0, at - 3), at)
        .findLast(({ start, end }) => start < command.start && command.end <= end);
    const isRunning =
        around !== undefined && (isInterpreter(around) || ['eval', 'source', '.'].includes(around.name.value));
    return isRunning ? around : undefined;
}
