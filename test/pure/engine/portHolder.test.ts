import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import type { Container, ContainerState } from '../../../src/engine/engine';
import { nextFreePort, portHolder } from '../../../src/engine/portHolder';
import { runContainer } from '../../../src/engine/runContainer';
import { failsWith } from './failure';
import { endpointAt, fakeEngine, json } from './fakeEngine';

const local = endpointAt('unix:///run/docker.sock');
const remote = endpointAt('tcp://elsewhere:2375');

const publishing = (host: number | undefined, state: ContainerState = 'running', protocol = 'tcp'): Container => ({
    id: 'a',
    name: 'web',
    image: 'nginx',
    imageId: '',
    state,
    status: '',
    health: 'none',
    exitCode: undefined,
    created: 0,
    ports: [{ container: 80, protocol, host, address: '0.0.0.0' }],
    labels: {},
    command: '',
    mounts: [],
    networks: [],
});

async function takenPort(context: TestContext): Promise<number> {
    const server = createServer();
    await new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', resolve);
    });
    context.after(() => server.close());
    return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
    const server = createServer();
    await new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => {
        server.close(resolve);
    });
    return port;
}

test('a container that publishes the port holds it while it is not ended', async () => {
    const port = await freePort();
    const kinds = async (container: Container) =>
        (await portHolder(port, { containers: [container], endpoint: local })).kind;
    for (const state of ['running', 'paused', 'restarting'] as const)
        assert.equal(await kinds(publishing(port, state)), 'container');
    for (const state of ['exited', 'created', 'dead'] as const)
        assert.equal(await kinds(publishing(port, state)), 'free');
    assert.equal(await kinds(publishing(port, 'running', 'udp')), 'free');
    assert.equal(await kinds(publishing(undefined)), 'free');
});

test('a program on this machine holds its port, though not one of another machine', async (context) => {
    const port = await takenPort(context);
    for (const address of ['0.0.0.0', '127.0.0.1']) {
        const holder = await portHolder(port, { containers: [], endpoint: local, address });
        assert.ok(holder.kind === 'program');
        if (process.platform !== 'linux') continue;
        const name = readFileSync('/proc/self/comm', 'utf8').trim();
        assert.deepEqual(holder.process, { id: process.pid, name });
    }
    assert.deepEqual(await portHolder(port, { containers: [], endpoint: remote }), { kind: 'free' });
});

test('the next free port is above those that are held', async (context) => {
    const port = await takenPort(context);
    const free = await nextFreePort(port, {
        containers: [publishing(port + 1)],
        endpoint: local,
        address: '127.0.0.1',
    });
    assert.ok(free !== undefined && free > port + 1);
    assert.equal(await nextFreePort(65_535, { containers: [publishing(65_535)], endpoint: local }), undefined);
    assert.equal(await nextFreePort(65_535, { containers: [publishing(65_535)], endpoint: remote }), undefined);
});

test('a start that fails is a conflict where somebody holds a port, and only then', async (context) => {
    const { engine } = await fakeEngine(context, {
        'POST /containers/create': json({ Id: 'new' }, 201),
        'POST /containers/new/start': json({ message: 'Ports are not available' }, 500),
        'DELETE /containers/new': (_, response) => response.writeHead(204).end(),
        '/containers/json': json([]),
    });
    const run = (host: number) =>
        runContainer(engine, {
            name: undefined,
            image: 'app',
            env: {},
            ports: [{ container: 80, protocol: 'tcp', host, address: '127.0.0.1' }],
            volumes: [],
            temporary: [],
            labels: {},
            readOnlyRoot: true,
            dropCapabilities: true,
            noNewPrivileges: true,
            pidsLimit: undefined,
            memoryLimit: undefined,
            init: false,
        });
    await assert.rejects(run(await takenPort(context)), failsWith('conflict', /^Ports are not available$/));
    await assert.rejects(run(await freePort()), failsWith('protocol', /^Ports are not available$/));
    await assert.rejects(run(0), failsWith('protocol', /^Ports are not available$/));
});
