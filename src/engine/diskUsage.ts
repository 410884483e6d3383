import { list, number, object, plain, text } from './json';

/** What lies on the engine's disk, in bytes. */
export interface DiskUsage {
    /** By id: what the container itself wrote. */
    readonly containers: ReadonlyMap<string, number>;
    /** By id. */
    readonly images: ReadonlyMap<string, ImageUsage>;
    /** By name. */
    readonly volumes: ReadonlyMap<string, VolumeUsage>;
    readonly buildCache: readonly BuildCacheEntry[];
    /** All layers of all images, each counted once. */
    readonly layers: number;
}

export interface ImageUsage {
    readonly size: number;
    /** What other images share with it, which its removal does not free. */
    readonly shared: number;
    /** How many containers, running or not, use it. */
    readonly containers: number;
}

export interface VolumeUsage {
    /** `undefined` where its driver cannot tell. */
    readonly size: number | undefined;
    /** How many containers, running or not, use it. */
    readonly containers: number;
}

export interface BuildCacheEntry {
    readonly id: string;
    /** Such as `exec.cachemount`, `regular`, `source.local`. */
    readonly kind: string;
    readonly description: string;
    readonly size: number;
    /** By a build at this moment. */
    readonly inUse: boolean;
    /** Also part of an image. */
    readonly shared: boolean;
}

export function readDiskUsage(answer: unknown): DiskUsage {
    const value = object(answer);
    const rows = (name: string) => list(value[name]).map(object);
    return {
        containers: new Map(rows('Containers').map((row) => [text(row['Id']), size(row['SizeRw'])])),
        images: new Map(
            rows('Images').map((row) => [
                text(row['Id']),
                { size: size(row['Size']), shared: size(row['SharedSize']), containers: size(row['Containers']) },
            ]),
        ),
        volumes: new Map(
            rows('Volumes').map((row) => {
                const usage = object(row['UsageData']);
                const bytes = number(usage['Size']);
                return [
                    plain(row['Name']),
                    { size: bytes < 0 ? undefined : bytes, containers: size(usage['RefCount']) },
                ];
            }),
        ),
        buildCache: rows('BuildCache').map((row) => ({
            id: text(row['ID']),
            kind: plain(row['Type']),
            description: plain(row['Description']),
            size: size(row['Size']),
            inUse: row['InUse'] === true,
            shared: row['Shared'] === true,
        })),
        layers: size(value['LayersSize']),
    };
}

/** The engine writes -1 for what it did not work out. */
function size(value: unknown): number {
    return Math.max(0, number(value));
}
