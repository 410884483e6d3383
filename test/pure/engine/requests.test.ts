import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { CreateRequest, Engine } from '../../../src/engine/engine';
import { runContainer } from '../../../src/engine/runContainer';
import { failsWith } from './failure';
import { fakeEngine, json, type Answer } from './fakeEngine';

const container = (nth: number): object => ({
    Id: `id${nth}`,
    Names: [`/web-${nth}`],
    Image: 'nginx:1',
    ImageID: 'sha256:1',
    Created: 1_700_000_000 + nth,
    State: 'running',
    Status: 'Up 3 minutes (healthy)',
    Ports: [
        { IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
        { IP: '::', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
        { IP: '127.0.0.1', PrivatePort: 81, PublicPort: 8081, Type: 'tcp' },
        { PrivatePort: 443, Type: 'tcp' },
    ],
    Labels: { a: 'b', bad: 7 },
    Command: 'nginx -g',
    Mounts: [
        { Type: 'volume', Name: 'data', Source: '/var/lib/x', Destination: '/data', RW: true },
        { Type: 'bind', Source: '/etc', Destination: '/host', RW: false },
        { Type: 'npipe', Source: '//./pipe/x', Destination: 'x', RW: true },
    ],
    NetworkSettings: { Networks: { bridge: null, shop_default: {} } },
});

test('a row of the list of containers becomes ours', async (context) => {
    const { engine } = await fakeEngine(context, { '/containers/json': json([container(1)]) });
    assert.deepEqual(await engine.containers(), [
        {
            id: 'id1',
            name: 'web-1',
            image: 'nginx:1',
            imageId: 'sha256:1',
            state: 'running',
            status: 'Up 3 minutes (healthy)',
            health: 'healthy',
            exitCode: undefined,
            created: 1_700_000_001_000,
            ports: [
                { container: 80, protocol: 'tcp', host: 8080, address: '0.0.0.0' },
                { container: 81, protocol: 'tcp', host: 8081, address: '127.0.0.1' },
                { container: 443, protocol: 'tcp', host: undefined, address: undefined },
            ],
            labels: { a: 'b' },
            command: 'nginx -g',
            mounts: [
                { kind: 'volume', source: 'data', target: '/data', readOnly: false },
                { kind: 'bind', source: '/etc', target: '/host', readOnly: true },
                { kind: 'other', source: '//./pipe/x', target: 'x', readOnly: false },
            ],
            networks: ['bridge', 'shop_default'],
        },
    ]);
});

const states = [
    ['exited', 'Exited (137) 5 minutes ago', 'exited', 'none', 137],
    ['exited', 'Exited (0) 5 minutes ago', 'exited', 'none', 0],
    ['restarting', 'Restarting (1) 2 seconds ago', 'restarting', 'none', 1],
    ['created', 'Created', 'created', 'none', undefined],
    ['running', 'Up 2 seconds (health: starting)', 'running', 'starting', undefined],
    ['running', 'Up 2 minutes (unhealthy)', 'running', 'unhealthy', undefined],
    ['paused', 'Up 2 minutes (Paused)', 'paused', 'none', undefined],
    ['stopping', 'Stopping', 'dead', 'none', undefined],
    [undefined, undefined, 'dead', 'none', undefined],
] as const;
for (const [State, Status, state, health, exitCode] of states) {
    test(`a container of "${Status ?? 'no status'}" is ${state}`, async (context) => {
        const { engine } = await fakeEngine(context, { '/containers/json': json([{ State, Status }]) });
        const [row] = await engine.containers();
        assert.deepEqual([row?.state, row?.health, row?.exitCode], [state, health, exitCode]);
    });
}

for (const garbage of [
    null,
    {},
    7,
    'text',
    [null, 7, [], 'x', {}],
    [{ Id: 5, Names: 'x', Ports: { a: 1 }, Labels: [], Created: 'soon', State: {} }],
]) {
    test(`a list of ${JSON.stringify(garbage)} is no crash`, async (context) => {
        const { engine } = await fakeEngine(context, {
            '/containers/json': json(garbage),
            '/images/json': json(garbage),
            '/containers/x/json': json(garbage),
            '/images/x/json': json(garbage),
        });
        const length = Array.isArray(garbage) ? garbage.length : 0;
        assert.equal((await engine.containers()).length, length);
        assert.equal((await engine.images()).length, length);
        assert.equal((await engine.inspect('x')).state, 'dead');
        assert.deepEqual((await engine.inspectImage('x')).exposedPorts, []);
    });
}

test('names cannot forge a row', async (context) => {
    const { engine } = await fakeEngine(context, {
        '/containers/json': json([{ Names: ['/a\nb\u202e'], Image: 'x\u0000y', Status: 'Up\r' }]),
    });
    const [row] = await engine.containers();
    assert.deepEqual([row?.name, row?.image, row?.status], ['a\uFFFDb\uFFFD', 'x\uFFFDy', 'Up\uFFFD']);
});

test('a list that comes in small pieces is one list', async (context) => {
    const rows = Array.from({ length: 300 }, (_, nth) => ({ ...container(nth), Labels: { note: 'größe 🐹' } }));
    const bytes = Buffer.from(JSON.stringify(rows));
    const { engine } = await fakeEngine(context, {
        '/containers/json': (_, response) => {
            response.writeHead(200, { 'Content-Type': 'application/json' });
            for (let start = 0; start < bytes.length; start += 1013)
                response.write(bytes.subarray(start, start + 1013));
            response.end();
        },
    });
    const listed = await engine.containers();
    assert.equal(listed.length, 300);
    assert.equal(listed[299]?.labels['note'], 'größe 🐹');
});

test('a list that breaks off is unreachable, not half a list', async (context) => {
    const { engine } = await fakeEngine(context, {
        '/containers/json': (_, response) => {
            response.write('[{"Id":"a"},', () => response.socket?.destroy());
        },
    });
    await assert.rejects(engine.containers(), failsWith('unreachable'));
});

test('an image is read, dangling or not', async (context) => {
    const { engine } = await fakeEngine(context, {
        '/images/json': json([
            { Id: 'sha256:1', RepoTags: ['app:dev', 'app:1'], Created: 5, Size: 7, Labels: null },
            { Id: 'sha256:2', RepoTags: ['<none>:<none>'] },
            { Id: 'sha256:3', RepoTags: null },
        ]),
        '/images/gcr.io%2Fx%2Fapp%3Adev/json': json({
            Id: 'sha256:1',
            Created: '2026-01-02T03:04:05.123456789Z',
            Architecture: 'arm64',
            Os: 'linux',
            Config: {
                User: 'nonroot',
                Entrypoint: ['/app'],
                Cmd: 'serve',
                ExposedPorts: { '8080/tcp': {}, '53/udp': {}, 'x/y': {} },
            },
        }),
    });
    assert.deepEqual(
        (await engine.images()).map(({ tags }) => tags),
        [['app:dev', 'app:1'], [], []],
    );
    const details = await engine.inspectImage('gcr.io/x/app:dev');
    assert.deepEqual(
        [details.arch, details.user, details.entrypoint, details.command],
        ['arm64', 'nonroot', ['/app'], ['serve']],
    );
    assert.deepEqual(details.exposedPorts, [
        { port: 8080, protocol: 'tcp' },
        { port: 53, protocol: 'udp' },
    ]);
    assert.equal(new Date(details.created).toISOString(), '2026-01-02T03:04:05.123Z');
});

const hardened: CreateRequest = {
    name: 'shop-api',
    image: 'shop-api:dev',
    env: { PORT: '8080' },
    ports: [{ container: 8080, protocol: 'tcp', host: 18080, address: '127.0.0.1' }],
    volumes: [
        { source: '/data:x', target: '/data', readOnly: true },
        { source: 'cache', target: '/cache', readOnly: false },
        { source: 'C:\\data', target: '/windows', readOnly: false },
    ],
    temporary: ['/tmp'],
    labels: { 'gopherdock.command': 'api' },
    readOnlyRoot: true,
    dropCapabilities: true,
    noNewPrivileges: true,
    pidsLimit: 100,
    memoryLimit: 64_000_000,
    init: true,
};

/** Answers a create, and keeps what was asked for. */
function keepBody(bodies: unknown[]): Answer {
    return (request, response, url) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => {
            bodies.push(JSON.parse(Buffer.concat(chunks).toString()));
            json({ Id: 'new' }, 201)(request, response, url);
        });
    };
}

