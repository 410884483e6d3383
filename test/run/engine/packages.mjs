/** Debian packages of a newer release than the machine's, unpacked and not installed: the machine stays as it is. */
import {
    existsSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    readdirSync,
    renameSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { aptInstall, onPath, run, step } from '../program.mjs';

/** Engine 26, buildx and compose v2; people's engines are not from the year of the oldest supported Debian. */
export const release = 'trixie';
const engine = ['docker.io', 'docker-cli', 'docker-buildx', 'docker-compose', 'containerd', 'tini', 'busybox-static'];
const go = ['golang-1.24-go', 'golang-1.24-src'];
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** In an unpacked folder: the names of its packages. */
const manifest = '.packages';

/** Programs that have to be of the machine's own release, and their packages. */
const system = { runc: 'runc', iptables: 'iptables', ip: 'iproute2', debootstrap: 'debootstrap' };

/** The engine's programs under `paths.programs`, and what they need of the system itself. */
export async function unpackEngine(paths) {
    const missing = Object.keys(system).filter((name) => onPath(name) === undefined);
    const packages = missing.map((name) => system[name]);
    if (!existsSync(keyring)) packages.push('debian-archive-keyring');
    if (packages.length > 0) await step(`Debian packages ${packages.join(', ')}`, () => aptInstall(packages));
    if (!holds(paths.programs, engine)) await step('engine programs', () => unpack(engine, paths.programs, paths.home));
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
    if (!holds(folder, go)) await step('Go', () => unpack(go, folder, paths.home));
    return join(folder, 'usr/lib/go-1.24/bin/go');
}

/** Where this machine gets its Debian packages from; Debian's own address where it gets none, as on Ubuntu. */
export async function debianArchive() {
    const format = '$(REPO_URI)|$(ORIGIN)|$(COMPONENT)|$(RELEASE)';
    const ask = async () => {
        const targets = await run('apt-get', ['indextargets', '--format', format, 'Identifier: Packages'], {
            quiet: true,
        });
        return targets
            .split('\n')
            .map((line) => line.split('|'))
            .find(
                ([, origin, component, name]) => origin === 'Debian' && component === 'main' && !name?.includes('-'),
            )?.[0];
    };
    const known = await ask();
    if (known !== undefined) return known;
    // without lists, as in a fresh container, apt does not say whose archive is whose
    await run('apt-get', ['update'], { quiet: true });
    return (await ask()) ?? 'http://deb.debian.org/debian';
}

/** Whether exactly these packages were unpacked there. */
function holds(folder, packages) {
    const file = join(folder, manifest);
    return existsSync(file) && readFileSync(file, 'utf8') === packages.join('\n');
}

async function unpack(packages, folder, home) {
    const archive = await debianArchive();
    const apt = mkdtempSync(join(home, 'apt-'));
    try {
        for (const name of ['lists/partial', 'cache/archives/partial', 'debs', 'root'])
            mkdirSync(join(apt, name), { recursive: true });
        writeFileSync(join(apt, 'sources.list'), `deb [signed-by=${keyring}] ${archive} ${release} main\n`);
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
        for (const deb of readdirSync(join(apt, 'debs')))
            await run('dpkg', ['-x', join(apt, 'debs', deb), join(apt, 'root')], { quiet: true });
        writeFileSync(join(apt, 'root', manifest), packages.join('\n'));
        rmSync(folder, { recursive: true, force: true });
        renameSync(join(apt, 'root'), folder);
    } finally {
        rmSync(apt, { recursive: true, force: true });
    }
}
