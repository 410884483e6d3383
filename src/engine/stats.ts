/** What a container uses at one moment. */
export interface ContainerStats {
    /** Of one processor, so up to 100 for each that it may use; as `docker stats` counts it. */
    readonly cpuPercent: number;
    /** Bytes, without the cache of files that the kernel would give back. */
    readonly memory: number;
    /** Bytes; that of the machine where the container has none of its own. */
    readonly memoryLimit: number;
    /** Bytes since its start, all networks together. */
    readonly networkReceived: number;
    readonly networkSent: number;
    /** Bytes since its start, all disks together. */
    readonly blockRead: number;
    readonly blockWritten: number;
    readonly processes: number;
}
