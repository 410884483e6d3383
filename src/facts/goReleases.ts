import releases from './releases.json';

/**
 * Go's minor releases, newest first, as of the day in releases.json, which `node test/run/refreshReleases.mjs` renews.
 * Sources: https://go.dev/doc/devel/release ("each major Go release is supported until there are two newer major
 * releases") and https://endoflife.date/go.
 */
export interface GoRelease {
    /** Major and minor, such as `1.26`. */
    readonly version: string;
    readonly released: string;
    /** The day its security fixes ended; null while it is supported. */
    readonly ended: string | null;
}

export const goReleases: readonly GoRelease[] = releases.go;

/** The oldest release that still gets security fixes. */
export const oldestSupportedGo = goReleases.findLast((release) => release.ended === null)?.version ?? '1.26';
