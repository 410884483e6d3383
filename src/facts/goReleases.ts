/**
 * Go's minor releases, newest first, as of 2026-11-23.
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

export const goReleases: readonly GoRelease[] = [
    { version: '1.27', released: '2026-08-19', ended: null },
    { version: '1.26', released: '2026-02-10', ended: null },
    { version: '1.25', released: '2025-08-12', ended: '2026-08-19' },
    { version: '1.24', released: '2025-02-11', ended: '2026-02-10' },
    { version: '1.23', released: '2024-08-13', ended: '2025-08-12' },
    { version: '1.22', released: '2024-02-06', ended: '2025-02-11' },
    { version: '1.21', released: '2023-08-08', ended: '2024-08-13' },
    { version: '1.20', released: '2023-02-01', ended: '2024-02-06' },
    { version: '1.19', released: '2022-08-02', ended: '2023-08-08' },
    { version: '1.18', released: '2022-03-15', ended: '2023-02-01' },
];

/** The oldest release that still gets security fixes. */
export const oldestSupportedGo = goReleases.findLast((release) => release.ended === null)?.version ?? '1.26';
