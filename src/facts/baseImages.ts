/**
 * What the configuration and the files of common base images hold, as of November 2026.
 * Sources: the Dockerfiles in docker-library and their entries in docker-library/official-images (golang moved to bookworm in
 * June 2023 and to trixie in August 2025), the READMEs of GoogleContainerTools/distroless, chainguard-images and dhi.io.
 */
export interface BaseImage {
    readonly os: 'linux' | 'windows';
    readonly distribution: Distribution | undefined;
    /** Such as `trixie`, `3.24`, `24.04`. */
    readonly release: string | undefined;
    /** What a dynamically linked binary finds in it; `undefined` where the tag does not tell. */
    readonly libc: 'glibc' | 'musl' | 'none' | undefined;
    readonly packageManager: PackageManager | undefined;
    /** Where a shell stands; the shell form needs `/bin/sh`. */
    readonly shell: string | undefined;
    readonly user: string;
    readonly workdir: string | undefined;
    /** The variables that it sets, with their value where that is the same in every tag; `undefined` where they are not known. */
    readonly environment: Readonly<Record<string, string | undefined>> | undefined;
    /** Whether a Go toolchain is in it. */
    readonly hasGo: boolean;
}

export type Distribution =
    | 'alpine'
    | 'amazonlinux'
    | 'archlinux'
    | 'busybox'
    | 'debian'
    | 'distroless'
    | 'fedora'
    | 'opensuse'
    | 'rhel'
    | 'ubuntu'
    | 'wolfi';

export type PackageManager = 'apk' | 'apt' | 'dnf' | 'microdnf' | 'pacman' | 'yum' | 'zypper';

/** What is known of an image by its full name, such as `docker.io/library/golang`, and its tag. */
export function baseImageNamed(name: string, tag: string | undefined): BaseImage | undefined {
    const distrolessName = /^gcr\.io\/distroless\/([a-z0-9-]+)$/.exec(name)?.[1];
    if (distrolessName !== undefined) return distroless(distrolessName, tag ?? 'latest');
    const hardened = /^dhi\.io\/([a-z0-9-]+)$/.exec(name)?.[1];
    if (hardened !== undefined) return dockerHardened(hardened, tag ?? '');
    const official = officialName.exec(name)?.[1];
    const describe = official === undefined ? named.get(name) : officialImages.get(official);
    return describe?.(tag ?? 'latest');
}

/** Docker Hub's official images, also by the names of their public mirrors. */
const officialName =
    /^(?:docker\.io\/library|registry-1\.docker\.io\/library|public\.ecr\.aws\/docker\/library|mirror\.gcr\.io\/library)\/([a-z0-9._-]+)$/;

const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const empty: BaseImage = {
    os: 'linux',
    distribution: undefined,
    release: undefined,
    libc: 'none',
    packageManager: undefined,
    shell: undefined,
    user: 'root',
    workdir: '/',
    environment: { PATH: defaultPath },
    hasGo: false,
};

const withShell: BaseImage = { ...empty, shell: '/bin/sh', libc: 'glibc' };

const debianReleases = ['jessie', 'stretch', 'buster', 'bullseye', 'bookworm', 'trixie', 'forky', 'sid'];
const debianVersions: Readonly<Record<string, string>> = {
    '9': 'stretch',
    '10': 'buster',
    '11': 'bullseye',
    '12': 'bookworm',
    '13': 'trixie',
    latest: 'trixie',
    stable: 'trixie',
    oldstable: 'bookworm',
    testing: 'forky',
    unstable: 'sid',
};
const ubuntuVersions: Readonly<Record<string, string>> = {
    focal: '20.04',
    jammy: '22.04',
    noble: '24.04',
    resolute: '26.04',
    latest: '26.04',
};

