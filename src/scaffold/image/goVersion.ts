import { oldestSupportedGo } from '../../facts/goReleases';
import type { Module } from '../../project/project';
import type { Choices, Reason } from '../scaffold';
import { readSetting } from '../settings';

/** The version of the golang image: the release that go.mod names, the newest of several, and never one without support. */
export function chooseGoVersion(modules: readonly Module[], choices: Choices): { version: string; reason: Reason } {
    const set = readSetting(choices.set, 'go');
    if (set !== undefined)
        return { version: set, reason: { what: `Go ${set}`, because: 'it was asked for', source: null } };
    const { release, module } = newestGo(modules);
    if (release === undefined)
        return chosen(oldestSupportedGo, 'no go.mod names a version: the oldest supported release', module);
    if (compareReleases(release, oldestSupportedGo) < 0)
        return chosen(
            oldestSupportedGo,
            `go.mod names ${release}, which no longer gets security fixes, and ${oldestSupportedGo} compiles it too`,
            module,
        );
    return chosen(release, 'go.mod names that release; a newer patch comes with the next pull', module);
}

function chosen(version: string, because: string, module: Module | undefined): { version: string; reason: Reason } {
    return { version, reason: { what: `Go ${version}`, because, source: module?.goSource ?? null } };
}

/** The newest release that a go.mod asks for, by its `go` or its `toolchain` line. */
export function newestGo(modules: readonly Module[]): { release: string | undefined; module: Module | undefined } {
    let newest: { release: string; module: Module } | undefined;
    for (const module of modules)
        for (const written of [module.go, module.toolchain]) {
            const release = /^(?:go)?(1\.\d{1,3})(?:\D|$)/.exec(written ?? '')?.[1];
            if (release === undefined) continue;
            if (newest === undefined || compareReleases(release, newest.release) > 0) newest = { release, module };
        }
    return { release: newest?.release, module: newest?.module };
}

/** Negative where the first is older; patches do not count. */
export function compareReleases(one: string, other: string): number {
    return minorOf(one) - minorOf(other);
}

function minorOf(version: string): number {
    return Number(version.split('.')[1]);
}
