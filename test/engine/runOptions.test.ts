/** A container of every option, the same by the engine's API and by the `docker run` line that stands for it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { toCommandLine } from '../../src/engine/commandLine';
import type { CreateRequest } from '../../src/engine/createRequest';
import type { Engine } from '../../src/engine/engine';
import { runProgram } from '../../src/programs/runProgram';
import { failsWith } from '../pure/engine/failure';
import { readLog, removeAfter, shellContainer, shellRequest } from './engineContainer';
import { ended, testEngine, testLabels } from './stackEngine';

let engine: Engine;

before(async () => {
    engine = await testEngine();
});

after(() => {
    engine.dispose();
});

const every: CreateRequest = {
    ...shellRequest(''),
    entrypoint: ['sh', '-c'],
    command: ['exec sleep "$1"', 'it\'s "quoted" $HOME', '60'],
    env: { PORT: '8080', WORDS: 'größe $HOME `x` "y"\nnext', EMPTY: '' },
    ports: [
        { container: 80, protocol: 'tcp', host: 0, address: '127.0.0.1' },
        { container: 53, protocol: 'udp', host: 0, address: '' },
    ],
    volumes: [
        { source: '', target: '/anonymous', readOnly: false },
        { source: '/tmp', target: '/bound, with comma', readOnly: true },
        { source: '/tmp', target: '/relabelled', readOnly: true, relabel: 'shared' },
    ],
    temporary: ['/scratch', '/tmp'],
    labels: { ...testLabels, 'a.b': "c'd" },
    addCapabilities: ['NET_BIND_SERVICE'],
    network: 'bridge',
    hostname: 'box',
    user: '65532:65532',
    workingDir: '/scratch',
    appArmor: 'unconfined',
    seccomp: 'unconfined',
    selinux: ['type:container_t', 'level:s0:c1,c2'],
    cpuLimit: 1.5,
    restart: { policy: 'on-failure', tries: 3 },
    init: true,
};

const requests: Readonly<Record<string, CreateRequest>> = {
    'every option': every,
    'no option': { ...shellRequest('sleep 60'), readOnlyRoot: false, dropCapabilities: false, temporary: [] },
    'the network of the host, and single capabilities': {
        ...shellRequest('sleep 60'),
        dropCapabilities: false,
        droppedCapabilities: ['NET_RAW', 'MKNOD'],
        network: 'host',
        restart: { policy: 'unless-stopped' },
        userNamespace: 'host',
    },
    'a terminal that is removed when it ends': {
        ...shellRequest('sleep 60'),
        network: 'none',
        tty: true,
        autoRemove: true,
    },
};
for (const [name, request] of Object.entries(requests)) {
    test(`${name}: the line does the same`, async (context) => {
        const ours = await engine.create(request);
        removeAfter(context, engine, ours);
        const line = toCommandLine(request, () => false);
        // the same container, but not started
        const creating = line
            .replace(/^docker run (--detach)?/, 'docker create ')
            .replace(/^docker create +--interactive/, 'docker create --interactive');
        const { output } = await runProgram('sh', ['-c', creating], { env: process.env });
        const theirs = output.trim();
        removeAfter(context, engine, theirs);
        const [one, other] = [await configOf(ours), await configOf(theirs)];
        assert.deepEqual(one, other, line);
    });
}

/** What decides how a container runs, without what is only written down in two ways. */
async function configOf(id: string): Promise<unknown> {
    const raw = (await engine.inspect(id)).raw as Record<'Config' | 'HostConfig', Record<string, unknown>> & {
        Mounts: Record<string, unknown>[];
    };
    const { Config: config, HostConfig: host } = raw;
    const list = (value: unknown): unknown[] => (Array.isArray(value) ? [...(value as unknown[])].sort() : []);
    const without = (values: Record<string, unknown>, names: readonly string[]) =>
        Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
    const { Hostname, Env, Entrypoint, Cmd } = config;
    return JSON.parse(
        JSON.stringify({
            ...without(config, [
                'AttachStdin',
                'AttachStdout',
                'AttachStderr',
                'StdinOnce',
                'Image',
                'Entrypoint',
                'Cmd',
            ]),
            program: [...((Entrypoint ?? []) as unknown[]), ...((Cmd ?? []) as unknown[])],
            Hostname: Hostname === id.slice(0, 12) ? '' : Hostname,
            Env: list(Env),
            ...Object.fromEntries(
                // an empty list, an empty text and none are the same to the engine
                Object.entries(without(host, ['ConsoleSize', 'Mounts', 'Binds', 'LogConfig'])).filter(
                    ([, value]) =>
                        value !== null &&
                        value !== '' &&
                        JSON.stringify(value) !== '[]' &&
                        JSON.stringify(value) !== '{}',
                ),
            ),
            SecurityOpt: list(host['SecurityOpt']),
            Mounts: raw.Mounts.map(({ Type, Destination, RW }) => [Type, Destination, RW]).sort(),
        }),
    );
}

test('secrets are files that any user of the container can read, and nothing else shows them', async (context) => {
    const secret = `s3cret-${process.pid}`;
    const script =
        'cat /run/secrets/token /run/secrets/db.password; ls -l /run/secrets | wc -l; touch /run/secrets/x || true';
    const request = shellRequest(script, { secrets: { token: secret, 'db.password': `${secret}2\n` }, user: '65532' });
    const id = await engine.create(request);
    removeAfter(context, engine, id);
    await engine.start(id);
    await ended(engine, id);
    const lines = (await readLog(engine, id)).filter(({ stream }) => stream === 'stdout').map(({ text }) => text);
    assert.deepEqual(lines, [`${secret}${secret}2`, '3']);
    const shown = JSON.stringify([await engine.inspectRaw('container', id), toCommandLine(request)]);
    assert.ok(!shown.includes(secret));
    assert.match(toCommandLine(request), /\.\/secrets\/token:\/run\/secrets\/token:ro/);
    // they go with their container, though its volumes would stay
    const volume = (await engine.inspect(id)).mounts.find(({ target }) => target === '/run/secrets')?.source ?? '';
    assert.ok((await engine.volumes()).some(({ name }) => name === volume));
    await engine.restart(id);
    await ended(engine, id);
    await engine.remove(id);
    assert.ok(!(await engine.volumes()).some(({ name }) => name === volume));
    for (const wrong of ['../x', '', 'a/b', '.hidden', 'x'.repeat(100)]) {
        await assert.rejects(
            engine.create({ ...request, secrets: { [wrong]: 'x' } }),
            failsWith('conflict', /secret name/),
        );
    }
});

test('limits hold in the container', async (context) => {
    const id = await shellContainer(
        context,
        engine,
        'nproc; cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max 2>/dev/null; hostname',
        {
            cpuLimit: 0.5,
            memoryLimit: 16 * 1024 * 1024,
            hostname: 'box',
        },
    );
    await engine.start(id);
    await ended(engine, id);
    const lines = (await readLog(engine, id)).map(({ text }) => text);
    assert.deepEqual(lines.slice(1), [String(16 * 1024 * 1024), 'box']);
});
