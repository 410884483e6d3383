import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agreeOnVersion, compareVersions, newestVersion } from '../../../src/engine/version';
import { failsWith } from './failure';
import { fakeEngine, json } from './fakeEngine';

const agreements: readonly (readonly [newest: string, oldest: string, agreed: string | undefined])[] = [
    ['1.24', '1.12', '1.24'],
    ['1.25', '', '1.25'],
    ['1.40', '1.12', '1.40'],
    ['1.45', '1.24', '1.45'],
    [newestVersion, '1.44', newestVersion],
    ['1.60', '1.44', newestVersion],
    ['2.3', '2.0', '2.0'],
    ['', '', '1.24'],
    ['1.23', '1.12', undefined],
    ['0.9', '', undefined],
    ['latest', '', undefined],
    ['1.45/../..', '', undefined],
];
for (const [newest, oldest, agreed] of agreements) {
    test(`an engine of ${newest || 'no version'} (oldest ${oldest || 'unsaid'}) is spoken to in ${agreed ?? 'no version'}`, () => {
        assert.equal(agreeOnVersion(newest, oldest), agreed);
    });
}

test('versions are compared by number', () => {
    assert.ok(compareVersions('1.9', '1.41') < 0);
    assert.ok(compareVersions('2.0', '1.41') > 0);
    assert.equal(compareVersions('1.41', '1.41'), 0);
});

for (const api of ['1.24', '1.33', '1.45', newestVersion]) {
    test(`every request to an engine of ${api} names that version`, async (context) => {
        const { engine, requests } = await fakeEngine(context, {
            '/version': json({ Version: '1', ApiVersion: api, MinAPIVersion: '1.24' }),
            '/containers/json': json([]),
            '/images/json': json(null),
        });
        assert.deepEqual(await engine.containers(), []);
        assert.deepEqual(await engine.images(), []);
        assert.deepEqual(requests, [
            'GET /version',
            `GET /v${api}/containers/json?all=true`,
            `GET /v${api}/images/json`,
        ]);
    });
}

test('the version is asked for once, however many wait for it', async (context) => {
    const { engine, requests } = await fakeEngine(context, { '/containers/json': json([]) });
    await Promise.all([engine.version(), engine.containers(), engine.version(), engine.containers()]);
    assert.equal(requests.filter((request) => request === 'GET /version').length, 1);
});

test('a failed question for the version is asked again', async (context) => {
    const { engine, answers } = await fakeEngine(context);
    const good = answers['/version'];
    assert.ok(good);
    answers['/version'] = json({ message: 'starting' }, 503);
    await assert.rejects(engine.version(), failsWith('protocol', /^starting$/));
    answers['/version'] = good;
    assert.equal((await engine.version()).version, '26.1.5');
});

test('an engine that is too old says so', async (context) => {
    const { engine } = await fakeEngine(context, { '/version': json({ ApiVersion: '1.18' }) });
    await assert.rejects(engine.containers(), failsWith('protocol', /speaks API 1\.18; versions 1\.24 to/));
});

test('Podman is named by its component', async (context) => {
    const podman = {
        Components: [{ Name: 'Podman Engine', Version: '5.2.3' }],
        ApiVersion: '1.41',
        MinAPIVersion: '1.24',
        Os: 'linux',
        Arch: 'arm64',
    };
    const { engine } = await fakeEngine(context, { '/version': json(podman) });
    assert.deepEqual(await engine.version(), {
        name: 'Podman Engine',
        version: '5.2.3',
        api: '1.41',
        os: 'linux',
        arch: 'arm64',
    });
});

/** As Podman answers: the platform is its system, its words and states are its own. */
test('Podman is spoken to like the others', async (context) => {
    const { engine } = await fakeEngine(context, {
        '/version': json({
            Platform: { Name: 'linux/amd64/fedora-40' },
            Components: [
                { Name: 'Podman Engine', Version: '5.2.1', Details: { APIVersion: '5.2.1' } },
                { Name: 'Conmon' },
            ],
            Version: '5.2.1',
            ApiVersion: '1.41',
            MinAPIVersion: '1.24',
            Os: 'linux',
            Arch: 'amd64',
        }),
        '/containers/json': json([
            {
                Id: 'a',
                Names: ['/a'],
                State: 'stopped',
                Status: 'Exited (0) 5 minutes ago',
                Ports: null,
                Labels: null,
                Mounts: null,
            },
            { Id: 'b', Names: ['/b'], State: 'configured', Status: 'Created' },
        ]),
        '/events': (_, response) => {
            for (const [Type, Action] of [
                ['container', 'died'],
                ['container', 'remove'],
                ['image', 'remove'],
            ])
                response.write(
                    `${JSON.stringify({ Type, Action, Actor: { ID: 'a' }, time: 1, timeNano: 1_000_000_000 })}\n`,
                );
        },
    });
    const { name, version, api } = await engine.version();
    assert.deepEqual([name, version, api], ['Podman Engine', '5.2.1', '1.41']);
    assert.deepEqual(
        (await engine.containers()).map(({ state, exitCode }) => [state, exitCode]),
        [
            ['exited', 0],
            ['created', undefined],
        ],
    );
    const actions: string[] = [];
    for await (const event of engine.watch(AbortSignal.timeout(10_000))) {
        actions.push('action' in event ? event.action : event.kind);
        if (actions.length === 4) break;
    }
    assert.deepEqual(actions, ['connected', 'die', 'destroy', 'delete']);
});