test('a hardened container in the words of the API', async (context) => {
    const bodies: unknown[] = [];
    const { engine, requests } = await fakeEngine(context, { 'POST /containers/create': keepBody(bodies) });
    assert.equal(await engine.create(hardened), 'new');
    assert.equal(requests.at(-1), 'POST /v1.45/containers/create?name=shop-api');
    assert.deepEqual(bodies, [
        {
            Image: 'shop-api:dev',
            Env: ['PORT=8080'],
            Labels: { 'gopherdock.command': 'api' },
            ExposedPorts: { '8080/tcp': {} },
            HostConfig: {
                PortBindings: { '8080/tcp': [{ HostIp: '127.0.0.1', HostPort: '18080' }] },
                Mounts: [
                    { Type: 'bind', Source: '/data:x', Target: '/data', ReadOnly: true },
                    { Type: 'volume', Source: 'cache', Target: '/cache', ReadOnly: false },
                    { Type: 'bind', Source: 'C:\\data', Target: '/windows', ReadOnly: false },
                ],
                Tmpfs: { '/tmp': '' },
                ReadonlyRootfs: true,
                Init: true,
                CapDrop: ['ALL'],
                SecurityOpt: ['no-new-privileges'],
                PidsLimit: 100,
                Memory: 64_000_000,
            },
        },
    ]);
});

