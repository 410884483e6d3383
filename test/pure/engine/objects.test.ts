import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Engine } from '../../../src/engine/engine';
import { fakeEngine, json } from './fakeEngine';

test('a volume, a network and the system become ours', async (context) => {
    const { engine } = await fakeEngine(context, {
        '/volumes': json({
            Volumes: [
                { Name: 'data', Driver: 'local', CreatedAt: '2026-01-02T03:04:05Z', Labels: { a: 'b' } },
                { Name: 'f'.repeat(64), Driver: 'local', CreatedAt: '', Labels: null },
                { Name: 'x', Driver: 'local', Labels: { 'com.docker.volume.anonymous': '' } },
            ],
        }),
        '/networks': json([
            {
                Id: 'n1',
                Name: 'shop_default',
                Driver: 'bridge',
                Scope: 'local',
                Internal: true,
                Created: '2026-01-02T03:04:05Z',
                Labels: { a: 'b' },
                IPAM: { Config: [{ Subnet: '172.18.0.0/16' }, null] },
            },
            { Id: 'n2', Name: 'host', IPAM: null },
        ]),
        '/info': json({
            Name: 'vm',
            ServerVersion: '26.1.5',
            OperatingSystem: 'Docker Desktop',
            OSType: 'linux',
            Architecture: 'x86_64',
            KernelVersion: '6.1',
            NCPU: 2,
            MemTotal: 100,
            Driver: 'overlayfs',
            DriverStatus: [['driver-type', 'io.containerd.snapshotter.v1']],
            SecurityOptions: ['name=seccomp,profile=builtin', 'name=rootless', 'name=cgroupns', 'apparmor'],
        }),
    });
    assert.deepEqual(await engine.volumes(), [
        { name: 'data', driver: 'local', created: Date.UTC(2026, 0, 2, 3, 4, 5), labels: { a: 'b' }, anonymous: false },
        { name: 'f'.repeat(64), driver: 'local', created: undefined, labels: {}, anonymous: true },
        {
            name: 'x',
            driver: 'local',
            created: undefined,
            labels: { 'com.docker.volume.anonymous': '' },
            anonymous: true,
        },
    ]);
    const [shop, host] = await engine.networks();
    assert.deepEqual(shop, {
        id: 'n1',
        name: 'shop_default',
        driver: 'bridge',
        scope: 'local',
        internal: true,
        created: Date.UTC(2026, 0, 2, 3, 4, 5),
        labels: { a: 'b' },
        subnets: ['172.18.0.0/16'],
        builtIn: false,
    });
    assert.deepEqual([host?.builtIn, host?.subnets, host?.created], [true, [], undefined]);
    assert.deepEqual(await engine.systemInfo(), {
        name: 'vm',
        version: '26.1.5',
        operatingSystem: 'Docker Desktop',
        os: 'linux',
        arch: 'x86_64',
        kernel: '6.1',
        processors: 2,
        memory: 100,
        rootless: true,
        security: ['seccomp', 'cgroupns', 'apparmor'],
        storageDriver: 'overlayfs',
        containerdImages: true,
    });
});

for (const garbage of [null, {}, 7, 'text', [null, 7, [], {}], { Volumes: null, Images: [null], BuildCache: 'x' }]) {
    test(`an answer of ${JSON.stringify(garbage)} is no crash`, async (context) => {
        const { engine } = await fakeEngine(context, {
            '/volumes': json(garbage),
            '/networks': json(garbage),
            '/info': json(garbage),
            '/system/df': json(garbage),
            '/images/x/history': json(garbage),
        });
        assert.ok((await engine.volumes()).length < 5);
        assert.ok((await engine.networks()).length < 5);
        assert.equal((await engine.systemInfo()).processors, 0);
        assert.equal((await engine.diskUsage()).layers, 0);
        assert.ok((await engine.history('x')).every(({ size }) => size === 0));
    });
}

test('disk usage tells sizes, and what it does not know', async (context) => {
    const { engine } = await fakeEngine(context, {
        '/system/df': json({
            LayersSize: 1000,
            Containers: [{ Id: 'c', SizeRw: 5 }, { Id: 'd' }],
            Images: [
                { Id: 'i', Size: 100, SharedSize: 40, Containers: 1 },
                { Id: 'j', Size: 9, SharedSize: -1, Containers: -1 },
            ],
            Volumes: [
                { Name: 'v', UsageData: { Size: 7, RefCount: 2 } },
                { Name: 'w', UsageData: { Size: -1, RefCount: -1 } },
            ],
            BuildCache: [{ ID: 'b', Type: 'regular', Description: 'x', Size: 3, InUse: true, Shared: false }],
        }),
    });
    const { containers, images, volumes, buildCache, layers } = await engine.diskUsage();
    assert.deepEqual(
        [...containers],
        [
            ['c', 5],
            ['d', 0],
        ],
    );
    assert.deepEqual(images.get('i'), { size: 100, shared: 40, containers: 1 });
    assert.deepEqual(images.get('j'), { size: 9, shared: 0, containers: 0 });
    assert.deepEqual(
        [volumes.get('v'), volumes.get('w')],
        [
            { size: 7, containers: 2 },
            { size: undefined, containers: 0 },
        ],
    );
    assert.deepEqual(buildCache, [{ id: 'b', kind: 'regular', description: 'x', size: 3, inUse: true, shared: false }]);
    assert.equal(layers, 1000);
});

