import { argumentsWithoutFlags, programOf } from '../../dockerfile/commandQueries';
import { unwrap } from '../../dockerfile/commandEnvironment';
import { rangeOf } from '../../dockerfile/positions';
import { commandsOf, type ShellCommand, type ShellWord } from '../../dockerfile/shell';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { replaceSpan } from '../edits';
import { instructionsOf } from '../instructions';
import type { FileEdit, Rule } from '../rule';
import { removeArguments, removeCommand } from '../shellEdits';

export const sshServerInstalled: Rule = {
    id: 'ssh-server-installed',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'strict',
    summary: 'No SSH server runs beside the program',
    why: 'It brings accounts, keys and updates of its own into every container. `docker exec` and `kubectl exec` do the same under the rights that are set there.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nRUN apk add --no-cache openssh-server git\n',
            good: 'FROM alpine:3.24\nRUN apk add --no-cache git\n',
        },
    ],

    *check({ dockerfile }) {
        for (const instruction of instructionsOf(dockerfile, 'RUN', 'CMD', 'ENTRYPOINT'))
            for (const written of commandsOf(dockerfile, instruction)) {
                const command = unwrap(written);
                const word = serverIn(command);
                if (word === undefined) continue;
                const edits = fixEdits(dockerfile, instruction, written, word);
                yield {
                    message: isDaemon(command)
                        ? 'An SSH server is started'
                        : isBoth(command, word)
                          ? `\`${word.value}\` holds an SSH server beside the client`
                          : `\`${word.value}\` is an SSH server`,
                    range: rangeOf(dockerfile, word),
                    fixes: edits.length === 0 ? [] : [{ title: 'Leave the SSH server out', preferred: false, edits }],
                };
            }
    },
};

const servers = /^(?:openssh-server|dropbear|dropbear-bin)(?:[=~<>].*)?$/;
const installers = new Set(['apk', 'apt', 'apt-get', 'dnf', 'microdnf', 'yum', 'zypper']);

function isDaemon({ name }: ShellCommand): boolean {
    return /(?:^|\/)(?:sshd|dropbear)$/.test(name.value);
}

function serverIn(command: ShellCommand): ShellWord | undefined {
    if (isDaemon(command)) return command.name;
    const program = programOf(command) ?? '';
    if (program === 'service' && /^sshd?$/.test(command.args[0]?.value ?? '')) return command.args[0];
    if (!installers.has(program)) return undefined;
    const [subcommand, ...packages] = argumentsWithoutFlags(command, ['-t', '--virtual', '-X']);
    const isInstall = ['add', 'install', 'in'].includes(subcommand?.value ?? '');
    return isInstall ? packages.find((word) => servers.test(word.value) || isBoth(command, word)) : undefined;
}

/** On Alpine the client alone is another package. */
function isBoth(command: ShellCommand, { value }: ShellWord): boolean {
    return programOf(command) === 'apk' && /^openssh(?:$|[=~<>])/.test(value);
}

function fixEdits(dockerfile: Dockerfile, run: Instruction, written: ShellCommand, word: ShellWord): FileEdit[] {
    const command = unwrap(written);
    if (isBoth(command, word)) return word.value === 'openssh' ? [replaceSpan(dockerfile, word, 'openssh-client')] : [];
    const packages = argumentsWithoutFlags(command).slice(1);
    if (isDaemon(command) || programOf(command) === 'service' || packages.length === 1)
        return removeCommand(dockerfile, run, written);
    return removeArguments(dockerfile, command, word);
}
