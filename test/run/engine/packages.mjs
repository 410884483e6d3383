/** Debian packages of a newer release than the machine's, unpacked and not installed: the machine stays as it is. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aptInstall, onPath, run, step } from '../program.mjs';

/** Engine 26, buildx and compose v2; people's engines are not from the year of the oldest supported Debian. */
const release = 'trixie';
const engine = ['docker.io', 'docker-cli', 'docker-buildx', 'docker-compose', 'containerd', 'tini'];

/** The engine's programs under `paths.programs`, and what they need of the system itself. */
export async function unpackEngine(paths) {
    const missing = ['runc', 'iptables', 'debootstrap', 'busybox'].filter((name) => onPath(name) === undefined);
    if (missing.length > 0) await step(`Debian packages ${missing.join(', ')}`, () => aptInstall(missing.map((name) => (name === 'busybox' ? 'busybox-static' : name))));
    if (!existsSync(paths.programs)) await step('engine programs', () => unpack(engine, paths.programs, paths.home));
    const plugins = join(paths.config, 'cli-plugins');
    mkdirSync(plugins, { recursive: true });
    for (const name of ['docker-buildx', 'docker-compose']) {
        rmSync(join(plugins, name), { force: true });
        symlinkSync(join(paths.programs, 'usr/libexec/docker/cli-plugins', name), join(plugins, name));
    }
}

/** Debian's Go, which fetches the wanted toolchain through the module proxy by itself. */
export async function unpackGo(paths) {
    const folder = join(paths.home, 'go');
    if (!existsSync(folder)) await step('Go', () => unpack(['golang-1.24-go', 'golang-1.24-src'], folder, paths.home));
    return join(folder, 'usr/lib/go-1.24/bin/go');
}

/** Where this machine gets its Debian packages from. */
export async function debianArchive() {
    const targets = await run('apt-get', ['indextargets', '--format', '$(REPO_URI)|$(ORIGIN)|$(COMPONENT)|$(RELEASE)', 'Identifier: Packages'], { quiet: true });
    const archive = targets
        .split('\n')
        .map((line) => line.split('|'))
        .find(([, origin, component, name]) => origin === 'Debian' && component === 'main' && !name?.includes('-'))?.[0];
    if (archive === undefined) throw new Error('apt knows no Debian archive');
    return { archive, release };
}

async function unpack(packages, folder, home) {
    const { archive } = await debianArchive();
    const apt = mkdtempSync(join(home, 'apt-'));
    try {
        for (const name of ['lists/partial', 'cache/archives/partial', 'debs', 'root']) mkdirSync(join(apt, name), { recursive: true });
        writeFileSync(join(apt, 'sources.list'), `deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${archive} ${release} main\n`);
        const options = [
            `Dir::Etc::sourcelist=${apt}/sources.list`,
            'Dir::Etc::sourceparts=/dev/null',
            `Dir::State::lists=${apt}/lists`,
            `Dir::Cache=${apt}/cache`,
            'Acquire::Languages=none',
            'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false',
            'APT::Sandbox::User=root',
        ].flatMap((option) => ['-o', option]);
        await run('apt-get', [...options, 'update'], { quiet: true });
        await run('apt-get', [...options, 'download', ...packages], { cwd: join(apt, 'debs'), quiet: true });
        for (const deb of readdirSync(join(apt, 'debs'))) await run('dpkg', ['-x', join(apt, 'debs', deb), join(apt, 'root')], { quiet: true });
        renameSync(join(apt, 'root'), folder);
    } finally {
        rmSync(apt, { recursive: true, force: true });
    }
}
