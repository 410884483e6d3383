import type { Module } from '../../project/project';
import type { BuildSet } from '../buildSets';
import { uniqueName } from '../stageNames';
import { planDownload, type ModuleDownload } from './moduleFiles';
import { buildPackages, readSystemNeeds } from './systemNeeds';
import type { Target } from './target';

/** A stage with everything to compile some of the commands. */
export interface Toolchain {
    readonly stage: string;
    /** The variant of the golang image. */
    readonly variant: string;
    readonly cgo: boolean;
    readonly packages: readonly string[];
    readonly download: ModuleDownload | undefined;
    /** Each with the stage that compiles it: this one where it is the only one. */
    readonly builds: readonly { readonly target: Target; readonly stage: string }[];
}

/** Pure Go is compiled on the builder's own platform whatever the image is made for; C is not, and each C library needs its own. */
export function planToolchains(set: BuildSet, targets: readonly Target[]): readonly Toolchain[] {
    const kinds = new Map<string, Target[]>();
    for (const target of targets) {
        const kind = target.command.cgo ? target.base.builder : 'pure';
        kinds.set(kind, [...(kinds.get(kind) ?? []), target]);
    }
    // The names of the commands' own stages come first: they are what people type.
    const taken = new Set(targets.map(({ stage }) => stage));
    const prefix = taken.has('build') ? 'compile' : 'build';
    const hasPure = kinds.has('pure');
    return [...kinds].map(([kind, built]) => {
        const cgo = kind !== 'pure';
        const stage = uniqueName(cgo && hasPure ? `${prefix}-cgo` : prefix, taken);
        return {
            stage,
            variant: cgo ? kind : 'trixie',
            cgo,
            packages: cgo ? systemPackages(set, built, kind) : [],
            download: planDownload(set, modulesOf(set, built)),
            builds: built.map((target) => ({
                target,
                stage: built.length === 1 ? stage : uniqueName(`${stage}-${target.stage}`, taken),
            })),
        };
    });
}

function systemPackages(set: BuildSet, targets: readonly Target[], variant: string): string[] {
    const distribution = variant === 'trixie' ? 'debian' : 'alpine';
    const packages = targets.flatMap(({ command }) => buildPackages(readSystemNeeds(command), distribution));
    const needsGit = distribution === 'alpine' && set.modules.some(({ privateHosts }) => privateHosts.length > 0);
    return [...new Set([...packages, ...(needsGit ? ['git'] : [])])].sort();
}

function modulesOf(set: BuildSet, targets: readonly Target[]): Module[] {
    return set.modules.filter(({ dir }) => targets.some(({ command }) => command.module === dir));
}