test('a container that does not start is removed, and its own error is told', async (context) => {
    const { engine, requests } = await fakeEngine(context, {
        'POST /containers/create': json({ Id: 'new' }, 201),
        'POST /containers/new/start': json({ message: 'driver failed: port is already allocated' }, 500),
        'DELETE /containers/new': json({ message: 'no' }, 500),
    });
    await assert.rejects(runContainer(engine, hardened), failsWith('protocol', /already allocated/));
    assert.ok(requests.includes('DELETE /v1.45/containers/new?force=true&v=true'));
});

test('a name that is taken is a conflict', async (context) => {
    const { engine } = await fakeEngine(context, {
        'POST /containers/create': json({ message: 'The container name "/shop-api" is already in use' }, 409),
    });
    await assert.rejects(runContainer(engine, hardened), failsWith('conflict', /already in use/));
});

const actions: Readonly<Record<string, readonly [act: (engine: Engine) => Promise<void>, request: string]>> = {
    start: [(engine) => engine.start('a/b'), 'POST /v1.45/containers/a%2Fb/start'],
    stop: [(engine) => engine.stop('x'), 'POST /v1.45/containers/x/stop'],
    'stop with grace': [(engine) => engine.stop('x', { graceSeconds: 3 }), 'POST /v1.45/containers/x/stop?t=3'],
    restart: [(engine) => engine.restart('x'), 'POST /v1.45/containers/x/restart'],
    remove: [(engine) => engine.remove('x'), 'DELETE /v1.45/containers/x'],
    'remove by force': [(engine) => engine.remove('x', { force: true }), 'DELETE /v1.45/containers/x?force=true'],
    'remove an image': [(engine) => engine.removeImage('gcr.io/x:1'), 'DELETE /v1.45/images/gcr.io%2Fx%3A1'],
};
for (const [name, [act, request]] of Object.entries(actions)) {
    test(`${name} asks the engine for that`, async (context) => {
        const { engine, requests } = await fakeEngine(context);
        await assert.rejects(act(engine), failsWith('missing'));
        assert.equal(requests.at(-1), request);
    });
}

test('containers that do not want to stop leave room for other requests', async (context) => {
    const { engine } = await fakeEngine(context, {
        'POST /containers/x/stop': () => undefined,
        '/containers/json': json([]),
    });
    const aborts = Array.from({ length: 20 }, () => new AbortController());
    const stops = aborts.map(({ signal }) => assert.rejects(engine.stop('x', {}, signal)));
    await pause(50);
    assert.deepEqual(await engine.containers(AbortSignal.timeout(2000)), []);
    for (const abort of aborts) abort.abort();
    await Promise.all(stops);
});

test('a kept connection that the engine closed meanwhile is no failure', async (context) => {
    const fake = await fakeEngine(context, { '/containers/json': json([]) });
    await fake.engine.containers();
    await fake.close();
    await fake.open();
    assert.deepEqual(await fake.engine.containers(), []);
});

const calls: Readonly<Record<string, (engine: Engine, signal: AbortSignal) => Promise<unknown>>> = {
    version: (engine, signal) => engine.version(signal),
    list: (engine, signal) => engine.containers(signal),
    inspect: (engine, signal) => engine.inspect('x', signal),
    create: (engine, signal) => engine.create(hardened, signal),
    remove: (engine, signal) => engine.remove('x', {}, signal),
    readFile: (engine, signal) => engine.readFile('x', '/a', 10, signal),
};
for (const [name, call] of Object.entries(calls)) {
    test(`an abort of ${name} rejects with its reason, before, while the engine is silent, and in the middle of the answer`, async (context) => {
        const reason = new Error('no longer wanted');
        const silentAnswer: Answer = () => undefined;
        const halfAnswer: Answer = (_, response) =>
            response.writeHead(200, { 'Content-Type': 'application/json' }).write('[');
        for (const answer of [silentAnswer, halfAnswer]) {
            const fake = await fakeEngine(context, {
                '/containers/json': answer,
                '/containers/x/json': answer,
                'POST /containers/create': answer,
                'DELETE /containers/x': answer,
                '/containers/x/archive': answer,
                ...(name === 'version' && { '/version': answer }),
            });
            await assert.rejects(call(fake.engine, AbortSignal.abort(reason)), (error) => error === reason);
            const abort = new AbortController();
            const rejected = assert.rejects(call(fake.engine, abort.signal), (error) => error === reason);
            await pause(40);
            abort.abort(reason);
            await rejected;
        }
    });
}
