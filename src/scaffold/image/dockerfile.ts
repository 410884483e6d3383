import type { Command } from '../../project/project';
import type { BuildSet } from '../buildSets';
import type { Choices, Reason } from '../scaffold';
import { extraStageName, uniqueName } from '../stageNames';
import { writeDebugStages, writeDelveStage } from './debugStages';
import { explainBuild, explainTargets } from './explain';
import { explainExtras, readExtraTargets, writeDevStage, writeTestStage } from './extraStages';
import { explainFrontends, planFrontends, writeFrontend, type FrontendStage } from './frontends';
import { chooseGoVersion } from './goVersion';
import { sourceAddress } from './labels';
import { probeName, writeProbe, type ProbeProtocol } from './probe';
import { writeRootfs } from './rootfs';
import { planTarget, type Target } from './target';
import { planToolchains, type Toolchain } from './toolchains';
import { writeFinalStage } from './writeFinalStage';
import { writeCrossStage, writeToolchain } from './writeToolchain';

/** Everything decided about one Dockerfile. */
interface Plan {
    readonly set: BuildSet;
    readonly targets: readonly Target[];
    readonly toolchains: readonly Toolchain[];
    readonly frontends: readonly FrontendStage[];
    /** The names that stages have. */
    readonly taken: Set<string>;
    readonly probe: string | undefined;
    readonly rootfs: string | undefined;
}

/**
 * The Dockerfile of a build set: a stage for each kind of compiling, one for each program where there are several, and one
 * for each image, named after its command.
 */
export function writeDockerfile(
    set: BuildSet,
    names: ReadonlyMap<Command, string>,
    choices: Choices,
): { text: string; reasons: readonly Reason[] } {
    const plan = planDockerfile(set, names, choices);
    const { targets, toolchains, frontends, probe, rootfs } = plan;
    const go = chooseGoVersion(set.modules, choices);
    const cross = toolchains.find((toolchain) => toolchain.cross !== undefined)?.cross;
    const slices = targets.find(({ base }) => base.slices !== undefined)?.base.slices;
    const [access] = toolchains.map((toolchain) => toolchain.access);
    const stages = [
        ...(access === undefined ? [] : frontends.map((each) => writeFrontend(each, access))),
        ...(cross === undefined ? [] : [writeCrossStage(cross)]),
        ...toolchains.flatMap((toolchain) => writeToolchain(set, toolchain, (target) => frontendsOf(plan, target))),
        ...(probe === undefined ? [] : [writeProbe(probe, protocolsOf(targets))]),
        ...(rootfs === undefined || slices === undefined ? [] : [writeRootfs(rootfs, slices)]),
        ...writeExtras(plan, choices, go.version),
        // A build without --target takes the last stage: that is the command which the project's own files speak of most.
        ...[...targets].reverse().map((target) => writeImage(plan, target)),
    ];
    const text = [['# syntax=docker/dockerfile:1', ...introduce(targets)], [`ARG GO_VERSION=${go.version}`], ...stages]
        .map((lines) => `${lines.join('\n')}\n`)
        .join('\n');
    return {
        text,
        reasons: [
            go.reason,
            ...explainFrontends(frontends),
            ...explainBuild(set, toolchains),
            ...explainTargets(targets),
            ...explainExtras(readExtraTargets(choices), go.version),
        ],
    };
}

function planDockerfile(set: BuildSet, names: ReadonlyMap<Command, string>, choices: Choices): Plan {
    const targets = set.commands.map((command) =>
        planTarget(command, names.get(command) ?? command.name, choices, set.commands),
    );
    const taken = new Set(targets.map(({ stage }) => stage));
    const isCut = targets.some(({ base }) => base.slices !== undefined);
    return {
        set,
        targets,
        taken,
        toolchains: planToolchains(set, targets, choices, taken),
        frontends: planFrontends(set, taken),
        probe: protocolsOf(targets).size > 0 ? uniqueName(probeName, taken) : undefined,
        rootfs: isCut ? uniqueName('rootfs', taken) : undefined,
    };
}

function protocolsOf(targets: readonly Target[]): Set<ProbeProtocol> {
    return new Set(targets.flatMap(({ health }) => health?.probe ?? []));
}

/** Those that the command's own embeds wait for: its build then waits for no other. */
function frontendsOf({ frontends }: Plan, { command }: Target): readonly FrontendStage[] {
    return frontends.filter(({ frontend }) => command.frontends.some(({ dir }) => dir === frontend.dir));
}

function writeImage({ set, toolchains, probe, rootfs }: Plan, target: Target): string[] {
    const built = toolchains.flatMap(({ builds }) => builds).find((build) => build.target === target);
    const module = set.modules.find(({ dir }) => dir === target.command.module);
    return writeFinalStage(target, { builder: built?.stage ?? 'build', probe, rootfs }, sourceAddress(module));
}

function writeExtras(plan: Plan, choices: Choices, go: string): string[][] {
    const { set, targets, toolchains, frontends, taken, rootfs } = plan;
    const extras = readExtraTargets(choices);
    const isOnly = targets.length === 1;
    const stages: string[][] = [];
    if (extras.has('test')) stages.push(writeTestStage(set, toolchains, frontends, taken));
    const delve = extras.has('debug') ? uniqueName('delve', taken) : '';
    if (delve !== '') stages.push(writeDelveStage(delve, go));
    for (const toolchain of toolchains)
        for (const { target } of toolchain.builds) {
            const needed = frontendsOf(plan, target);
            const nameOf = (extra: 'dev' | 'debug'): string =>
                uniqueName(extraStageName(extra, target.stage, isOnly), taken);
            if (extras.has('dev')) stages.push(writeDevStage(set, toolchain, target, needed, nameOf('dev')));
            if (extras.has('debug'))
                stages.push(
                    ...writeDebugStages(
                        set,
                        toolchain,
                        target,
                        needed,
                        { debug: nameOf('debug'), delve, rootfs },
                        go,
                        taken,
                    ),
                );
        }
    return stages;
}

function introduce(targets: readonly Target[]): string[] {
    const [best, other] = targets;
    if (best === undefined || other === undefined) return [];
    return [
        `# \`docker build .\` makes ${best.stage}, \`docker build --target=${other.stage} .\` another of its programs.`,
    ];
}
