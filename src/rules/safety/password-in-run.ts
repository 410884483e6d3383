import { flagValue, hasFlag, programOf } from '../../dockerfile/commandQueries';
import { unwrap } from '../../dockerfile/commandEnvironment';
import { rangeOf } from '../../dockerfile/positions';
import { commandsOf, type ShellCommand } from '../../dockerfile/shell';
import type { Dockerfile, Instruction, Span } from '../../dockerfile/syntax';
import { withCheckov, type CheckedFault } from '../checkov';
import { instructionsOf } from '../instructions';
import type { Alias, Fix, Rule } from '../rule';
import { removePipeline } from '../shellEdits';

const covers: readonly Alias[] = ['checkov:CKV2_DOCKER_17'];

export const passwordInRun: Rule = {
    id: 'password-in-run',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'No account of the image has a password that the image knows',
    why: 'A password in a `RUN` is the same in every container and can be read by everybody who has the image. An account that only runs a program needs none.',
    examples: [
        {
            bad: "FROM alpine:3.24\nRUN adduser -D app && echo 'app:secret' | chpasswd\n",
            good: 'FROM alpine:3.24\nRUN adduser -D app\n',
        },
    ],
    covers,

    *check({ dockerfile }) {
        for (const run of instructionsOf(dockerfile, 'RUN')) {
            const commands = commandsOf(dockerfile, run);
            const found = commands.flatMap((command) => judgeCommand(dockerfile, run, command));
            // `user:*` unlocks an account for keys and lets no password in
            const isLocked = found.length > 0 && commands.some(locks);
            const faults = isLocked ? found.map((fault) => ({ ...fault, profile: 'off' as const })) : found;
            yield* withCheckov(dockerfile, run, faults, {
                covers,
                message: 'The text of this instruction names the program `chpasswd`',
            });
        }
    },
};

function locks({ args, pipesInto }: ShellCommand): boolean {
    return pipesInto !== undefined && args.some(({ value }) => /^[\w-]+:[*!]/.test(value));
}

function judgeCommand(dockerfile: Dockerfile, run: Instruction, written: ShellCommand): CheckedFault[] {
    const command = unwrap(written);
    const program = programOf(command)?.split('/').at(-1);
    const describe = (message: string, span: Span, fixes: readonly Fix[], check?: Alias): CheckedFault[] => [
        { message, range: rangeOf(dockerfile, span), fixes, ...(check !== undefined && { check }) },
    ];
    const fixes = (): Fix[] => {
        const edits = removePipeline(dockerfile, run, written);
        return edits.length === 0 ? [] : [{ title: 'Set no password', preferred: false, edits }];
    };
    if (program === 'chpasswd') return describe('`chpasswd` sets a password', command.name, fixes(), covers[0]);
    if (program === 'passwd' && hasFlag(command, '-d', '--delete'))
        return describe('`passwd -d` lets everybody be this user without a password', command, fixes());
    if (program === 'passwd' && hasFlag(command, '--stdin'))
        return describe('`passwd --stdin` sets a password', command, fixes());
    if (program === 'useradd' || program === 'usermod') {
        const password = flagValue(command, '-p', '--password');
        if (password !== undefined && !/^[!*]/.test(password))
            return describe(`\`${program} --password\` sets a password`, command, []);
    }
    return [];
}
