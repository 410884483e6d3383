import type { Module } from '../../project/project';
import type { BuildSet } from '../buildSets';
import type { Choices } from '../scaffold';
import { readSetting } from '../settings';
import { uniqueName } from '../stageNames';
import { planAccess, type Access } from './access';
import { planDownload, type ModuleDownload } from './moduleFiles';
import { buildPackages, readSystemNeeds } from './systemNeeds';
import { builderOf, type Target } from './target';

/** A stage with everything to compile some of the commands. */
export interface Toolchain {
    readonly stage: string;
    /** The variant of the golang image. */
    readonly variant: 'trixie' | 'alpine3.24';
    readonly cgo: boolean;
    /** The stage with the helpers that compile C for another platform; `undefined` where that platform is emulated. */
    readonly cross: string | undefined;
    readonly packages: readonly string[];
    readonly access: Access;
    readonly download: ModuleDownload | undefined;
    /** Each with the stage that compiles it: this one where it is the only one. */
    readonly builds: readonly { readonly target: Target; readonly stage: string }[];
}

/** Pure Go is compiled on the builder's own platform whatever the image is made for; C is not, and each C library needs its own. */
export function planToolchains(
    set: BuildSet,
    targets: readonly Target[],
    choices: Choices,
    taken: Set<string>,
): readonly Toolchain[] {
    const kinds = new Map<ReturnType<typeof builderOf>, Target[]>();
    for (const target of targets) {
        const kind = builderOf(target.command, target.base);
        kinds.set(kind, [...(kinds.get(kind) ?? []), target]);
    }
    // The names of the commands' own stages come first: they are what people type.
    const prefix = taken.has('build') ? 'compile' : 'build';
    const hasPure = kinds.has('pure');
    const hasCgo = kinds.size > (hasPure ? 1 : 0);
    const cross = hasCgo && readSetting(choices.set, 'cross') === 'xx' ? uniqueName('xx', taken) : undefined;
    const access = planAccess(set, choices);
    return [...kinds].map(([kind, built]) => {
        const cgo = kind !== 'pure';
        const variant = cgo ? kind : 'trixie';
        const stage = uniqueName(cgo && hasPure ? `${prefix}-cgo` : prefix, taken);
        return {
            stage,
            variant,
            cgo,
            cross: cgo ? cross : undefined,
            packages: cgo ? systemPackages(built, variant) : [],
            access,
            download: planDownload(set, modulesOf(set, built)),
            builds: built.map((target) => ({
                target,
                stage: built.length === 1 ? stage : uniqueName(`${stage}-${target.stage}`, taken),
            })),
        };
    });
}

function systemPackages(targets: readonly Target[], variant: Toolchain['variant']): string[] {
    const distribution = variant === 'trixie' ? 'debian' : 'alpine';
    const packages = targets.flatMap(({ command }) => buildPackages(readSystemNeeds(command), distribution));
    return [...new Set(packages)].sort();
}

function modulesOf(set: BuildSet, targets: readonly Target[]): Module[] {
    return set.modules.filter(({ dir }) => targets.some(({ command }) => command.module === dir));
}
