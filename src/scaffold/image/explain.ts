import type { BuildSet } from '../buildSets';
import type { Reason } from '../scaffold';
import type { Target } from './target';
import type { Toolchain } from './toolchains';

/** Why the stages that compile are as they are. */
export function explainBuild(set: BuildSet, toolchains: readonly Toolchain[]): Reason[] {
    const reasons: Reason[] = [];
    for (const { cgo, cross, stage, packages, download, builds } of toolchains) {
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
        if (cross !== undefined)
            reasons.push({
                what: `\`${cross}\` for other platforms`,
                because:
                    'it was asked for: the compiler runs on this machine, where emulating it is 5 to 20 times slower',
                source,
            });
        if (packages.length > 0)
            reasons.push({
                what: `\`${packages.join(' ')}\` in \`${stage}\``,
                because: 'the C code is compiled with it',
                source,
            });
        if (download?.commands.length === 0)
            reasons.push({
                what: `no download of its own in \`${stage}\``,
                because:
                    'a module requires another of the workspace, which `go mod download` would look for outside: compiling downloads what is missing',
                source: null,
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
    reasons.push(...(toolchains[0]?.access.reasons ?? []));
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
export function explainTargets(targets: readonly Target[]): Reason[] {
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