const instructions = [
    ['RUN /bin/sh -c go build # buildkit', 'RUN go build'],
    ['RUN |1 A=b /bin/sh -c go build # buildkit', 'RUN go build'],
    ['RUN /app --version # buildkit', 'RUN /app --version'],
    ['/bin/sh -c #(nop)  CMD ["sh"]', 'CMD ["sh"]'],
    ['/bin/sh -c apk add git', 'RUN apk add git'],
    ['|1 VERSION=1 /bin/sh -c go build   ./...', 'RUN go build ./...'],
    ['COPY /app /app # buildkit', 'COPY /app /app'],
    ['', ''],
] as const;
test('the history of an image names its instructions', async (context) => {
    const { engine } = await fakeEngine(context, {
        '/images/x/history': json(
            instructions.map(([CreatedBy]) => ({ CreatedBy, Created: 1, Size: 2, Tags: null, Comment: '' })),
        ),
    });
    assert.deepEqual(
        (await engine.history('x')).map(({ instruction }) => instruction),
        instructions.map(([, want]) => want),
    );
});

/** What each action asks of the engine. */
const actions: Readonly<
    Record<string, readonly [act: (engine: Engine) => Promise<unknown>, request: string, body?: unknown]>
> = {
    'pause a container': [(engine) => engine.pause('a'), 'POST /v1.45/containers/a/pause'],
    'unpause a container': [(engine) => engine.unpause('a'), 'POST /v1.45/containers/a/unpause'],
    'rename a container': [(engine) => engine.rename('a', 'b c'), 'POST /v1.45/containers/a/rename?name=b+c'],
    'kill a container': [(engine) => engine.kill('a'), 'POST /v1.45/containers/a/kill'],
    'send a signal': [(engine) => engine.kill('a', 'SIGHUP'), 'POST /v1.45/containers/a/kill?signal=SIGHUP'],
    'tag an image': [
        (engine) => engine.tagImage('sha256:1', 'localhost:5000/shop/api:1.2'),
        'POST /v1.45/images/sha256%3A1/tag?repo=localhost%3A5000%2Fshop%2Fapi&tag=1.2',
    ],
    'tag an image without a tag': [
        (engine) => engine.tagImage('a', 'localhost:5000/api'),
        'POST /v1.45/images/a/tag?repo=localhost%3A5000%2Fapi',
    ],
    'remove an image by force': [
        (engine) => engine.removeImage('a', undefined, { force: true }),
        'DELETE /v1.45/images/a?force=true',
    ],
    'create a volume': [
        (engine) => engine.createVolume({ name: 'v', labels: { a: 'b' } }),
        'POST /v1.45/volumes/create',
        { Name: 'v', Labels: { a: 'b' } },
    ],
    'remove a volume': [(engine) => engine.removeVolume('v/x'), 'DELETE /v1.45/volumes/v%2Fx'],
    'create a network': [
        (engine) => engine.createNetwork({ name: 'n', internal: true, labels: {} }),
        'POST /v1.45/networks/create',
        { Name: 'n', Internal: true, Labels: {}, CheckDuplicate: true },
    ],
    'remove a network': [(engine) => engine.removeNetwork('n'), 'DELETE /v1.45/networks/n'],
    'connect a network': [
        (engine) => engine.connectNetwork('n', 'c', { aliases: ['db'] }),
        'POST /v1.45/networks/n/connect',
        { Container: 'c', EndpointConfig: { Aliases: ['db'] } },
    ],
    'disconnect a network': [
        (engine) => engine.disconnectNetwork('n', 'c'),
        'POST /v1.45/networks/n/disconnect',
        { Container: 'c' },
    ],
    'prune the build cache': [(engine) => engine.pruneBuildCache(), 'POST /v1.45/build/prune'],
};
for (const [name, [act, request, body]] of Object.entries(actions)) {
    test(`to ${name} is one request`, async (context) => {
        let sent = '';
        const { engine, requests, answers } = await fakeEngine(context);
        const [method = '', target = ''] = request.split(' ');
        const path = new URL(target, 'http://engine').pathname.replace(/^\/v\d+\.\d+/, '');
        answers[`${method} ${path}`] = async (incoming, response, url) => {
            for await (const chunk of incoming) sent += String(chunk);
            json({ Id: 'new', Name: 'new', SpaceReclaimed: 5 })(incoming, response, url);
        };
        await act(engine);
        assert.deepEqual(requests.slice(1), [request]);
        assert.deepEqual(sent === '' ? undefined : JSON.parse(sent), body);
    });
}
