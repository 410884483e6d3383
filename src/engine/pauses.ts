/** How long to wait between two tries to reach an engine. */
export interface Pauses {
    readonly firstMilliseconds: number;
    readonly longestMilliseconds: number;
}

/** The pause after the nth failure in a row (from 1): doubled each time, up to the longest. */
export function growingPause(failures: number, { firstMilliseconds, longestMilliseconds }: Pauses): number {
    return Math.min(longestMilliseconds, firstMilliseconds * 2 ** Math.min(failures - 1, 30));
}
