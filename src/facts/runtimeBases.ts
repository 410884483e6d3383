/**
 * Images that a final stage can start from, as of 2026-11-23.
 * Sources: the README and SUPPORT_POLICY of GoogleContainerTools/distroless (debian12 ended in September 2026),
 * docker-library/official-images, https://endoflife.date for Alpine and Debian, chainguard-images (its free images have the tag `latest` only),
 * docker-hardened-images/catalog, https://documentation.ubuntu.com/chisel.
 */
export interface RuntimeBase {
    readonly name:
        | 'static'
        | 'base'
        | 'cc'
        | 'scratch'
        | 'alpine'
        | 'debian'
        | 'chainguard'
        | 'chainguard-glibc'
        | 'hardened'
        | 'ubuntu-chiselled';
    readonly image: string;
    /** The variant of the golang image whose C library is the same release as this one's. */
    readonly builder: 'trixie' | 'alpine3.24';
    /** Which C library a dynamically linked binary finds in it. */
    readonly libc: 'none' | 'glibc' | 'musl';
    /** Whether it has libstdc++ and libgcc, or a package manager that can add them. */
    readonly cpp: boolean;
    readonly certificates: boolean;
    readonly timezones: boolean;
    /** Whether /tmp is there for any user. */
    readonly temporaryFolder: boolean;
    /** Whether uid 65532 has a line in /etc/passwd, and a home that is the working directory. */
    readonly nonrootUser: boolean;
    /** The package manager, and with it a shell to run it in. */
    readonly packages: 'apk' | 'apt' | null;
    /** What has to be done first, or be known, as a clause. */
    readonly needs?: string;
    /** Parts of Ubuntu's packages that make the image, over `scratch`. */
    readonly slices?: readonly string[];
    /** What it is, in the words of a choice list. */
    readonly summary: string;
}

const distroless = {
    builder: 'trixie',
    cpp: false,
    certificates: true,
    timezones: true,
    temporaryFolder: true,
    nonrootUser: true,
    packages: null,
} as const;

export const runtimeBases: readonly RuntimeBase[] = [
    {
        name: 'static',
        image: 'gcr.io/distroless/static-debian13:nonroot',
        libc: 'none',
        ...distroless,
        summary: 'no libc and no shell; certificates, time zones and a non-root user; about 2 MB',
    },
    {
        name: 'base',
        image: 'gcr.io/distroless/base-debian13:nonroot',
        libc: 'glibc',
        ...distroless,
        summary: 'glibc and OpenSSL for cgo, no shell; about 20 MB',
    },
    {
        name: 'cc',
        image: 'gcr.io/distroless/cc-debian13:nonroot',
        libc: 'glibc',
        ...distroless,
        cpp: true,
        summary: 'glibc, libgcc and libstdc++ for cgo with C++, no shell; about 25 MB',
    },
    {
        name: 'scratch',
        image: 'scratch',
        builder: 'trixie',
        libc: 'none',
        cpp: false,
        certificates: false,
        timezones: false,
        temporaryFolder: false,
        nonrootUser: false,
        packages: null,
        summary: 'nothing at all; what the program needs is copied in',
    },
    {
        name: 'alpine',
        image: 'alpine:3.24',
        builder: 'alpine3.24',
        libc: 'musl',
        cpp: true,
        certificates: true,
        timezones: false,
        temporaryFolder: true,
        nonrootUser: false,
        packages: 'apk',
        summary: 'musl, a shell and apk; about 8 MB',
    },
    {
        name: 'debian',
        image: 'debian:trixie-slim',
        builder: 'trixie',
        libc: 'glibc',
        cpp: true,
        certificates: false,
        timezones: false,
        temporaryFolder: true,
        nonrootUser: false,
        packages: 'apt',
        summary: 'glibc, a shell and apt; about 75 MB',
    },
    {
        ...distroless,
        name: 'chainguard',
        image: 'cgr.dev/chainguard/static:latest',
        libc: 'none',
        needs: 'its free images have no other tag than `latest`: a digest pins them',
        summary: 'Chainguard’s static: no libc and no shell, built again daily; about 2 MB',
    },
    {
        ...distroless,
        name: 'chainguard-glibc',
        image: 'cgr.dev/chainguard/glibc-dynamic:latest',
        libc: 'glibc',
        cpp: true,
        needs: 'its free images have no other tag than `latest`: a digest pins them',
        summary: 'Chainguard’s glibc and libstdc++ for cgo, no shell, built again daily; about 10 MB',
    },
    {
        ...distroless,
        name: 'hardened',
        image: 'dhi.io/static:20250419-debian13',
        libc: 'none',
        needs: '`docker login dhi.io` comes first',
        summary: 'Docker Hardened Images: no libc and no shell, with SBOM and provenance; about 2 MB',
    },
    {
        name: 'ubuntu-chiselled',
        image: 'scratch',
        builder: 'trixie',
        libc: 'glibc',
        cpp: true,
        certificates: true,
        timezones: true,
        temporaryFolder: true,
        nonrootUser: false,
        packages: null,
        slices: [
            'base-files_base',
            'ca-certificates_data',
            'libc6_libs',
            'libgcc-s1_libs',
            'libstdc++6_libs',
            'tzdata_zoneinfo',
        ],
        needs: 'chisel cuts it out of the packages of Ubuntu 24.04 while building',
        summary: 'parts of Ubuntu’s packages: glibc, libstdc++, certificates and time zones, no shell; about 20 MB',
    },
];
