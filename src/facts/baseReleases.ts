/**
 * When releases of distributions stopped getting security fixes, as of 2026-11-23. Only those that have ended: what is not
 * named is supported, or not known.
 * Sources: https://endoflife.date for alpine-linux, debian and ubuntu (Debian with its long-term support, which the image gets, too; Ubuntu without what has to be paid for), SUPPORT_POLICY.md of
 * GoogleContainerTools/distroless.
 */
interface EndedRelease {
    readonly ended: string;
    /** The release to take instead. */
    readonly next: string;
}

const debian = '13';

export const endedReleases: Readonly<Record<string, Readonly<Record<string, EndedRelease>>>> = {
    alpine: Object.fromEntries(
        [
            ['3.21', '2026-11-01'],
            ['3.20', '2026-04-01'],
            ['3.19', '2025-11-01'],
            ['3.18', '2025-05-09'],
            ['3.17', '2024-11-22'],
            ['3.16', '2024-05-23'],
            ['3.15', '2023-11-01'],
            ['3.14', '2023-05-01'],
            ['3.13', '2022-11-01'],
            ['3.12', '2022-05-01'],
            ['3.11', '2021-11-01'],
            ['3.10', '2021-05-01'],
            ['3.9', '2020-11-01'],
            ['3.8', '2020-05-01'],
            ['3.7', '2019-11-01'],
            ['3.6', '2019-05-01'],
        ].map(([release = '', ended = '']) => [release, { ended, next: '3.24' }]),
    ),
    debian: {
        bullseye: { ended: '2026-08-31', next: 'trixie' },
        buster: { ended: '2024-06-30', next: 'trixie' },
        stretch: { ended: '2022-06-30', next: 'trixie' },
        jessie: { ended: '2020-06-30', next: 'trixie' },
    },
    distroless: {
        bookworm: { ended: '2026-09', next: debian },
        bullseye: { ended: '2025-03', next: debian },
        buster: { ended: '2023-07', next: debian },
    },
    ubuntu: {
        '20.04': { ended: '2025-05-31', next: '24.04' },
        '18.04': { ended: '2023-05-31', next: '24.04' },
        '16.04': { ended: '2021-04-30', next: '24.04' },
    },
};
