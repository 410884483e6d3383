import type { Container, Engine, Image } from './engine';
import { EngineError } from './engineError';
import type { DiskUsage } from './diskUsage';
import type { Network } from './networks';
import type { Volume } from './volumes';

export type PruneKind = 'container' | 'image' | 'volume' | 'network' | 'buildCache';

/** Something that nothing uses, and what its removal frees. */
export interface PruneItem {
    readonly kind: PruneKind;
    /** What it is removed by; empty for the build cache, which goes as a whole. */
    readonly id: string;
    /** For people. */
    readonly name: string;
    /** Bytes; `undefined` where the engine cannot tell. */
    readonly size: number | undefined;
    /**
     * Likely to be wanted by nobody: an image without a name, a volume without one, the build cache. The others (stopped containers, named volumes and
     * images, networks) may hold what somebody comes back for.
     */
    readonly dangling: boolean;
}

/** What `prune` would remove, read at one moment. */
export async function previewPrune(engine: Engine, signal?: AbortSignal): Promise<readonly PruneItem[]> {
    const [containers, images, volumes, networks, usage] = await Promise.all([
        engine.containers(signal),
        engine.images(signal),
        engine.volumes(signal),
        engine.networks(signal),
        engine.diskUsage(signal),
    ]);
    return [
        ...stoppedContainers(containers, usage),
        ...unusedImages(images, containers, usage),
        ...unusedVolumes(volumes, containers, usage),
        ...unusedNetworks(networks, containers),
        ...unusedBuildCache(usage),
    ];
}

export interface PruneOutcome {
    readonly removed: readonly PruneItem[];
    /** Bytes, as far as they were known before. */
    readonly freed: number;
    /** What is in use by now, or was refused, with the engine's words. What is gone already is neither. */
    readonly kept: readonly { readonly item: PruneItem; readonly error: EngineError }[];
}

/**
 * Removes exactly these, containers first, since they hold the others; nothing by force, so that what came into use meanwhile stays. Throws where the engine
 * goes away.
 */
export async function prune(engine: Engine, items: readonly PruneItem[], signal?: AbortSignal): Promise<PruneOutcome> {
    const removed: PruneItem[] = [];
    const kept: { item: PruneItem; error: EngineError }[] = [];
    let freed = 0;
    const inOrder = [...items].sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
    for (const item of inOrder) {
        signal?.throwIfAborted();
        try {
            freed += await remove(engine, item, signal);
            removed.push(item);
        } catch (error) {
            if (!(error instanceof EngineError) || error.status === undefined) throw error;
            if (error.reason !== 'missing') kept.push({ item, error });
        }
    }
    return { removed, freed, kept };
}

const order: readonly PruneKind[] = ['container', 'image', 'volume', 'network', 'buildCache'];

/** Answers the bytes that it freed. */
async function remove(engine: Engine, { kind, id, size }: PruneItem, signal?: AbortSignal): Promise<number> {
    switch (kind) {
        case 'container':
            await engine.remove(id, { volumes: true }, signal);
            break;
        case 'image':
            await engine.removeImage(id, signal);
            break;
        case 'volume':
            await engine.removeVolume(id, {}, signal);
            break;
        case 'network':
            await engine.removeNetwork(id, signal);
            break;
        case 'buildCache':
            return engine.pruneBuildCache(signal);
    }
    return size ?? 0;
}

function stoppedContainers(containers: readonly Container[], usage: DiskUsage): PruneItem[] {
    return containers
        .filter(({ state }) => state === 'exited' || state === 'created' || state === 'dead')
        .map(({ id, name }) => ({
            kind: 'container',
            id,
            name,
            size: usage.containers.get(id),
            dangling: false,
        }));
}

/** An image with several names is removed by each of them, since by its id the engine refuses. */
function unusedImages(images: readonly Image[], containers: readonly Container[], usage: DiskUsage): PruneItem[] {
    const used = new Set(containers.map(({ imageId }) => imageId));
    return images
        .filter(({ id }) => !used.has(id))
        .flatMap(({ id, tags, size }) => {
            const known = usage.images.get(id);
            const frees = known === undefined ? size : Math.max(0, known.size - known.shared);
            const item = { kind: 'image', dangling: tags.length === 0 } as const;
            if (tags.length === 0) return [{ ...item, id, name: shortId(id), size: frees }];
            return tags.map((tag, index) => ({ ...item, id: tag, name: tag, size: index === 0 ? frees : 0 }));
        });
}

function unusedVolumes(volumes: readonly Volume[], containers: readonly Container[], usage: DiskUsage): PruneItem[] {
    const used = new Set(containers.flatMap(({ mounts }) => mounts.map(({ source }) => source)));
    return volumes
        .filter(({ name }) => !used.has(name) && (usage.volumes.get(name)?.containers ?? 0) === 0)
        .map(({ name, anonymous }) => ({
            kind: 'volume',
            id: name,
            name: anonymous ? shortId(name) : name,
            size: usage.volumes.get(name)?.size,
            dangling: anonymous,
        }));
}

function unusedNetworks(networks: readonly Network[], containers: readonly Container[]): PruneItem[] {
    const used = new Set(containers.flatMap((container) => container.networks));
    return networks
        .filter(({ name, builtIn }) => !builtIn && !used.has(name))
        .map(({ id, name }) => ({ kind: 'network', id, name, size: 0, dangling: false }));
}

function unusedBuildCache({ buildCache }: DiskUsage): PruneItem[] {
    const unused = buildCache.filter(({ inUse }) => !inUse);
    if (unused.length === 0) return [];
    const own = unused.filter(({ shared }) => !shared);
    const size = own.reduce((total, entry) => total + entry.size, 0);
    return [{ kind: 'buildCache', id: '', name: '', size, dangling: true }];
}

/** As `docker` shows it. */
function shortId(id: string): string {
    return id.replace(/^sha256:/, '').slice(0, 12);
}
