/**
 * What build stages start from or install beside Go, as of 2026-11-23.
 * Sources: https://endoflife.date/nodejs (24 is supported until 2028-04-30 and the last one that brings corepack),
 * docker-library/official-images, the releases of oven-sh/bun, tonistiigi/xx, go-delve/delve and canonical/chisel.
 */
export const nodeImage = 'node:24-trixie-slim';
export const bunImage = 'oven/bun:1';

/** Helpers to compile C for another platform. */
export const crossImage = 'tonistiigi/xx:1.9.0';

/** Delve by the Go releases whose programs it debugs (`pkg/goversion` of each release), newest first. */
export const delveReleases: readonly { readonly version: string; readonly oldest: string; readonly newest: string }[] =
    [{ version: 'v1.27.1', oldest: '1.25', newest: '1.27' }];

/** Cuts the wanted parts out of Ubuntu's packages. */
export const chisel = { module: 'github.com/canonical/chisel/cmd/chisel', version: 'v1.4.1', release: 'ubuntu-24.04' };
