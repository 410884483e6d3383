/**
 * Stand-ins for base images where no registry can be reached: the same names, users, folders and environment, made of Debian packages and a Go toolchain.
 * Each carries the label `gopherdock.stand-in`; the name in it says what is inside.
 */
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run, step } from '../program.mjs';
import { debianArchive } from './packages.mjs';
import { bridge } from './paths.mjs';

/** Raise it when what is built here changes: images of another revision are built anew. */
const revision = '1';
const label = 'gopherdock.stand-in';
const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const distroless = ['ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt', `ENV ${path}`, 'USER 65532', 'WORKDIR /home/nonroot'];
const golang = [
    'ENV GOPATH=/go',
    'ENV GOTOOLCHAIN=local',
    'ENV PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    'WORKDIR /go',
    'CMD ["bash"]',
    // builds find their modules here without the internet; go.sum still verifies them
    `ENV GOPROXY=http://${bridge.address}:${bridge.modulesPort}`,
    'ENV GOSUMDB=off',
];

/**
 * @param {{ paths: ReturnType<import('./paths.mjs').enginePaths>, env: Record<string, string>, go: { program: string, root: string, version: string } }} options
 *   `go.version` such as `1.26`
 */
export async function buildStandIns({ paths, env, go }) {
    const docker = (args, options) => run(paths.docker, args, { quiet: true, env, ...options });
    const present = await docker(['images', '--filter', `label=${label}=${revision}`, '--format', '{{.Repository}}:{{.Tag}}']);
    const missing = (names) => names.some((name) => !present.includes(`${name}\n`));
    const add = async (folder, names, changes) => {
        const [first, ...others] = names;
        const archive = join(paths.home, 'stand-in.tar');
        await run('tar', ['--numeric-owner', '-C', folder, '-cf', archive, '.'], { quiet: true });
        const options = [...changes, `LABEL ${label}=${revision}`].flatMap((change) => ['--change', change]);
        await docker(['import', ...options, archive, first]);
        for (const name of others) await docker(['tag', first, name]);
        rmSync(archive);
    };
    const debian = join(paths.home, 'debian');
    const builder = join(paths.home, 'builder');

    const golangNames = [`golang:${go.version}`, `golang:${go.version}-trixie`, `golang:${go.version}-alpine`];
    const staticNames = ['gcr.io/distroless/static-debian13:nonroot'];
    const baseNames = ['gcr.io/distroless/base-debian13:nonroot', 'gcr.io/distroless/base-nossl-debian13:nonroot', 'gcr.io/distroless/cc-debian13:nonroot'];
    const alpineNames = ['alpine:3.24'];
    const slimNames = ['debian:trixie-slim'];
    const frontendNames = ['docker/dockerfile:1'];

    if (missing([...golangNames, ...staticNames, ...baseNames, ...slimNames])) await debianRoot(debian);
    if (missing(slimNames)) await step('stand-in debian', () => add(debian, slimNames, [`ENV ${path}`, 'CMD ["bash"]']));
    if (missing(golangNames)) {
        await step('stand-in golang', async () => {
            await builderRoot(debian, builder, go.root);
            await add(builder, golangNames, golang);
        });
        rmSync(builder, { recursive: true, force: true });
    }
    if (missing(staticNames)) await step('stand-in distroless static', () => inFolder(paths, (folder) => add(staticRoot(debian, folder), staticNames, distroless)));
    if (missing(baseNames)) await step('stand-in distroless base and cc', () => inFolder(paths, (folder) => add(withLibc(debian, staticRoot(debian, folder)), baseNames, distroless)));
    if (missing(alpineNames)) await step('stand-in alpine', () => inFolder(paths, async (folder) => add(await busyboxRoot(debian, folder), alpineNames, [`ENV ${path}`, 'CMD ["/bin/sh"]'])));
    if (missing(frontendNames)) await step('Dockerfile frontend', () => inFolder(paths, async (folder) => add(await frontendRoot(paths, folder, go), frontendNames, ['ENTRYPOINT ["/dockerfile-frontend"]'])));
}

async function debianRoot(folder) {
    if (existsSync(join(folder, '.whole'))) return;
    rmSync(folder, { recursive: true, force: true });
    const { archive, release } = await debianArchive();
    await step('Debian root', () => run('debootstrap', ['--variant=minbase', '--include=ca-certificates,tzdata,libssl3t64,libstdc++6', release, folder, archive], { quiet: true }));
    for (const name of ['var/cache/apt', 'var/lib/apt/lists', 'usr/share/doc', 'usr/share/locale']) rmSync(join(folder, name), { recursive: true, force: true });
    writeFileSync(join(folder, '.whole'), '');
}

