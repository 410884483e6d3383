import { argumentsWithoutFlags, programOf } from '../../dockerfile/commandQueries';
import { unwrap } from '../../dockerfile/commandEnvironment';
import { rangeOf } from '../../dockerfile/positions';
import { commandsOf, type ShellCommand } from '../../dockerfile/shell';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { removeInstruction } from '../edits';
import { instructionsOf } from '../instructions';
import { isTrigger } from '../onbuild';
import type { FileEdit, Rule } from '../rule';
import { removeCommand } from '../shellEdits';
import { trivyArguments } from '../trivy';

export const systemUpgrade: Rule = {
    id: 'system-upgrade',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'off',
    summary: 'Packages of the base image are updated by a newer base image',
    why: 'An upgrade in a layer stores every package twice and is another one on every day. Some teams do it all the same, to have fixes before the base image has them.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nRUN apk upgrade --no-cache && apk add --no-cache git\n',
            good: 'FROM alpine:3.24\nRUN apk add --no-cache git\n',
        },
    ],
    covers: ['trivy:DS-0024'],

    *check({ dockerfile }) {
        for (const run of instructionsOf(dockerfile, 'RUN')) {
            const isReported = isReportedByTrivy(dockerfile, run);
            const upgrades = commandsOf(dockerfile, run).filter(upgradesEverything);
            for (const command of upgrades) {
                const edits = leaveOut(dockerfile, run, command);
                yield {
                    message: `\`${command.name.value}\` upgrades all packages of the base image`,
                    range: rangeOf(dockerfile, command),
                    aliases: isReported ? ['trivy:DS-0024'] : [],
                    fixes:
                        edits.length === 0
                            ? []
                            : [{ title: 'Leave the packages as they are', preferred: false, edits }],
                };
            }
            if (isReported && upgrades.length === 0)
                yield {
                    message: 'The text of this instruction names `apt-get dist-upgrade`',
                    range: rangeOf(dockerfile, run.body),
                    aliases: ['trivy:DS-0024'],
                };
        }
    },
};

const upgrading: Readonly<Record<string, readonly string[]>> = {
    apk: ['upgrade'],
    apt: ['upgrade', 'dist-upgrade', 'full-upgrade'],
    'apt-get': ['upgrade', 'dist-upgrade'],
    aptitude: ['upgrade', 'full-upgrade', 'safe-upgrade'],
    dnf: ['update', 'upgrade'],
    microdnf: ['update', 'upgrade'],
    yum: ['update', 'upgrade'],
};

/** With what only prepares it and cleans up behind it. */
function leaveOut(dockerfile: Dockerfile, run: Instruction, upgrade: ShellCommand): FileEdit[] {
    const others = commandsOf(dockerfile, run).filter((command) => command !== upgrade);
    if (others.length === 0 || !others.every(servesUpgrade)) return removeCommand(dockerfile, run, upgrade);
    return isTrigger(dockerfile, run) ? [] : [removeInstruction(dockerfile, run)];
}

function servesUpgrade(written: ShellCommand): boolean {
    const command = unwrap(written);
    const program = programOf(command) ?? '';
    if (program === 'rm')
        return command.args.some(({ value }) => /^\/var\/(?:cache|lib)\/(?:apt|apk|dnf|yum)\//.test(value));
    const [first] = argumentsWithoutFlags(command);
    return (
        Object.hasOwn(upgrading, program) &&
        /^(?:update|clean|autoclean|autoremove|makecache)$/.test(first?.value ?? '')
    );
}

/** Without names of packages. */
function upgradesEverything(written: ShellCommand): boolean {
    const command = unwrap(written);
    const program = programOf(command) ?? '';
    const subcommands = Object.hasOwn(upgrading, program) ? upgrading[program] : undefined;
    const [first, ...packages] = argumentsWithoutFlags(command, ['-o', '-t', '-c', '-X', '-p']);
    return subcommands?.includes(first?.value ?? '') === true && packages.length === 0;
}

/** It looks for the words only, in the shell form or in the first string of the exec form. */
function isReportedByTrivy(dockerfile: Dockerfile, run: Instruction): boolean {
    if (isTrigger(dockerfile, run)) return false;
    const [text = ''] = trivyArguments(dockerfile, run);
    const at = text.indexOf('apt-get ');
    return at !== -1 && text.lastIndexOf(' dist-upgrade') >= at + 'apt-get '.length;
}
