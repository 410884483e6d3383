import releases from './releases.json';

/**
 * When releases of distributions stopped getting security fixes, as of the day in releases.json, which
 * `node test/run/refreshReleases.mjs` renews. Only those that have ended: what is not named is supported, or not known.
 * Sources: https://endoflife.date for alpine-linux, debian and ubuntu (Debian with its long-term support, which the image
 * gets, too; Ubuntu without what has to be paid for), SUPPORT_POLICY.md of GoogleContainerTools/distroless.
 */
interface EndedRelease {
    readonly ended: string;
    /** The release to take instead. */
    readonly next: string;
}

export const endedReleases: Readonly<Record<string, Readonly<Record<string, EndedRelease>>>> = {
    alpine: withNext(releases.ended.alpine, releases.next.alpine),
    debian: withNext(releases.ended.debian, releases.next.debian),
    distroless: withNext(releases.ended.distroless, releases.next.distroless),
    ubuntu: withNext(releases.ended.ubuntu, releases.next.ubuntu),
};

function withNext(ended: Readonly<Record<string, string>>, next: string): Record<string, EndedRelease> {
    return Object.fromEntries(Object.entries(ended).map(([release, day]) => [release, { ended: day, next }]));
}