/** The Debian root with a C compiler and Go, as the `golang` image has them. */
async function builderRoot(debian, folder, goRoot) {
    rmSync(folder, { recursive: true, force: true });
    await run('cp', ['-a', debian, folder], { quiet: true });
    for (const name of ['var/cache/apt/archives/partial', 'var/lib/apt/lists/partial']) mkdirSync(join(folder, name), { recursive: true });
    // the chroot resolves names as this machine does
    cpSync('/etc/resolv.conf', join(folder, 'etc/resolv.conf'), { dereference: true });
    cpSync('/etc/hosts', join(folder, 'etc/hosts'), { dereference: true });
    const chroot = (...args) => run('chroot', [folder, ...args], { quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive' } });
    await chroot('apt-get', 'update');
    await chroot('apt-get', 'install', '--yes', '--no-install-recommends', 'gcc', 'libc6-dev', 'git');
    await chroot('apt-get', 'clean');
    await run('cp', ['-aL', goRoot, join(folder, 'usr/local/go')], { quiet: true });
    for (const name of ['go/src', 'go/bin', 'usr/local/go/test']) mkdirSync(join(folder, name), { recursive: true });
    for (const name of ['usr/local/go/test', 'var/lib/apt/lists', 'usr/share/doc']) rmSync(join(folder, name), { recursive: true, force: true });
}

/** Certificates, time zones, users, /tmp and a home: what distroless/static consists of. */
function staticRoot(debian, folder) {
    copy(debian, folder, ['etc/ssl/certs/ca-certificates.crt', 'usr/share/zoneinfo', 'etc/os-release', 'usr/lib/os-release']);
    write(folder, 'etc/passwd', 'root:x:0:0:root:/root:/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n');
    write(folder, 'etc/group', 'root:x:0:\nnobody:x:65534:\ntty:x:5:\nstaff:x:50:\nnonroot:x:65532:\n');
    write(folder, 'etc/nsswitch.conf', 'hosts: files dns\n');
    mkdirSync(join(folder, 'tmp'));
    chmodSync(join(folder, 'tmp'), 0o1777);
    mkdirSync(join(folder, 'root'), { mode: 0o700 });
    mkdirSync(join(folder, 'home/nonroot'), { recursive: true, mode: 0o700 });
    chownSync(join(folder, 'home/nonroot'), 65532, 65532);
    return folder;
}

/** The shared libraries of base and cc, of the same Debian release as the builder. */
function withLibc(debian, folder) {
    const machine = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
    const libraries = join('usr/lib', machine);
    const wanted = /^(ld-linux|lib(c|m|dl|rt|pthread|resolv|util|nss_\w+|ssl|crypto|gcc_s|stdc\+\+|z|zstd)\.so|lib(c|m|nss_\w+)-)/;
    for (const name of readdirSync(join(debian, libraries)).filter((name) => wanted.test(name))) copy(debian, folder, [join(libraries, name)]);
    for (const name of ['lib', 'lib64'].filter((name) => existsSync(join(debian, name)))) {
        cpSync(join(debian, name), join(folder, name), { verbatimSymlinks: true, recursive: true, filter: (source) => !source.startsWith(join(debian, name) + '/') });
        if (existsSync(join(debian, 'usr', name))) mkdirSync(join(folder, 'usr', name), { recursive: true });
    }
    if (existsSync(join(debian, 'usr/lib64'))) cpSync(join(debian, 'usr/lib64'), join(folder, 'usr/lib64'), { recursive: true, verbatimSymlinks: true });
    return folder;
}

/** A busybox, its applets, certificates; `apk` is there and says that it cannot. */
async function busyboxRoot(debian, folder) {
    mkdirSync(join(folder, 'bin'), { recursive: true });
    cpSync('/bin/busybox', join(folder, 'bin/busybox'), { dereference: true });
    const applets = await run('/bin/busybox', ['--list'], { quiet: true });
    for (const name of applets.split('\n').filter((name) => name !== '' && name !== 'busybox')) symlinkSync('/bin/busybox', join(folder, 'bin', name));
    copy(debian, folder, ['etc/ssl/certs/ca-certificates.crt']);
    write(folder, 'etc/passwd', 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n');
    write(folder, 'etc/group', 'root:x:0:\nnobody:x:65534:\n');
    write(folder, 'sbin/apk', '#!/bin/sh\necho "this image stands in for alpine where no registry can be reached: it has no packages" >&2\nexit 1\n');
    chmodSync(join(folder, 'sbin/apk'), 0o755);
    for (const name of ['tmp', 'root', 'usr/bin', 'usr/sbin', 'home', 'var']) mkdirSync(join(folder, name), { recursive: true });
    chmodSync(join(folder, 'tmp'), 0o1777);
    return folder;
}

/** BuildKit's own frontend, built from its Go module, for `# syntax=docker/dockerfile:1`. */
async function frontendRoot(paths, folder, go) {
    const program = 'github.com/moby/buildkit/frontend/dockerfile/cmd/dockerfile-frontend';
    const source = join(folder, 'source');
    mkdirSync(source);
    const gocmd = (...args) => run(go.program, args, { cwd: source, quiet: true, env: { CGO_ENABLED: '0', GOFLAGS: '-mod=mod' } });
    await gocmd('mod', 'init', 'frontend');
    await gocmd('get', `${program}@v0.26.3`);
    await gocmd('build', '-trimpath', '-ldflags=-s', '-o', join(folder, 'dockerfile-frontend'), program);
    rmSync(source, { recursive: true });
    return folder;
}

/** A folder that is gone afterwards. */
async function inFolder(paths, action) {
    const folder = join(paths.home, 'stand-in');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    await action(folder);
    rmSync(folder, { recursive: true, force: true });
}

function copy(from, to, names) {
    for (const name of names) cpSync(join(from, name), join(to, name), { recursive: true, verbatimSymlinks: true });
}

function write(folder, name, text) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
}
