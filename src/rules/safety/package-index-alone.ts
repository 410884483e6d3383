import { unwrap } from '../../dockerfile/commandEnvironment';
import { argumentsWithoutFlags, programOf } from '../../dockerfile/commandQueries';
import { rangeOf } from '../../dockerfile/positions';
import { commandsOf, type ShellCommand } from '../../dockerfile/shell';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { replaceSpan } from '../edits';
import { instructionsOf } from '../instructions';
import { isTrigger } from '../onbuild';
import type { Fix, Rule } from '../rule';
import { trivyCommands } from '../trivy';

export const packageIndexAlone: Rule = {
    id: 'package-index-alone',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'The package index is updated by the `RUN` that installs',
    why: 'A layer with nothing but the index is kept, so that later builds install old packages from it, or fail because they are gone.',
    examples: [
        {
            bad: 'FROM debian:trixie-slim\nRUN apt-get update\nRUN apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*\n',
            good: 'FROM debian:trixie-slim\nRUN apt-get update && \\\n    apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*\n',
        },
    ],
    covers: ['trivy:DS-0017', 'kics:9bae49be'],

    *check({ dockerfile }) {
        const installing = installingRuns(dockerfile);
        const lastInstall = lastInstallByStage(dockerfile, installing);
        for (const run of instructionsOf(dockerfile, 'RUN')) {
            const isReported = !isTrigger(dockerfile, run) && isReportedByTrivy(dockerfile, run);
            const update = updateAlone(dockerfile, run);
            if (update === undefined && !isReported) continue;
            const isNeeded = update !== undefined && (lastInstall.get(run.stage ?? -1) ?? 0) > run.start;
            yield {
                message:
                    update === undefined
                        ? 'A package index is updated, and nothing is installed after that'
                        : `\`${update.name.value} update\` stands in a \`RUN\` that installs nothing`,
                range: rangeOf(dockerfile, update ?? run.body),
                aliases: isReported ? ['trivy:DS-0017', 'kics:9bae49be'] : [],
                profile: isNeeded ? 'recommended' : update === undefined ? 'off' : 'strict',
                fixes: update === undefined ? [] : mergeFixes(dockerfile, run, installing),
            };
        }
    },
};

const managers = new Set(['apt', 'apt-get', 'aptitude', 'apk']);
/** With these beside it the RUN may install all the same, or means to do without: scripts do what nobody sees. */
const plain = new Set([...managers, 'rm', 'echo', 'set', 'sed', 'mkdir', 'true', 'export', 'cat', 'tee', 'dpkg', '[']);

/** The command that updates the index in a RUN that does nothing else of note. */
function updateAlone(dockerfile: Dockerfile, run: Instruction): ShellCommand | undefined {
    const commands = commandsOf(dockerfile, run).map(unwrap);
    if (!commands.every((command) => plain.has(programOf(command) ?? ''))) return undefined;
    if (run.flags.some(({ name }) => name === 'mount') || commands.some(changesPackages)) return undefined;
    return commands.find((command) => isManager(command) && subcommandOf(command) === 'update');
}

function isManager(command: ShellCommand): boolean {
    return managers.has(programOf(command) ?? '');
}

function subcommandOf(command: ShellCommand): string | undefined {
    return argumentsWithoutFlags(command, ['-o', '-t', '-c', '-X', '-p'])[0]?.value;
}

const installs = new Set(['install', 'add', 'upgrade', 'dist-upgrade', 'full-upgrade', 'build-dep']);

function changesPackages(command: ShellCommand): boolean {
    const isInstall = isManager(command) && installs.has(subcommandOf(command) ?? '');
    return isInstall || (isManager(command) && command.args.some(({ value }) => installs.has(value)));
}

/** Those that install from an index which they do not update themselves. */
function installingRuns(dockerfile: Dockerfile): Instruction[] {
    return instructionsOf(dockerfile, 'RUN').filter((run) => {
        const commands = commandsOf(dockerfile, run).map(unwrap).filter(isManager);
        return commands.some(changesPackages) && !commands.some((command) => subcommandOf(command) === 'update');
    });
}

/** By stage, where the last RUN starts that installs in it or in a stage built on it. */
function lastInstallByStage({ stages }: Dockerfile, installing: readonly Instruction[]): ReadonlyMap<number, number> {
    const last = new Map(installing.map(({ stage = -1, start }) => [stage, start]));
    for (const { index, parent } of stages.toReversed()) {
        const start = last.get(index);
        if (parent !== undefined && start !== undefined) last.set(parent, Math.max(start, last.get(parent) ?? 0));
    }
    return last;
}

/** Joins the RUN with the next instruction, where that is the one that installs and both are plain chains. */
function mergeFixes(dockerfile: Dockerfile, run: Instruction, installing: readonly Instruction[]): Fix[] {
    const next = installing.find(({ start }) => start > run.start);
    if (next === undefined || !isChain(dockerfile, run) || !isChain(dockerfile, next)) return [];
    const between = dockerfile.text.slice(run.body.end, next.start);
    if (between.trim() !== '' || isTrigger(dockerfile, run)) return [];
    const separator = ` && ${dockerfile.escape}\n    `;
    const span = { start: run.body.end, end: next.body.start };
    const edits = [replaceSpan(dockerfile, span, separator)];
    return [{ title: 'Join it with the `RUN` that installs', preferred: true, edits }];
}

function isChain(dockerfile: Dockerfile, run: Instruction): boolean {
    if (run.flags.length + run.heredocs.length > 0 || run.json !== undefined) return false;
    return commandsOf(dockerfile, run).every(
        ({ within, element }) => within.length === 0 && [undefined, '&&'].includes(element.before?.kind),
    );
}

const groups: readonly (readonly string[])[] = [['apt-get', 'apt'], ['yum'], ['apk'], ['dnf'], ['zypper']];
const laterWords = new Set([
    'upgrade',
    'install',
    'source-install',
    'reinstall',
    'groupinstall',
    'localinstall',
    'add',
]);

/** By words alone: one `install` behind the first update is enough for a manager. */
function isReportedByTrivy(dockerfile: Dockerfile, run: Instruction): boolean {
    const commands = trivyCommands(dockerfile, run);
    return groups.some((group) => {
        const has = (words: readonly string[], isWanted: (word: string) => boolean): boolean => {
            const at = words.findIndex((word) => group.includes(word));
            return at !== -1 && words.slice(at + 1).some(isWanted);
        };
        const first = commands.findIndex((words) => has(words, (word) => word === 'update' || word === 'up'));
        if (first === -1) return false;
        return !commands.slice(first + 1).some((words) => has(words, (word) => laterWords.has(word)));
    });
}
