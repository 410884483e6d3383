import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { appendToChain } from '../chainEnd';
import { hasTemporaryTarget } from '../mounts';
import { plainCommandsOf, runsPlain, subcommandWord, type PlainCommand } from '../plainCommands';
import { withReports } from '../reports';
import type { Alias, Fault, Fix, Rule } from '../rule';
import { reportedByTrivy } from '../trivyRuns';
import { isShipped, stagesInImage } from '../shippedStages';

export const packageCacheLeft: Rule = {
    id: 'package-cache-left',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'strict',
    summary: 'The caches of package managers are not left in the image',
    why: 'What a package manager has downloaded is of no use to the program. Only the `RUN` that fetches it can keep it out of its layer.',
    examples: [
        {
            bad: 'FROM fedora:43\nRUN dnf install -y git\n',
            good: 'FROM fedora:43\nRUN dnf install -y git && dnf clean all\n',
        },
    ],
    covers: [
        'hadolint:DL3032',
        'hadolint:DL3036',
        'hadolint:DL3040',
        'hadolint:DL3060',
        'trivy:DS-0015',
        'trivy:DS-0019',
        'trivy:DS-0020',
        'trivy:DS-0027',
    ],

    *check({ dockerfile }) {
        yield* withReports(dockerfile, judge(dockerfile), 'RUN', [
            {
                alias: 'trivy:DS-0015',
                reports: (run) => reportedByTrivy(dockerfile, run).has('trivy:DS-0015'),
                fits: 'hadolint:DL3032',
                message: 'The text of this instruction names a `yum install` without `yum clean all` behind it',
            },
            {
                alias: 'trivy:DS-0019',
                reports: (run) => reportedByTrivy(dockerfile, run).has('trivy:DS-0019'),
                fits: 'hadolint:DL3040',
                message: 'The text of this instruction names a `dnf install` without `dnf clean all` behind it',
            },
            {
                alias: 'trivy:DS-0020',
                reports: (run) => reportedByTrivy(dockerfile, run).has('trivy:DS-0020'),
                fits: 'hadolint:DL3036',
                message: 'The text of this instruction names a `zypper install` without `zypper clean` behind it',
            },
            {
                alias: 'trivy:DS-0027',
                reports: (run) => reportedByTrivy(dockerfile, run).has('trivy:DS-0027'),
                fits: 'hadolint:DL3040',
                message:
                    'The text of this instruction names a `microdnf install` without `microdnf clean all` behind it',
            },
        ]);
    },
};

function* judge(dockerfile: Dockerfile): Iterable<Fault> {
    const shipped = stagesInImage(dockerfile);
    for (const instruction of dockerfile.instructions) {
        const run = instruction.trigger ?? instruction;
        if (run.keyword !== 'RUN') continue;
        for (const tool of tools) {
            const install = leftBy(tool, plainCommandsOf(dockerfile, run));
            const word = install && subcommandWord(install, tool.installs);
            if (install === undefined || word === undefined || isExempt(dockerfile, tool, instruction, run)) continue;
            yield {
                message: `What \`${install.name} ${word.value}\` downloads stays in the image`,
                range: rangeOf(dockerfile, { start: install.command.start, end: word.end }),
                aliases: [tool.alias],
                ...(!shipped.has(run.stage ?? -1) && { profile: 'off' }),
                fixes: fixesOf(dockerfile, run, tool.cleaning),
            };
        }
    }
}

interface Tool {
    readonly program: string;
    readonly installs: readonly string[];
    readonly cleans: readonly string[];
    /** What `rm` may remove instead, `-rf` of anything included. */
    readonly removed?: string;
    readonly mounts: readonly string[];
    readonly cleaning: string;
    readonly alias: Alias;
    readonly onlyShipped?: boolean;
}

const dnf = {
    installs: ['install', 'in', 'upgrade', 'up', 'upgrade-minimal', 'up-min', 'reinstall', 'rei'],
    cleans: ['clean', 'all'],
    removed: '/var/cache/libdnf5*',
    mounts: ['/var/cache/libdnf5', '.cache/libdnf5'],
    alias: 'hadolint:DL3040',
} as const;

const tools: readonly Tool[] = [
    {
        program: 'yum',
        installs: ['install'],
        cleans: ['clean', 'all'],
        removed: '/var/cache/yum/*',
        mounts: [],
        cleaning: 'yum clean all',
        alias: 'hadolint:DL3032',
    },
    {
        program: 'zypper',
        installs: ['install', 'in'],
        cleans: ['clean', 'cc'],
        mounts: ['/var/cache/zypp'],
        cleaning: 'zypper clean',
        alias: 'hadolint:DL3036',
    },
    { ...dnf, program: 'dnf', cleaning: 'dnf clean all' },
    { ...dnf, program: 'microdnf', cleaning: 'microdnf clean all' },
    {
        program: 'yarn',
        installs: ['install'],
        cleans: ['cache', 'clean'],
        mounts: ['.cache/yarn'],
        cleaning: 'yarn cache clean',
        alias: 'hadolint:DL3060',
        onlyShipped: true,
    },
];

/** The first command that installs, where the first one that cleans does not come behind it. */
function leftBy(tool: Tool, commands: readonly PlainCommand[]): PlainCommand | undefined {
    const installs = commands.findIndex((command) => runsPlain(command, [tool.program], tool.installs));
    const cleans = commands.findIndex(
        (command) =>
            runsPlain(command, [tool.program], tool.cleans) ||
            (tool.removed !== undefined && runsPlain(command, ['rm'], ['-rf', tool.removed])),
    );
    const isCleaned = cleans > installs || (cleans === installs && tool.program === 'yarn');
    return installs !== -1 && !isCleaned ? commands[installs] : undefined;
}

function isExempt(dockerfile: Dockerfile, tool: Tool, instruction: Instruction, run: Instruction): boolean {
    if (tool.mounts.some((path) => hasTemporaryTarget(run, path))) return true;
    return tool.onlyShipped === true && instruction.trigger === undefined && !isShipped(dockerfile, run);
}

function fixesOf(dockerfile: Dockerfile, run: Instruction, cleaning: string): Fix[] {
    const edits = appendToChain(dockerfile, run, cleaning);
    return edits.length === 0 ? [] : [{ title: `End with \`${cleaning}\``, preferred: true, edits }];
}
