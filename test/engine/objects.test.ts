/** Volumes, networks, images, and statistics, on a real engine. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Engine } from '../../src/engine/engine';
import { previewPrune, prune } from '../../src/engine/prune';
import { runProgram } from '../../src/programs/runProgram';
import { failsWith } from '../pure/engine/failure';
import { shellContainer } from './engineContainer';
import { testEngine, testLabels } from './stackEngine';

let engine: Engine;
const name = (what: string) => `gopherdock-test-${what}-${process.pid}`;

before(async () => {
    engine = await testEngine();
});

after(() => {
    engine.dispose();
});

test('a container pauses, goes on, is renamed and gets a signal', async (context) => {
    const id = await shellContainer(context, engine, 'trap "exit 7" HUP; while :; do sleep 0.05; done');
    await engine.start(id);
    await engine.pause(id);
    assert.equal((await engine.inspect(id)).state, 'paused');
    await assert.rejects(engine.pause(id), failsWith('conflict'));
    await engine.unpause(id);
    await engine.rename(id, name('renamed'));
    assert.equal((await engine.inspect(id)).name, name('renamed'));
    await engine.kill(id, 'SIGHUP');
    while ((await engine.inspect(id)).state === 'running');
    const { exitCode, started, finished } = await engine.inspect(id);
    assert.equal(exitCode, 7);
    assert.ok(started !== undefined && finished !== undefined && finished >= started);
    await assert.rejects(engine.kill(id), failsWith('conflict'));
});

test('a network is made, joined under another name, left and removed', async (context) => {
    const network = name('network');
    const id = await engine.createNetwork({ name: network, labels: testLabels });
    context.after(() => engine.removeNetwork(id).catch(() => undefined));
    const server = await shellContainer(context, engine, 'exec sleep 60', { network, aliases: ['db', 'store'] });
    const client = await shellContainer(context, engine, 'exec sleep 60', { network });
    await engine.start(server);
    await engine.start(client);
    for (const alias of ['db', 'store', network]) {
        const session = await engine.exec(client, { command: ['nslookup', '-type=a', alias], tty: false });
        let said = '';
        for await (const { bytes } of session.output) said += Buffer.from(bytes).toString();
        assert.equal((await session.ended) === 0, alias !== network, `${alias}: ${said}`);
    }
    const row = (await engine.networks()).find((found) => found.id === id);
    assert.deepEqual(
        [row?.name, row?.driver, row?.builtIn, row?.labels['gopherdock.test']],
        [network, 'bridge', false, '1'],
    );
    assert.deepEqual((await engine.containers()).find((found) => found.id === server)?.networks, [network]);
    await assert.rejects(engine.removeNetwork(id), failsWith('conflict', /active endpoints/));
    await engine.disconnectNetwork(network, client);
    await engine.connectNetwork(network, client, { aliases: ['again'] });
    await engine.remove(client, { force: true });
    await engine.remove(server, { force: true });
    await engine.removeNetwork(id);
    await assert.rejects(engine.removeNetwork(id), failsWith('missing'));
});

test('an image is tagged, loses one name, and tells its history', async (context) => {
    const [first, second] = [`${name('tag')}:one`, `localhost:5000/${name('tag')}/x:two`];
    context.after(() => Promise.allSettled([engine.removeImage(first), engine.removeImage(second)]));
    await engine.tagImage('busybox', first);
    await engine.tagImage(first, second);
    const { id } = await engine.inspectImage(first);
    const tags = async () => (await engine.images()).find((image) => image.id === id)?.tags ?? [];
    assert.ok((await tags()).includes(first) && (await tags()).includes(second));
    await engine.removeImage(first);
    assert.ok(!(await tags()).includes(first) && (await tags()).includes(second));
    const history = await engine.history('golang:1.26');
    assert.ok(history.length > 0 && history.some(({ size }) => size > 1_000_000), JSON.stringify(history));
    const raw = (await engine.inspectRaw('image', second)) as { Id: string };
    assert.equal(raw.Id, id);
    await assert.rejects(engine.inspectRaw('volume', name('none')), failsWith('missing'));
});

test('a volume that is in use stays, and goes later', async (context) => {
    const volume = await engine.createVolume({ name: name('volume'), labels: testLabels });
    context.after(() => engine.removeVolume(volume).catch(() => undefined));
    const user = await shellContainer(context, engine, 'exec sleep 60', {
        volumes: [{ source: volume, target: '/data', readOnly: false }],
    });
    const row = (await engine.volumes()).find((found) => found.name === volume);
    assert.deepEqual([row?.driver, row?.anonymous, row?.labels['gopherdock.test']], ['local', false, '1']);
    assert.deepEqual((await engine.containers()).find(({ id }) => id === user)?.mounts, [
        { kind: 'volume', source: volume, target: '/data', readOnly: false },
    ]);
    await assert.rejects(engine.removeVolume(volume), failsWith('conflict', /in use/));
    await engine.remove(user, { force: true });
    await engine.removeVolume(volume);
    await assert.rejects(engine.removeVolume(volume), failsWith('missing'));
});

test('what is pruned is what was shown, and what came into use meanwhile stays', async (context) => {
    const [unused, taken] = [name('unused'), name('taken')];
    for (const volume of [unused, taken]) await engine.createVolume({ name: volume, labels: testLabels });
    const network = await engine.createNetwork({ name: name('empty'), labels: testLabels });
    context.after(() =>
        Promise.allSettled([engine.removeVolume(unused), engine.removeVolume(taken), engine.removeNetwork(network)]),
    );
    const stopped = await shellContainer(context, engine, 'true');
    const shown = (await previewPrune(engine)).filter(
        ({ id }) => id === unused || id === taken || id === network || id === stopped,
    );
    assert.deepEqual(
        shown.map(({ kind, dangling }) => [kind, dangling]),
        [
            ['container', false],
            ['volume', false],
            ['volume', false],
            ['network', false],
        ],
    );
    const user = await shellContainer(context, engine, 'exec sleep 60', {
        volumes: [{ source: taken, target: '/data', readOnly: false }],
    });
    const { removed, kept } = await prune(engine, shown);
    assert.deepEqual(
        removed.map(({ id }) => id),
        [stopped, unused, network],
    );
    assert.deepEqual(
        kept.map(({ item, error }) => [item.id, error.reason]),
        [[taken, 'conflict']],
    );
    assert.ok(!(await previewPrune(engine)).some(({ id }) => id === taken || id === unused));
    await engine.remove(user, { force: true });
    await engine.removeVolume(taken);
});

test('disk usage is told for what there is', async () => {
    const usage = await engine.diskUsage();
    const { id, size } = await engine.inspectImage('golang:1.26');
    assert.equal(usage.images.get(id)?.size, size);
    assert.ok(usage.layers >= size);
});

test('statistics are those of the docker command', async (context) => {
    const id = await shellContainer(context, engine, 'while :; do :; done', { memoryLimit: 32 * 1024 * 1024 });
    await engine.start(id);
    const ours = [];
    for await (const sample of engine.stats(id, AbortSignal.timeout(60_000))) {
        ours.push(sample);
        if (ours.length === 3) break;
    }
    const format = '{{.CPUPerc}} {{.MemUsage}} {{.PIDs}}';
    const { output } = await runProgram('docker', ['stats', '--no-stream', `--format=${format}`, id], {
        env: process.env,
    });
    const [, percent, memory, unit, limit, processes] =
        /^([\d.]+)% ([\d.]+)([KM])iB \/ ([\d.]+)MiB (\d+)/.exec(output.trim()) ?? [];
    context.diagnostic(`ours ${JSON.stringify(ours.at(-1))}, theirs ${output.trim()}`);
    const last = ours.at(-1);
    assert.ok(last !== undefined && memory !== undefined);
    const theirs = Number(memory) * (unit === 'M' ? 1024 * 1024 : 1024);
    assert.ok(Math.abs(last.memory - theirs) < 512 * 1024, `${last.memory} against ${theirs}`);
    assert.equal(last.memoryLimit, Number(limit) * 1024 * 1024);
    assert.equal(last.processes, Number(processes));
    // other work on the machine takes its share of the processor
    assert.ok(
        last.cpuPercent > 5 && last.cpuPercent < 130 && Number(percent) > 5,
        `${last.cpuPercent} against ${percent}`,
    );
    const ended = (async () => {
        for await (const { processes: seen } of engine.stats(id, AbortSignal.timeout(60_000))) assert.ok(seen > 0);
    })();
    await engine.kill(id);
    await ended;
});
