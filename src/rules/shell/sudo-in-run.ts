import { userAt } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import { commandsOf, type ShellCommand } from '../../dockerfile/shell';
import { stageOf } from '../../dockerfile/stages';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { insertLinesAfter, insertLinesBefore, replaceSpan } from '../edits';
import { isTrigger } from '../onbuild';
import { plainCommandsOf } from '../plainCommands';
import { withReports } from '../reports';
import type { Fault, FileEdit, Fix, Rule } from '../rule';
import { reportedByTrivy } from '../trivyRuns';
import { reportedByCheckov } from '../checkov';

export const sudoInRun: Rule = {
    id: 'sudo-in-run',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'strict',
    firstProfile: 'recommended',
    summary: 'A build runs without `sudo`',
    why: 'A `RUN` is root’s unless `USER` says otherwise, and most images have no `sudo` at all.',
    examples: [
        {
            bad: 'FROM debian:trixie-slim\nRUN sudo mkdir /data\n',
            good: 'FROM debian:trixie-slim\nRUN mkdir /data\n',
        },
    ],
    covers: ['hadolint:DL3004', 'trivy:DS-0010', 'checkov:CKV2_DOCKER_1'],

    *check({ dockerfile }) {
        yield* withReports(dockerfile, judge(dockerfile), 'RUN', [
            {
                alias: 'trivy:DS-0010',
                reports: (run) => reportedByTrivy(dockerfile, run).has('trivy:DS-0010'),
                message: 'The text of this instruction names `sudo`',
            },
            {
                alias: 'checkov:CKV2_DOCKER_1',
                reports: (run) => reportedByCheckov(dockerfile, run).has('checkov:CKV2_DOCKER_1'),
                message: 'The text of this instruction names `sudo`',
            },
        ]);
    },
};

function* judge(dockerfile: Dockerfile): Iterable<Fault> {
    for (const instruction of dockerfile.instructions) {
        const run = instruction.trigger ?? instruction;
        if (run.keyword !== 'RUN') continue;
        const stage = stageOf(dockerfile, run);
        const user = stage && userAt(dockerfile, stage, instruction).value;
        const isRoots = user !== undefined && /^(root|0)(:|$)/.test(user);
        for (const { name, command, args } of plainCommandsOf(dockerfile, run)) {
            if (name !== 'sudo') continue;
            // with flags it may be another user's that it runs as
            const isRoot = isRoots && args[0]?.text.startsWith('-') !== true;
            yield {
                message: isRoot ? '`sudo` does nothing for root' : '`sudo` is needed by no build',
                range: rangeOf(dockerfile, command.name),
                aliases: ['hadolint:DL3004'],
                // with nothing but its name read so far, the base image may well have set it up
                profile: isRoot ? 'recommended' : 'strict',
                fixes: isRoot ? removeSudo(dockerfile, run, command) : runAsRoot(dockerfile, run, user),
            };
        }
    }
}

function removeSudo(dockerfile: Dockerfile, run: Instruction, command: ShellCommand): Fix[] {
    const edit = removal(dockerfile, run, command);
    return edit === undefined ? [] : [{ title: 'Remove `sudo`', preferred: true, edits: [edit] }];
}

/** Gives the whole RUN to root, and what follows to the user from before. */
function runAsRoot(dockerfile: Dockerfile, run: Instruction, user: string | undefined): Fix[] {
    if (user === undefined || !/^[\w.:-]+$/.test(user) || isTrigger(dockerfile, run)) return [];
    const commands = commandsOf(dockerfile, run);
    const removals = commands.flatMap((command) =>
        command.name.value === 'sudo' ? (removal(dockerfile, run, command) ?? []) : [],
    );
    // files that the others make would be root's
    if (removals.length !== commands.length || run.heredocs.length > 0) return [];
    const edits = [
        insertLinesBefore(dockerfile, run, 'USER root'),
        ...removals,
        insertLinesAfter(dockerfile, run, `USER ${user}`),
    ];
    return [{ title: 'Run it as root by `USER`', preferred: false, edits }];
}

/** Its own flags, and what it sets, say more than its name. */
function removal(dockerfile: Dockerfile, run: Instruction, { name, args }: ShellCommand): FileEdit | undefined {
    const [next] = args;
    const isPlain = next !== undefined && /^[^-]/.test(next.value) && !next.value.includes('=');
    if (!isPlain || run.json !== undefined || name.value !== 'sudo') return undefined;
    return replaceSpan(dockerfile, { start: name.start, end: next.start }, '');
}
