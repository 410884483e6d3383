import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeStats } from '../../../src/engine/readStats';
import { failsWith } from './failure';
import { fakeEngine, json } from './fakeEngine';

const sample = (nth: number): Record<string, unknown> => ({
    read: `2026-01-02T03:04:0${nth}.5Z`,
    pids_stats: { current: 3 },
    cpu_stats: { cpu_usage: { total_usage: 1e9 + nth * 5e8 }, system_cpu_usage: 1e12 + nth * 4e9, online_cpus: 4 },
    memory_stats: { usage: 50_000_000, limit: 64_000_000, stats: { inactive_file: 8_000_000 } },
    networks: { eth0: { rx_bytes: 10, tx_bytes: 20 }, eth1: { rx_bytes: 1, tx_bytes: 2 } },
    blkio_stats: {
        io_service_bytes_recursive: [
            { op: 'read', value: 100 },
            { op: 'Write', value: 7 },
            { op: 'Read', value: 5 },
            { op: 'Total', value: 112 },
        ],
    },
});

test('two samples tell what a container uses', () => {
    assert.deepEqual(decodeStats(sample(1), sample(0)), {
        cpuPercent: 50,
        memory: 42_000_000,
        memoryLimit: 64_000_000,
        networkReceived: 11,
        networkSent: 22,
        blockRead: 105,
        blockWritten: 7,
        processes: 3,
    });
});

test('control groups of version 1 name the cache of files otherwise, and old engines count the processors', () => {
    const old = (nth: number) => ({
        ...sample(nth),
        cpu_stats: {
            cpu_usage: { total_usage: nth * 1e9, percpu_usage: [1, 2] },
            system_cpu_usage: nth * 2e9,
        },
        memory_stats: { usage: 100, limit: 200, stats: { total_inactive_file: 30, inactive_file: 20 } },
    });
    const { cpuPercent, memory } = decodeStats(old(1), old(0));
    assert.deepEqual([cpuPercent, memory], [100, 70]);
});

test('Windows counts in units of its own', () => {
    const windows = (nth: number) => ({
        read: `2026-01-02T03:04:0${nth}.000Z`,
        num_procs: 2,
        cpu_stats: { cpu_usage: { total_usage: nth * 5_000_000 } },
        memory_stats: { privateworkingset: 123 },
        storage_stats: { read_size_bytes: 4, write_size_bytes: 5 },
    });
    const { cpuPercent, memory, blockRead, blockWritten } = decodeStats(windows(1), windows(0));
    assert.deepEqual([cpuPercent, memory, blockRead, blockWritten], [25, 123, 4, 5]);
});

for (const garbage of [
    {},
    { cpu_stats: null, memory_stats: [], networks: 'x', blkio_stats: { io_service_bytes_recursive: null } },
]) {
    test(`a sample of ${JSON.stringify(garbage)} is all zeros`, () => {
        assert.deepEqual([...new Set(Object.values(decodeStats(garbage, garbage)))], [0]);
    });
}

test('the stream gives each sample but the first, in pieces or not, and ends with the container', async (context) => {
    const { engine, requests } = await fakeEngine(context, {
        '/containers/c/stats': (_, response) => {
            const text = [sample(0), sample(1), sample(2), { read: '0001-01-01T00:00:00Z' }, sample(3)]
                .map((value) => `${JSON.stringify(value)}\n`)
                .join('');
            for (let start = 0; start < text.length; start += 333) response.write(text.slice(start, start + 333));
        },
    });
    const seen: number[] = [];
    for await (const { cpuPercent } of engine.stats('c', AbortSignal.timeout(10_000))) seen.push(cpuPercent);
    assert.deepEqual(seen, [50, 50]);
    assert.equal(requests.at(-1), 'GET /v1.45/containers/c/stats?stream=true');
});

test('a stream can be aborted, and fails in words', async (context) => {
    const { engine, answers } = await fakeEngine(context, {
        '/containers/c/stats': (_, response) => {
            response.flushHeaders();
        },
        '/containers/gone/stats': json({ message: 'No such container: gone' }, 404),
    });
    const first = (id: string, signal: AbortSignal) => engine.stats(id, signal)[Symbol.asyncIterator]().next();
    await assert.rejects(first('c', AbortSignal.timeout(50)), /timeout/);
    await assert.rejects(first('gone', AbortSignal.timeout(5000)), failsWith('missing', /No such container/));
    answers['/containers/c/stats'] = (_, response) => {
        response.write('{"read":');
        response.socket?.destroy();
    };
    await assert.rejects(first('c', AbortSignal.timeout(5000)), failsWith('unreachable'));
});
