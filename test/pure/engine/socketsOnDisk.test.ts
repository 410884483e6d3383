import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { connectEngine } from '../../../src/engine/connectEngine';
import { chooseEndpoint, discoverEndpoints } from '../../../src/engine/discoverEndpoints';
import type { Endpoint } from '../../../src/engine/engine';
import { thisMachine, type Machine } from '../../../src/engine/machine';
import { fakeEngine, silent } from './fakeEngine';

const skip = process.platform === 'win32';

/** This machine with another home, of a system whose sockets lie there. */
async function machineAt(context: TestContext, platform: 'linux' | 'darwin'): Promise<Machine & { home: string }> {
    const home = await mkdtemp(path.join(tmpdir(), 'gopherdock-home-'));
    context.after(() => rm(home, { recursive: true, force: true }));
    const env = { XDG_RUNTIME_DIR: path.join(home, 'run'), TMPDIR: path.join(home, 'tmp') };
    return { ...thisMachine(env), platform, home };
}

/** Tries each as the extension does. */
async function answering(endpoint: Endpoint): Promise<void> {
    const engine = connectEngine(endpoint, silent);
    await engine.version().finally(() => {
        engine.dispose();
    });
}

const places: Readonly<Record<string, readonly [platform: 'linux' | 'darwin', socket: string]>> = {
    'Docker Desktop on macOS': ['darwin', '.docker/run/docker.sock'],
    'Docker Desktop on Linux': ['linux', '.docker/desktop/docker.sock'],
    'rootless Docker': ['linux', 'run/docker.sock'],
    OrbStack: ['darwin', '.orbstack/run/docker.sock'],
    Colima: ['darwin', '.colima/work/docker.sock'],
    'Rancher Desktop': ['darwin', '.rd/docker.sock'],
    Lima: ['linux', '.lima/docker/sock/docker.sock'],
    Podman: ['linux', 'run/podman/podman.sock'],
    'a Podman machine': ['darwin', 'tmp/podman/podman-machine-default-api.sock'],
};
for (const [name, [platform, socket]] of Object.entries(places)) {
    test(`the engine of ${name} is found at its socket, though another socket is dead`, { skip }, async (context) => {
        const fake = await fakeEngine(context);
        const machine = await machineAt(context, platform);
        const file = path.join(machine.home, socket);
        await mkdir(path.dirname(file), { recursive: true });
        await symlink(fake.endpoint.address.slice('unix://'.length), file);
        const dead = path.join(machine.home, '.colima/default/docker.sock');
        await mkdir(path.dirname(dead), { recursive: true });
        await writeFile(dead, '');
        const discovery = await discoverEndpoints(machine, '');
        const ours = {
            ...discovery,
            candidates: discovery.candidates.filter(({ address }) => address.includes(machine.home)),
        };
        const chosen = await chooseEndpoint(ours, answering);
        assert.equal(chosen.address, `unix://${file}`);
        assert.match(chosen.because, /^the socket of /);
        assert.deepEqual(fake.requests, ['GET /version']);
    });
}
