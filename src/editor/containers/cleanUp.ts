import type { DiskUsage } from '../../engine/diskUsage';
import type { Engine } from '../../engine/engine';
import type { Holdings } from './holdings';
import { isRunning } from './faces';

export type LitterKind =
    | 'stoppedContainers'
    | 'danglingImages'
    | 'unusedImages'
    | 'buildCache'
    | 'unusedNetworks'
    | 'anonymousVolumes'
    | 'namedVolumes';

/** Things of one kind that nothing uses. */
export interface Litter {
    readonly kind: LitterKind;
    /** As the engine is told to remove them; empty for the build cache, which goes as a whole. */
    readonly ids: readonly string[];
    /** As a person knows them. */
    readonly names: readonly string[];
    /** Bytes that the removal frees. */
    readonly frees: number;
}

/** What nothing uses, as of these lists; kinds without anything are left out. Named volumes come last: data lies there. */
export function findLitter(holdings: Holdings, usage: DiskUsage): readonly Litter[] {
    const { containers, images, volumes, networks } = holdings;
    const stopped = containers.filter((container) => !isRunning(container) && container.state !== 'removing');
    const usedImages = new Set(containers.map(({ imageId }) => imageId));
    const idle = images.filter(({ id }) => !usedImages.has(id));
    const dangling = idle.filter(({ tags }) => tags.length === 0);
    const named = idle.filter(({ tags }) => tags.length > 0);
    const usedVolumes = new Set(containers.flatMap(({ mounts }) => mounts.map(({ source }) => source)));
    const freeVolumes = volumes.filter(({ name }) => !usedVolumes.has(name));
    const usedNetworks = new Set(containers.flatMap((container) => container.networks));
    const freeNetworks = networks.filter(({ name, builtIn }) => !builtIn && !usedNetworks.has(name));
    const cache = usage.buildCache.filter(({ inUse, shared }) => !inUse && !shared);
    const sizeOfImage = (id: string): number => {
        const image = usage.images.get(id);
        return image === undefined ? 0 : Math.max(0, image.size - image.shared);
    };
    const sizeOfVolume = (name: string): number => usage.volumes.get(name)?.size ?? 0;
    const volumesOf = (isAnonymous: boolean) => freeVolumes.filter(({ anonymous }) => anonymous === isAnonymous);
    const volumeLitter = (kind: LitterKind, isAnonymous: boolean): Litter => ({
        kind,
        ids: volumesOf(isAnonymous).map(({ name }) => name),
        names: volumesOf(isAnonymous).map(({ name }) => name),
        frees: sum(volumesOf(isAnonymous).map(({ name }) => sizeOfVolume(name))),
    });
    const litter: readonly Litter[] = [
        {
            kind: 'stoppedContainers',
            ids: stopped.map(({ id }) => id),
            names: stopped.map(({ name }) => name),
            frees: sum(stopped.map(({ id }) => usage.containers.get(id) ?? 0)),
        },
        {
            kind: 'danglingImages',
            ids: dangling.map(({ id }) => id),
            names: dangling.map(({ id }) => id.replace(/^sha256:/, '').slice(0, 12)),
            frees: sum(dangling.map(({ id }) => sizeOfImage(id))),
        },
        {
            kind: 'buildCache',
            ids: [],
            names: cache.map(({ description }) => description),
            frees: sum(cache.map(({ size }) => size)),
        },
        {
            kind: 'unusedNetworks',
            ids: freeNetworks.map(({ id }) => id),
            names: freeNetworks.map(({ name }) => name),
            frees: 0,
        },
        {
            kind: 'unusedImages',
            ids: named.map(({ id }) => id),
            names: named.map(({ tags }) => tags[0] ?? ''),
            frees: sum(named.map(({ id }) => sizeOfImage(id))),
        },
        volumeLitter('anonymousVolumes', true),
        volumeLitter('namedVolumes', false),
    ];
    return litter.filter(({ names }) => names.length > 0);
}

/** Whether it can be had again: only this is ticked from the start. */
export function isHarmless({ kind }: Litter): boolean {
    return kind === 'danglingImages' || kind === 'buildCache' || kind === 'unusedNetworks';
}

/** Removes it, one after the other; answers what could not be removed, with the engine's words. */
export async function removeLitter(
    { kind, ids }: Litter,
    engine: Engine,
    signal: AbortSignal,
): Promise<readonly string[]> {
    if (kind === 'buildCache') {
        await engine.pruneBuildCache(signal);
        return [];
    }
    const refused: string[] = [];
    for (const id of ids) {
        signal.throwIfAborted();
        try {
            await removeOne(kind, id, engine, signal);
        } catch (error) {
            signal.throwIfAborted();
            refused.push(error instanceof Error ? error.message : String(error));
        }
    }
    return refused;
}

function removeOne(
    kind: Exclude<LitterKind, 'buildCache'>,
    id: string,
    engine: Engine,
    signal: AbortSignal,
): Promise<void> {
    switch (kind) {
        case 'stoppedContainers':
            return engine.remove(id, { volumes: true }, signal);
        case 'danglingImages':
        case 'unusedImages':
            return engine.removeImage(id, signal, { force: true });
        case 'unusedNetworks':
            return engine.removeNetwork(id, signal);
        case 'anonymousVolumes':
        case 'namedVolumes':
            return engine.removeVolume(id, {}, signal);
    }
}

function sum(values: readonly number[]): number {
    return values.reduce((total, value) => total + value, 0);
}
