import type { BaseImage } from './baseImages';

/** The minor version of glibc 2 in releases of Debian and Ubuntu. Source: https://packages.debian.org/libc6, https://packages.ubuntu.com/libc6, as of 2026-11-23. */
const versions: Readonly<Record<string, number>> = {
    stretch: 24,
    buster: 28,
    bullseye: 31,
    bookworm: 36,
    trixie: 41,
    '18.04': 27,
    '20.04': 31,
    '22.04': 35,
    '24.04': 39,
};

/** Such as 36 for 2.36; `undefined` where it is not known. */
export function glibcOf({ release }: BaseImage): number | undefined {
    return release === undefined || !Object.hasOwn(versions, release) ? undefined : versions[release];
}