const officialImages = new Map<string, (tag: string) => BaseImage>([
    ['scratch', () => ({ ...empty })],
    [
        'alpine',
        (tag) => alpine(/^v?(\d+\.\d+)/.exec(tag)?.[1] ?? (tag === 'latest' || tag === '3' ? '3.24' : undefined)),
    ],
    ['debian', (tag) => debian(releaseNamed(tag) ?? debianVersions[/^(\d+|[a-z]+)/.exec(tag)?.[1] ?? ''])],
    ['ubuntu', ubuntu],
    ['busybox', busybox],
    ['buildpack-deps', (tag) => debian(releaseNamed(tag))],
    ['golang', golang],
    ['node', (tag) => alpineOrDebian(tag, ['NODE_VERSION', 'YARN_VERSION'])],
    ['python', (tag) => alpineOrDebian(tag, ['LANG', 'GPG_KEY', 'PYTHON_VERSION', 'PYTHON_SHA256'])],
    [
        'nginx',
        (tag) =>
            alpineOrDebian(tag, [
                'NGINX_VERSION',
                'NJS_VERSION',
                'NJS_RELEASE',
                'ACME_VERSION',
                'PKG_RELEASE',
                'DYNPKG_RELEASE',
            ]),
    ],
    [
        'postgres',
        (tag) => alpineOrDebian(tag, ['GOSU_VERSION', 'LANG', 'PG_MAJOR', 'PG_VERSION', 'PG_SHA256', 'PGDATA']),
    ],
    ['fedora', () => redHat('fedora', 'dnf')],
    ['rockylinux', () => redHat('rhel', 'dnf')],
    ['almalinux', () => redHat('rhel', 'dnf')],
    ['centos', () => redHat('rhel', 'yum')],
    ['amazonlinux', (tag) => redHat('amazonlinux', tag.startsWith('2') && !tag.startsWith('202') ? 'yum' : 'dnf')],
    ['archlinux', () => ({ ...redHat('archlinux', 'pacman') })],
]);

const named = new Map<string, (tag: string) => BaseImage>([
    ['cgr.dev/chainguard/static', () => chainguard('none')],
    ['cgr.dev/chainguard/glibc-dynamic', () => chainguard('glibc')],
    ['cgr.dev/chainguard/wolfi-base', wolfi],
    ['cgr.dev/chainguard/go', () => ({ ...wolfi(), environment: undefined, workdir: undefined, hasGo: true })],
    ['docker.io/chainguard/wolfi-base', wolfi],
    ...['ubi8', 'ubi9', 'ubi10'].flatMap((ubi): [string, () => BaseImage][] => [
        [`registry.access.redhat.com/${ubi}`, () => redHat('rhel', 'dnf')],
        [`registry.access.redhat.com/${ubi}/ubi`, () => redHat('rhel', 'dnf')],
        [`registry.access.redhat.com/${ubi}/ubi-minimal`, () => redHat('rhel', 'microdnf')],
        [`registry.access.redhat.com/${ubi}-minimal`, () => redHat('rhel', 'microdnf')],
        [`registry.access.redhat.com/${ubi}/ubi-micro`, () => redHat('rhel', undefined)],
    ]),
    ['docker.io/oven/bun', (tag) => alpineOrDebian(tag, ['BUN_RUNTIME_TRANSPILER_CACHE_PATH', 'BUN_INSTALL_BIN'])],
    ['docker.io/tonistiigi/xx', () => ({ ...empty })],
    ['docker.io/opensuse/leap', () => redHat('opensuse', 'zypper')],
    ['docker.io/opensuse/tumbleweed', () => redHat('opensuse', 'zypper')],
    ...['windows', 'windows/servercore', 'windows/nanoserver', 'windows/server'].map(
        (windowsName): [string, () => BaseImage] => [`mcr.microsoft.com/${windowsName}`, windows],
    ),
]);

function alpine(release: string | undefined): BaseImage {
    return { ...withShell, distribution: 'alpine', release, libc: 'musl', packageManager: 'apk' };
}

function debian(release: string | undefined): BaseImage {
    return { ...withShell, distribution: 'debian', release, packageManager: 'apt' };
}

function ubuntu(tag: string): BaseImage {
    const codeName = Object.keys(ubuntuVersions).find((name) => tag.startsWith(name));
    const release = codeName === undefined ? /^\d\d\.\d\d/.exec(tag)?.[0] : ubuntuVersions[codeName];
    return { ...withShell, distribution: 'ubuntu', release, packageManager: 'apt' };
}

function busybox(tag: string): BaseImage {
    const libc = /\bmusl\b/.test(tag) ? 'musl' : /\bglibc\b/.test(tag) ? 'glibc' : undefined;
    return { ...withShell, distribution: 'busybox', libc };
}

/** Variants are named in the tag: `1.26-alpine3.24`, `1.26-bookworm`; without one it is Debian. */
function golang(tag: string): BaseImage {
    if (/windowsservercore|nanoserver/.test(tag)) return { ...windows(), environment: undefined, hasGo: true };
    const environment = {
        GOLANG_VERSION: undefined,
        GOTOOLCHAIN: 'local',
        GOPATH: '/go',
        PATH: `/go/bin:/usr/local/go/bin:${defaultPath}`,
    };
    const image = alpineOrDebian(tag, []);
    const release = image.release ?? (image.distribution === 'debian' ? goDebianRelease(tag) : undefined);
    return { ...image, release, environment, workdir: '/go', hasGo: true };
}

