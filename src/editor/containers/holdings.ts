import type { Container, Engine, Image } from '../../engine/engine';
import type { Network } from '../../engine/networks';
import type { Volume } from '../../engine/volumes';

/** What an engine holds. */
export interface Holdings {
    readonly containers: readonly Container[];
    readonly images: readonly Image[];
    readonly volumes: readonly Volume[];
    readonly networks: readonly Network[];
}

export type HoldingKind = keyof Holdings;

export const holdingKinds = ['containers', 'images', 'volumes', 'networks'] as const satisfies readonly HoldingKind[];

export const nothingHeld: Holdings = { containers: [], images: [], volumes: [], networks: [] };

/** The lists of the given kinds as they are now, the others as they were. */
export async function readHoldings(
    engine: Engine,
    kinds: ReadonlySet<HoldingKind>,
    before: Holdings,
    signal?: AbortSignal,
): Promise<Holdings> {
    const [containers, images, volumes, networks] = await Promise.all([
        kinds.has('containers') ? engine.containers(signal) : before.containers,
        kinds.has('images') ? engine.images(signal) : before.images,
        kinds.has('volumes') ? engine.volumes(signal) : before.volumes,
        kinds.has('networks') ? engine.networks(signal) : before.networks,
    ]);
    return { containers, images, volumes, networks };
}

/** The lists that an event of the engine may have changed. */
export function changedKinds(
    kind: 'container' | 'image' | 'network' | 'volume',
    action: string,
): readonly HoldingKind[] {
    switch (kind) {
        case 'container':
            return isNoise(action) ? [] : ['containers'];
        case 'image':
            return ['images'];
        case 'volume':
            // those of containers that mount them stay the same
            return /^(create|destroy|prune)/.test(action) ? ['volumes'] : [];
        case 'network':
            return /^(create|destroy|remove|prune)/.test(action) ? ['networks'] : ['containers'];
    }
}

/** A health check alone would have the lists read every few seconds; what it finds comes as an event of its own. */
function isNoise(action: string): boolean {
    return /^(exec_|attach|detach|resize|top|export|archive-path|extract-to-dir|copy)/.test(action);
}
