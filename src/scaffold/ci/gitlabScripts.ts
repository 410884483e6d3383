import { gitlabImages } from '../../facts/ciActions';
import { shellWord } from '../image/words';
import type { BuiltImage } from './plan';

const stampValues: Readonly<Record<BuiltImage['arguments'][number], string>> = {
    VERSION: '$version',
    COMMIT: '$CI_COMMIT_SHA',
    DATE: '$CI_COMMIT_TIMESTAMP',
};

/** Where the jobs have what a build is lent. */
const secretPlaces: Readonly<Record<string, string>> = {
    netrc: '$NETRC',
    ca: '/etc/ssl/certs/ca-certificates.crt',
};

/** Outside the project, so that no build context holds it. */
const away = '/tmp/mounts';

/** Fills the cache mounts of the builder from what an earlier job saved. */
export function loadMounts({ mounts }: BuiltImage): string {
    return [
        `mkdir -p .mounts && mv .mounts ${away}`,
        `if [ -f ${away}/build.tar ]; then`,
        `docker buildx build --file - ${away} <<'END'`,
        `FROM ${gitlabImages.tar}`,
        `RUN ${[...mounts.map(mountFlag), '--mount=type=bind,target=/saved'].join(' ')} \\`,
        `    ${mounts.map(({ name, path }) => `tar -xf /saved/${name}.tar -C ${path}`).join(' && ')}`,
        'END',
        'fi',
    ].join('\n');
}

/** Saves what is in the cache mounts, unless it was loaded as it is. */
export function saveMounts({ mounts }: BuiltImage): string {
    return [
        `if [ ! -f ${away}/build.tar ]; then`,
        '# Done in every job, by the argument: --no-cache would empty the mounts.',
        `docker buildx build --build-arg "JOB=$CI_JOB_ID" --output ${away} - <<'END'`,
        `FROM ${gitlabImages.tar} AS save`,
        'ARG JOB',
        `RUN ${mounts.map(mountFlag).join(' ')} mkdir /saved \\`,
        `    && ${mounts.map(({ name, path }) => `tar -cf /saved/${name}.tar -C ${path} .`).join(' && ')}`,
        'FROM scratch',
        'COPY --from=save /saved /',
        'END',
        'fi',
        `mv ${away} .mounts`,
    ].join('\n');
}

function mountFlag({ path }: BuiltImage['mounts'][number]): string {
    return `--mount=type=cache,target=${path}`;
}

/** Lets the engine run programs of the other platforms, where building an image runs some. */
export function emulate({ runsInImage, platforms }: BuiltImage): string[] {
    if (!runsInImage || platforms.length === 1) return [];
    const others = platforms.filter((each) => each !== 'linux/amd64').map((each) => each.replace('linux/', ''));
    return [
        '# What runs in an image for another platform is emulated.',
        `docker run --privileged --rm ${gitlabImages.emulation} --install ${others.join()}`,
    ];
}

/** Builds for every platform, and pushes what is published. A POSIX shell runs it. */
export function buildScript(image: BuiltImage): string {
    const { target, suffix, dockerfile, context, platforms } = image;
    const options = [
        `--file ${shellWord(dockerfile)} --target ${target} --platform ${platforms.join()}`,
        ...image.arguments.map((name) => `--build-arg "${name}=${stampValues[name]}"`),
        ...image.secrets.map((id) => `--secret "id=${id},src=${secretPlaces[id] ?? id}"`),
        ...(image.ssh ? ['--ssh default'] : []),
        '--label "org.opencontainers.image.source=$CI_PROJECT_URL"',
        '--label "org.opencontainers.image.revision=$CI_COMMIT_SHA"',
        '--label "org.opencontainers.image.version=$version"',
        '--cache-from "type=registry,ref=$image:buildcache"',
    ];
    return [
        'echo "$CI_REGISTRY_PASSWORD" | docker login --username "$CI_REGISTRY_USER" --password-stdin "$CI_REGISTRY"',
        `image="$CI_REGISTRY_IMAGE${suffix}"`,
        `version="$(printf %s "$CI_COMMIT_REF_NAME" | tr -c 'A-Za-z0-9_.-' '-')"`,
        'set --',
        'if [ -n "$CI_COMMIT_TAG" ] || [ "$CI_COMMIT_BRANCH" = "$CI_DEFAULT_BRANCH" ]; then',
        '  set -- --push --provenance=mode=max --sbom=true --tag "$image:$version" --tag "$image:$CI_COMMIT_SHA" \\',
        '    --cache-to "type=registry,ref=$image:buildcache,mode=max,image-manifest=true"',
        'fi',
        ['docker buildx build "$@"', ...options, shellWord(context)].join(' \\\n  '),
    ].join('\n');
}
