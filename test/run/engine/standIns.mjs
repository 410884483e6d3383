/**
 * Stand-ins for base images where no registry can be reached: the same names, users, folders and environment, made of Debian packages and a Go toolchain.
 * Each carries the label `gopherdock.stand-in`. The ones named alpine are a static busybox: no musl, no packages.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run, step } from '../program.mjs';
import { packageFiles, writeArchive } from './archive.mjs';
import { buildFrontend } from './frontend.mjs';
import { alpineRoot, builderRoot, busyboxRoot, debianRoot, distrolessFolders, goFolders } from './roots.mjs';

/** Raise it when what is built here changes: images of another recipe are built anew. */
const recipe = 4;
const label = 'gopherdock.stand-in=1';
const recipeLabel = 'gopherdock.recipe';

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const bundle = 'etc/ssl/certs/ca-certificates.crt';
/** What belongs to the machine that the root was made on. */
const ofTheMachine = ['etc/resolv.conf', 'etc/hosts', 'etc/hostname'];
const goLeftOut = ['test', 'api', 'doc', 'misc', '.git'];

/** https://github.com/GoogleContainerTools/distroless: each is the one before it and more. */
const distrolessPackages = {
    static: ['base-files', 'media-types', 'netbase', 'tzdata', 'tzdata-legacy'],
    'base-nossl': ['libc6'],
    base: ['libssl3t64', 'libzstd1', 'zlib1g'],
    cc: ['libgcc-s1', 'libgomp1', 'libstdc++6'],
};

/**
 * Builds the images that an engine lacks.
 * @param {{ paths: ReturnType<import('./paths.mjs').enginePaths>, env: Record<string, string>, go: Awaited<ReturnType<import('./go.mjs').findGo>> }} options
 */
export async function buildStandIns({ paths, env, go }) {
    const docker = (...args) => run(paths.docker, args, { quiet: true, env });
    const made = `${recipeLabel}=${recipe}-${go.version}-${paths.bridge.address}`;
    const present = await docker('images', `--filter=label=${made}`, '--format={{.Repository}}:{{.Tag}}');
    const work = join(paths.home, 'stand-ins');
    const roots = { debian: join(paths.home, 'debian'), builder: join(paths.home, 'builder'), work };
    const missing = standIns(paths, go, roots).filter(({ names }) =>
        names.some((name) => !present.split('\n').includes(name)),
    );
    if (missing.length === 0) return;
    const importAll = async (images) => {
        for (const image of images) await step(`stand-in ${image.names[0]}`, () => importImage(image));
    };
    const importImage = async ({ names, parts, settings }) => {
        const archive = join(mkdtempSync(join(work, 'image-')), 'image.tar');
        await writeArchive(archive, await parts());
        const changes = [...settings, `LABEL ${label}`, `LABEL ${made}`].map((change) => `--change=${change}`);
        await docker('import', ...changes, archive, names[0]);
        for (const name of names.slice(1)) await docker('tag', names[0], name);
        rmSync(archive);
    };
    rmSync(work, { recursive: true, force: true });
    mkdirSync(work);
    // the one compiles while the other downloads and unpacks
    await Promise.all([
        buildFrontend(paths, go).then(() => importAll(missing.filter(({ compiled }) => compiled))),
        debianRoot(roots.debian)
            .then(() => builderRoot(roots.debian, roots.builder))
            .then(() => importAll(missing.filter(({ compiled }) => !compiled))),
    ]);
    await docker('image', 'prune', '--force', `--filter=label=${label}`);
    for (const folder of Object.values(roots)) rmSync(folder, { recursive: true, force: true });
}

/** Every image: its names, what it is made of, its configuration as Dockerfile instructions, and whether it needs a compiled program instead of a root. */
function standIns(paths, go, { debian, builder, work }) {
    const golang = [
        `ENV GOLANG_VERSION=${go.version}`,
        'ENV GOTOOLCHAIN=local',
        'ENV GOPATH=/go',
        `ENV PATH=/go/bin:/usr/local/go/bin:${path}`,
        'WORKDIR /go',
        // builds find their modules here without the internet; go.sum still verifies them
        `ENV GOPROXY=http://${paths.bridge.address}:${paths.bridge.modulesPort}`,
        'ENV GOSUMDB=off',
    ];
    const toolchain = { folder: go.root, under: 'usr/local/go/', except: goLeftOut };
    const alpine = () => made(work, (folder) => alpineRoot(paths, join(builder, bundle), folder));
    return [
        {
            names: ['debian:trixie-slim', 'debian:13-slim'],
            parts: () => [{ folder: debian, except: ofTheMachine }],
            settings: [`ENV PATH=${path}`, 'CMD ["bash"]'],
        },
        {
            names: [`golang:${go.release}`, `golang:${go.release}-trixie`],
            parts: async () => [{ folder: builder, except: ofTheMachine }, toolchain, await made(work, goFolders)],
            settings: [...golang, 'CMD ["bash"]'],
        },
        {
            names: [`golang:${go.release}-alpine`, `golang:${go.release}-alpine3.24`],
            parts: async () => [await alpine(), toolchain, await made(work, goFolders)],
            settings: [...golang, 'CMD ["/bin/sh"]'],
        },
        {
            names: ['alpine:3.24', 'alpine:3.23', 'alpine:3.22', 'alpine:latest'],
            parts: async () => [await alpine()],
            settings: [`ENV PATH=${path}`, 'CMD ["/bin/sh"]'],
        },
        {
            names: ['busybox:latest', 'busybox:1.37'],
            parts: () => made(work, (folder) => busyboxRoot(paths, folder)).then((part) => [part]),
            settings: [`ENV PATH=${path}`, 'CMD ["sh"]'],
        },
        ...Object.keys(distrolessPackages).map((kind, index, kinds) => ({
            names: [`gcr.io/distroless/${kind}-debian13:nonroot`],
            parts: async () => {
                const packages = kinds.slice(0, index + 1).flatMap((name) => distrolessPackages[name]);
                const files = [...packageFiles(builder, packages), bundle];
                return [{ folder: builder, files }, await made(work, distrolessFolders)];
            },
            settings: [`ENV PATH=${path}`, `ENV SSL_CERT_FILE=/${bundle}`, 'USER 65532', 'WORKDIR /home/nonroot'],
        })),
        {
            names: ['docker/dockerfile:1'],
            compiled: true,
            parts: async () => [{ folder: await buildFrontend(paths, go), under: 'bin/' }],
            settings: [
                'LABEL moby.buildkit.frontend.network.none=true',
                'LABEL moby.buildkit.frontend.caps=moby.buildkit.frontend.inputs,moby.buildkit.frontend.subrequests,moby.buildkit.frontend.contexts',
                'ENTRYPOINT ["/bin/dockerfile-frontend"]',
            ],
        },
    ];
}

/** A part of an image that is made for it alone. */
async function made(work, fill) {
    const folder = mkdtempSync(join(work, 'part-'));
    await fill(folder);
    return { folder };
}
