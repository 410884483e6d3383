import type { Command } from '../../project/project';
import type { BuildSet } from '../buildSets';
import type { Choices, Reason } from '../scaffold';
import { chooseGoVersion } from './goVersion';
import { planTarget, type Target } from './target';
import { planToolchains, type Toolchain } from './toolchains';
import { writeFinalStage } from './writeFinalStage';
import { writeToolchain } from './writeToolchain';

/**
 * The Dockerfile of a build set: a stage for each kind of compiling, one for each program where there are several, and one
 * for each image, named after its command.
 */
export function writeDockerfile(
    set: BuildSet,
    names: ReadonlyMap<Command, string>,
    choices: Choices,
): { text: string; reasons: readonly Reason[] } {
    const targets = set.commands.map((command) =>
        planTarget(command, names.get(command) ?? command.name, choices, set.commands),
    );
    const toolchains = planToolchains(set, targets);
    const go = chooseGoVersion(set.modules, choices);
    const builderOf = new Map(toolchains.flatMap(({ builds }) => builds.map(({ target, stage }) => [target, stage])));
    // A build without --target takes the last stage: that is the command which the project's own files speak of most.
    const finals = [...targets].reverse().map((target) => writeFinalStage(target, builderOf.get(target) ?? 'build'));
    const stages = [...toolchains.flatMap((toolchain) => writeToolchain(set, toolchain)), ...finals];
    const text = [['# syntax=docker/dockerfile:1', ...introduce(targets)], [`ARG GO_VERSION=${go.version}`], ...stages]
        .map((lines) => `${lines.join('\n')}\n`)
        .join('\n');
    return { text, reasons: [go.reason, ...explainBuild(set, toolchains), ...explainTargets(targets)] };
}

function introduce(targets: readonly Target[]): string[] {
    const [best, other] = targets;
    if (best === undefined || other === undefined) return [];
    return [
        `# \`docker build .\` makes ${best.stage}, \`docker build --target=${other.stage} .\` another of its programs.`,
    ];
}

function explainBuild(set: BuildSet, toolchains: readonly Toolchain[]): Reason[] {
    const reasons: Reason[] = [];
    for (const { cgo, stage, packages, download, builds } of toolchains) {
        const source = builds[0]?.target.command.cgoReasons[0] ?? null;
        reasons.push(
            cgo
                ? { what: `CGO_ENABLED=1 in \`${stage}\``, because: `\`${source?.import ?? 'C'}\` needs cgo`, source }
                : {
                      what: `CGO_ENABLED=0 in \`${stage}\``,
                      because:
                          'no package of it needs cgo, and without it the program is static and compiles for every platform',
                      source: null,
                  },
        );
        if (packages.length > 0)
            reasons.push({
                what: `\`${packages.join(' ')}\` in \`${stage}\``,
                because: 'the C code is compiled with it',
                source,
            });
        if (download === undefined)
            reasons.push({
                what: `no download in \`${stage}\``,
                because: set.modules.some(({ vendored }) => vendored)
                    ? 'the vendor folder holds every module'
                    : 'go.mod requires no modules',
                source: null,
            });
    }
    const [private_] = set.modules.flatMap(({ privateHosts }) => privateHosts);
    if (private_ !== undefined)
        reasons.push({
            what: 'a secret `netrc` and GOPRIVATE',
            because: `modules of \`${private_}\` cannot be downloaded without credentials, which must not stay in a layer`,
            source: null,
        });
    return [
        ...set.unreachable.map(({ path, target }) => ({
            what: 'this cannot be built',
            because: `\`${path}\` is replaced by \`${target}\`, which is no module of this folder`,
            source: null,
        })),
        ...reasons,
        {
            what: 'cache mounts for modules and compiled packages',
            because: 'a change then compiles only what it touches; the standard library too is compiled from source',
            source: null,
        },
    ];
}

/** A reason that holds for all targets is given once, any other with the stages that it is about. */
function explainTargets(targets: readonly Target[]): Reason[] {
    const shared = new Map<string, { reason: Reason; stages: string[] }>();
    for (const { stage, reasons } of targets)
        for (const reason of reasons) {
            const key = JSON.stringify(reason);
            const known = shared.get(key) ?? { reason, stages: [] };
            shared.set(key, known);
            known.stages.push(stage);
        }
    return [...shared.values()].map(({ reason, stages }) =>
        stages.length === targets.length ? reason : { ...reason, what: `${stages.join(', ')}: ${reason.what}` },
    );
}
