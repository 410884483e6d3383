/**
 * What build stages start from or install beside Go, as of 2026-11-23.
 * Sources: https://endoflife.date/nodejs (24 is supported until 2028-04-30 and the last one that brings corepack),
 * docker-library/official-images, the releases of oven-sh/bun, tonistiigi/xx, go-delve/delve and canonical/chisel.
 */
export const nodeImage = 'node:24-trixie-slim';
export const preferredNode = '24';
/** Newest first. */
export const nodeReleases: readonly string[] = ['26', '24', '22', '20', '18', '16'];
/** What releases are called in an `.nvmrc`. */
export const nodeLines: Readonly<Record<string, string>> = { krypton: '24', jod: '22', iron: '20', hydrogen: '18' };
/** The image of a release. */
export function nodeImageOf(release: string): string {
    // The older ones have no image on Debian 13.
    return `node:${release}-${Number(release) >= 20 ? 'trixie' : 'bookworm'}-slim`;
}
/** Whether pnpm and yarn come with it. */
export function bringsCorepack(release: string): boolean {
    return Number(release) <= 24;
}
export const bunImage = 'oven/bun:1';

/** Helpers to compile C for another platform. */
export const crossImage = 'tonistiigi/xx:1.9.0';

/** Delve by the Go releases whose programs it debugs (`pkg/goversion` of each release), newest first. */
export const delveReleases: readonly { readonly version: string; readonly oldest: string; readonly newest: string }[] =
    [{ version: 'v1.27.1', oldest: '1.25', newest: '1.27' }];

/** Cuts the wanted parts out of Ubuntu's packages. */
export const chisel = { module: 'github.com/canonical/chisel/cmd/chisel', version: 'v1.4.1', release: 'ubuntu-24.04' };
