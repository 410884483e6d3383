/** What a flag means, for completion and hover. After https://docs.docker.com/reference/dockerfile/. */
export interface FlagDescription {
    /** Markdown, one or two sentences. */
    readonly does: string;
    /** What completion inserts behind the `=`; absent for a flag that stands alone. */
    readonly value?: string;
    /** Values to choose from. */
    readonly choices?: readonly string[];
}

const owned: Readonly<Record<string, FlagDescription>> = {
    chmod: {
        does: 'Permissions of what is copied, octal or symbolic, such as `0755` or `u=rwX,go=rX`. Linux only.',
        value: '0755',
        choices: ['0755', '0644', '0555', '0444', 'u=rwX,go=rX'],
    },
    chown: {
        does: 'Owner of what is copied, as `user:group`. Numbers need no `/etc/passwd` in the image.',
        value: '65532:65532',
        choices: ['65532:65532', 'nonroot:nonroot', '0:0'],
    },
    link: {
        does: 'Puts the files into a layer of their own that does not depend on the layers before it: it stays valid when they change.',
    },
    exclude: { does: 'Leaves out paths that match the pattern. May be given several times.', value: '*_test.go' },
};

/** By keyword, then by name without dashes. */
export const flagDescriptions: Readonly<Record<string, Readonly<Record<string, FlagDescription>>>> = {
    ADD: {
        ...owned,
        checksum: {
            does: 'Refuses a download that has another checksum, `sha256:` and its hexadecimal digits; for a Git source the commit.',
            value: 'sha256:',
        },
        'keep-git-dir': { does: 'Keeps the `.git` folder of a Git source, for programs that stamp their version.' },
        unpack: {
            does: 'Whether an archive is unpacked: local ones are by default, remote ones are not.',
            value: 'true',
            choices: ['true', 'false'],
        },
    },
    COPY: {
        ...owned,
        from: {
            does: 'Copies from an earlier stage, a named context or an image instead of the build context.',
            value: '',
        },
        parents: {
            does: 'Keeps the folders of the sources: `COPY --parents cmd/*/main.go /src/` makes `/src/cmd/api/main.go`.',
        },
    },
    FROM: {
        platform: {
            does: 'The platform of the image. `$BUILDPLATFORM` runs a stage natively, so that Go cross-compiles instead of being emulated.',
            value: '$BUILDPLATFORM',
            choices: ['$BUILDPLATFORM', '$TARGETPLATFORM', 'linux/amd64', 'linux/arm64', 'linux/arm/v7'],
        },
    },
    HEALTHCHECK: {
        interval: { does: 'The time between two checks, 30 s by default.', value: '30s' },
        timeout: { does: 'How long one check may take before it counts as failed, 30 s by default.', value: '3s' },
        'start-period': { does: 'How long after the start failures do not count, 0 s by default.', value: '5s' },
        'start-interval': {
            does: 'The time between two checks during the start period, 5 s by default. Needs Docker Engine 25.',
            value: '1s',
        },
        retries: {
            does: 'How many checks in a row must fail until the container is unhealthy, 3 by default.',
            value: '3',
        },
    },
    RUN: {
        mount: {
            does: 'Mounts something for this instruction only: a cache, files of the context or of a stage, a secret, an SSH agent, memory. Nothing of it stays in the image.',
            value: 'type=',
        },
        network: {
            does: 'The network of this instruction: `default`, `none`, or `host`, which the builder must allow.',
            value: 'none',
            choices: ['default', 'none', 'host'],
        },
        security: {
            does: '`insecure` runs without a sandbox and must be allowed by the builder; `sandbox` is the default.',
            value: 'insecure',
            choices: ['sandbox', 'insecure'],
        },
        device: { does: 'Asks for a device of the builder by its CDI name.', value: '' },
    },
};

/** Options of `RUN --mount`, by name. */
export const mountOptions: Readonly<Record<string, FlagDescription>> = {
    type: {
        does: 'What is mounted: `bind` (the default), `cache`, `tmpfs`, `secret` or `ssh`.',
        value: '',
        choices: ['bind', 'cache', 'tmpfs', 'secret', 'ssh'],
    },
    target: { does: 'Where it is mounted. Also written `dst` or `destination`.', value: '' },
    source: { does: 'The path in `from`, or in the build context. Also written `src`.', value: '' },
    from: { does: 'The stage, named context or image that `source` is in.', value: '' },
    id: { does: 'The name of the secret, the SSH agent, or the cache: caches with one name are one.', value: '' },
    env: { does: 'The environment variable that holds the secret, instead of a file.', value: '' },
    required: {
        does: 'Whether the build fails without the secret or agent.',
        value: 'true',
        choices: ['true', 'false'],
    },
    readonly: { does: 'Mounts read-only. Also written `ro`.' },
    readwrite: { does: 'Allows writes, which are thrown away for a bind mount. Also written `rw`.' },
    sharing: {
        does: 'What builds that run at the same time do with a cache: `shared` (the default), `private` or `locked`.',
        value: '',
        choices: ['shared', 'private', 'locked'],
    },
    size: { does: 'The largest size of a tmpfs, such as `256m`.', value: '' },
    mode: { does: 'Permissions, octal: of a new cache folder 0755, of a secret 0400 by default.', value: '0755' },
    uid: { does: 'The user that owns it, a number; 0 by default.', value: '' },
    gid: { does: 'The group that owns it, a number; 0 by default.', value: '' },
};

const sameMountOption: Readonly<Record<string, string>> = {
    src: 'source',
    dst: 'target',
    destination: 'target',
    ro: 'readonly',
    rw: 'readwrite',
};

export function describeMountOption(name: string): FlagDescription | undefined {
    const meant = Object.hasOwn(sameMountOption, name) ? sameMountOption[name] : name;
    return meant !== undefined && Object.hasOwn(mountOptions, meant) ? mountOptions[meant] : undefined;
}

export function describeFlag(keyword: string, name: string): FlagDescription | undefined {
    const flags = flagsOf(keyword);
    return Object.hasOwn(flags, name) ? flags[name] : undefined;
}

export function flagsOf(keyword: string): Readonly<Record<string, FlagDescription>> {
    return Object.hasOwn(flagDescriptions, keyword) ? (flagDescriptions[keyword] ?? {}) : {};
}

/** Mounts that a Go build asks for, whole. */
export const goMounts: readonly { readonly text: string; readonly does: string }[] = [
    { text: 'type=cache,target=/go/pkg/mod', does: 'The module cache: downloads survive from build to build.' },
    {
        text: 'type=cache,target=/root/.cache/go-build',
        does: "Go's build cache: only what has changed is compiled again.",
    },
    { text: 'type=bind,target=.', does: 'The build context at the working directory, without a `COPY` layer.' },
    { text: 'type=bind,source=go.mod,target=go.mod', does: 'The module file alone.' },
    { text: 'type=bind,source=go.sum,target=go.sum', does: 'The checksums of the modules alone.' },
    {
        text: 'type=secret,id=netrc,target=/root/.netrc',
        does: 'Credentials for private modules; they stay in no layer.',
    },
    { text: 'type=ssh', does: 'The SSH agent of whoever builds, for private modules over Git.' },
];
