/** The file trees that the stand-in images are made of. */
import {
    chmodSync,
    chownSync,
    cpSync,
    existsSync,
    mkdirSync,
    renameSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, step } from '../program.mjs';
import { debianArchive, release } from './packages.mjs';

/** What Debian's slim images leave out. */
const slim = ['doc', 'man', 'info', 'locale', 'lintian', 'groff'].map((name) => `path-exclude /usr/share/${name}/*`);

/** Of the golang image, and what the distroless images are taken from. */
const builderPackages = [
    ...['ca-certificates', 'gcc', 'git', 'libc6-dev', 'libgomp1', 'libssl3t64', 'libstdc++6', 'libzstd1'],
    ...['media-types', 'netbase', 'tzdata', 'tzdata-legacy', 'zlib1g'],
];

/** The smallest Debian that apt works in. */
export async function debianRoot(folder) {
    await whole(folder, async (part) => {
        const args = ['--variant=minbase', release, part, await debianArchive(), '/usr/share/debootstrap/scripts/sid'];
        // in a mount namespace of its own, so that a killed run leaves nothing mounted inside
        await step('Debian root', () => run('unshare', ['--mount', 'debootstrap', ...args], { quiet: true }));
        write(part, 'etc/dpkg/dpkg.cfg.d/slim', `${slim.join('\n')}\nforce-unsafe-io\n`);
        for (const name of ['doc', 'man', 'info', 'locale', 'lintian', 'groff'])
            rmSync(join(part, 'usr/share', name), { recursive: true, force: true });
        await run('find', [join(part, 'var/cache/apt'), join(part, 'var/lib/apt/lists'), '-type', 'f', '-delete'], {
            quiet: true,
        });
    });
}

/** The Debian root with a C compiler, git and certificates. */
export async function builderRoot(debian, folder) {
    await whole(folder, async (part) => {
        await run('cp', ['-a', debian, part], { quiet: true });
        // the chroot resolves names as this machine does
        for (const name of ['/etc/resolv.conf', '/etc/hosts']) cpSync(name, join(part, name), { dereference: true });
        const chroot = (...args) =>
            run('chroot', [part, ...args], { quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive' } });
        await step('C compiler and certificates', async () => {
            await chroot('apt-get', 'update');
            await chroot('apt-get', 'install', '--yes', '--no-install-recommends', ...builderPackages);
            await chroot('apt-get', 'clean');
        });
        await run('find', [join(part, 'var/cache/apt'), join(part, 'var/lib/apt/lists'), '-type', 'f', '-delete'], {
            quiet: true,
        });
    });
}

/** What the golang image adds to its base beside Go itself. */
export function goFolders(folder) {
    anyoneWrites(folder, 'go', 'go/src', 'go/bin');
}

/** What distroless adds to Debian's packages: users, a home and a place for temporary files. */
export function distrolessFolders(folder) {
    write(
        folder,
        'etc/passwd',
        lines(
            'root:x:0:0:root:/root:/sbin/nologin',
            'nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin',
            'nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin',
        ),
    );
    write(folder, 'etc/group', lines('root:x:0:', 'nobody:x:65534:', 'tty:x:5:', 'staff:x:50:', 'nonroot:x:65532:'));
    write(folder, 'etc/nsswitch.conf', lines('hosts: files dns'));
    mkdirSync(join(folder, 'root'), { mode: 0o700 });
    mkdirSync(join(folder, 'home/nonroot'), { recursive: true });
    chmodSync(join(folder, 'home/nonroot'), 0o700);
    chownSync(join(folder, 'home/nonroot'), 65532, 65532);
    anyoneWrites(folder, 'tmp', 'var/tmp');
}

/** A static busybox and its applets; no libc. */
export async function busyboxRoot(paths, folder) {
    for (const name of ['bin', 'etc', 'home', 'usr/bin', 'usr/sbin'])
        mkdirSync(join(folder, name), { recursive: true });
    const busybox = join(folder, 'bin/busybox');
    cpSync(
        ['bin', 'usr/bin'].map((name) => join(paths.programs, name, 'busybox')).find((file) => existsSync(file)),
        busybox,
    );
    const applets = (await run(busybox, ['--list'], { quiet: true }))
        .split('\n')
        .filter((name) => name !== '' && name !== 'busybox');
    for (const name of applets) symlinkSync('/bin/busybox', join(folder, 'bin', name));
    write(folder, 'etc/passwd', lines('root:x:0:0:root:/root:/bin/sh', 'nobody:x:65534:65534:nobody:/:/sbin/nologin'));
    write(
        folder,
        'etc/group',
        lines('root:x:0:root', 'tty:x:5:', 'www-data:x:82:', 'users:x:100:', 'nogroup:x:65533:', 'nobody:x:65534:'),
    );
    mkdirSync(join(folder, 'root'), { mode: 0o700 });
    anyoneWrites(folder, 'tmp', 'var/tmp');
}

/** A busybox with certificates and what Alpine has beside it; no libc, and `apk` is there and says that it cannot. */
export async function alpineRoot(paths, certificates, folder) {
    await busyboxRoot(paths, folder);
    for (const name of ['sbin', 'usr/local/bin', 'var/log', 'run', 'etc/ssl/certs'])
        mkdirSync(join(folder, name), { recursive: true });
    const scripts = fileURLToPath(new URL('alpine/', import.meta.url));
    for (const name of ['adduser', 'addgroup']) {
        rmSync(join(folder, 'bin', name), { force: true });
        cpSync(join(scripts, name), join(folder, 'usr/sbin', name));
    }
    cpSync(join(scripts, 'apk'), join(folder, 'sbin/apk'));
    cpSync(certificates, join(folder, 'etc/ssl/certs/ca-certificates.crt'));
    symlinkSync('certs/ca-certificates.crt', join(folder, 'etc/ssl/cert.pem'));
    write(folder, 'etc/shadow', lines('root:*::0:::::', 'nobody:!::0:::::'));
}

/** A folder that is there only when all of it is. */
async function whole(folder, fill) {
    if (existsSync(folder)) return;
    const part = `${folder}.part`;
    rmSync(part, { recursive: true, force: true });
    await fill(part);
    renameSync(part, folder);
}

function anyoneWrites(folder, ...names) {
    for (const name of names) {
        mkdirSync(join(folder, name), { recursive: true });
        chmodSync(join(folder, name), 0o1777);
    }
}

function write(folder, name, text) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
}

function lines(...texts) {
    return texts.map((text) => `${text}\n`).join('');
}