/** The Debian release that was the default when the last patch of that Go release was built. */
function goDebianRelease(tag: string): string | undefined {
    const version = /^1\.(\d+)(?:\.(\d+))?(?:rc\d+)?$/.exec(tag);
    if (version === null) return tag === 'latest' || tag === '1' ? 'trixie' : undefined;
    const minor = Number(version[1]);
    const patch = version[2] === undefined ? Infinity : Number(version[2]);
    if (minor >= 25 || (minor === 24 && patch >= 6)) return 'trixie';
    if (minor >= 21 || (minor === 20 && patch >= 5) || (minor === 19 && patch >= 10)) return 'bookworm';
    if (minor >= 18 || (minor === 17 && patch >= 1)) return 'bullseye';
    return undefined;
}

/** Official images that come on Debian, and on Alpine where the tag says so. */
function alpineOrDebian(tag: string, variables: readonly string[]): BaseImage {
    const variant = /\balpine(\d+\.\d+)?/.exec(tag);
    const image =
        variant !== null
            ? alpine(variant[1])
            : tag.includes('$')
              ? { ...withShell, libc: undefined }
              : debian(releaseNamed(tag));
    const environment = { PATH: undefined, ...Object.fromEntries(variables.map((name) => [name, undefined])) };
    return { ...image, environment };
}

function releaseNamed(tag: string): string | undefined {
    return debianReleases.find((release) => tag.split(/[-.]/).includes(release));
}

function distroless(name: string, tag: string): BaseImage {
    const isNonroot = /\bnonroot\b/.test(tag);
    const debianVersion = /-debian(\d+)$/.exec(name)?.[1];
    return {
        ...empty,
        distribution: 'distroless',
        release: debianVersion === undefined ? 'trixie' : debianVersions[debianVersion],
        libc: name.startsWith('static') ? 'none' : 'glibc',
        shell: /\bdebug\b/.test(tag) ? '/busybox/sh' : undefined,
        user: isNonroot ? '65532' : 'root',
        workdir: isNonroot ? '/home/nonroot' : '/',
        environment: { PATH: undefined, SSL_CERT_FILE: '/etc/ssl/certs/ca-certificates.crt' },
    };
}

/** Docker Hardened Images: the `-dev` tags are for building. */
function dockerHardened(name: string, tag: string): BaseImage {
    const isDev = /-dev\b/.test(tag);
    const isAlpine = /\balpine/.test(tag);
    const libc = isAlpine || /\bmusl\b/.test(tag) ? 'musl' : 'glibc';
    return {
        ...empty,
        distribution: isAlpine ? 'alpine' : 'debian',
        release: isAlpine ? /alpine(\d+\.\d+)/.exec(tag)?.[1] : debianVersions[/debian(\d+)/.exec(tag)?.[1] ?? ''],
        libc: name === 'static' && !/\b(glibc|musl)\b/.test(tag) ? 'none' : libc,
        packageManager: !isDev ? undefined : isAlpine ? 'apk' : 'apt',
        shell: isDev ? '/bin/sh' : undefined,
        user: isDev ? 'root' : '65532',
        workdir: undefined,
        environment: undefined,
        hasGo: name === 'golang',
    };
}

function chainguard(libc: 'none' | 'glibc'): BaseImage {
    return {
        ...empty,
        distribution: 'wolfi',
        libc,
        user: '65532',
        workdir: undefined,
        environment: { PATH: undefined, SSL_CERT_FILE: '/etc/ssl/certs/ca-certificates.crt' },
    };
}

function wolfi(): BaseImage {
    return {
        ...withShell,
        distribution: 'wolfi',
        packageManager: 'apk',
        environment: { PATH: undefined, SSL_CERT_FILE: undefined },
    };
}

function redHat(distribution: Distribution, packageManager: PackageManager | undefined): BaseImage {
    return { ...withShell, distribution, packageManager, environment: undefined };
}

function windows(): BaseImage {
    return {
        ...empty,
        os: 'windows',
        libc: undefined,
        shell: undefined,
        user: 'ContainerAdministrator',
        workdir: 'C:\\',
        environment: undefined,
    };
}
