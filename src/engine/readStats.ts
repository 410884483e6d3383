import type { Client } from './client';
import { containerPath } from './containerCalls';
import { EventLines } from './events';
import { list, number, object, parseJson, text, type JsonObject } from './json';
import type { ContainerStats } from './stats';

/** See `Engine.stats`: one open answer, on which the engine writes once a second. */
export async function* readStats(
    client: Client,
    container: string,
    signal: AbortSignal,
): AsyncGenerator<ContainerStats, void, undefined> {
    const answer = await client.stream(containerPath(container, '/stats'), { query: { stream: true }, signal });
    const samples: JsonObject[] = [];
    const lines = new EventLines((line) => samples.push(object(parseJson(line))));
    let before: JsonObject | undefined;
    try {
        for await (const chunk of answer as AsyncIterable<Buffer>) {
            lines.add(chunk.toString('utf8'));
            for (const sample of samples.splice(0)) {
                // of a container that does not run there are samples of the year 1 without end
                if (hasEnded(sample)) return;
                if (before !== undefined) yield decodeStats(sample, before);
                before = sample;
            }
            if (lines.tooLong) return;
        }
    } catch (error) {
        signal.throwIfAborted();
        throw client.brokenBody(error);
    }
}

function hasEnded(sample: JsonObject): boolean {
    const read = text(sample['read']);
    return read === '' || read.startsWith('0001-');
}

/** What `docker stats` makes of two samples that follow each other. */
export function decodeStats(sample: JsonObject, before: JsonObject): ContainerStats {
    const memory = object(sample['memory_stats']);
    const isWindows = memory['privateworkingset'] !== undefined;
    const networks = Object.values(object(sample['networks'])).map(object);
    const blocks = list(object(sample['blkio_stats'])['io_service_bytes_recursive']).map(object);
    const storage = object(sample['storage_stats']);
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    const blockBytes = (letter: string) =>
        sum(
            blocks.filter((row) => text(row['op']).toLowerCase().startsWith(letter)).map((row) => number(row['value'])),
        );
    return {
        cpuPercent: isWindows ? windowsCpuPercent(sample, before) : unixCpuPercent(sample, before),
        memory: isWindows ? number(memory['privateworkingset']) : memoryWithoutCache(memory),
        memoryLimit: number(memory['limit']),
        networkReceived: sum(networks.map((network) => number(network['rx_bytes']))),
        networkSent: sum(networks.map((network) => number(network['tx_bytes']))),
        blockRead: isWindows ? number(storage['read_size_bytes']) : blockBytes('r'),
        blockWritten: isWindows ? number(storage['write_size_bytes']) : blockBytes('w'),
        processes: number(object(sample['pids_stats'])['current']) || number(sample['num_procs']),
    };
}

function unixCpuPercent(sample: JsonObject, before: JsonObject): number {
    const [now, then] = [object(sample['cpu_stats']), object(before['cpu_stats'])];
    const used = number(object(now['cpu_usage'])['total_usage']) - number(object(then['cpu_usage'])['total_usage']);
    const passed = number(now['system_cpu_usage']) - number(then['system_cpu_usage']);
    // engines before 1.27 tell the processors only by their number of counters
    const processors = number(now['online_cpus']) || list(object(now['cpu_usage'])['percpu_usage']).length;
    return used > 0 && passed > 0 ? (used / passed) * processors * 100 : 0;
}

/** Windows counts processor time in units of 100 ns. */
function windowsCpuPercent(sample: JsonObject, before: JsonObject): number {
    const total = (value: JsonObject) => number(object(object(value['cpu_stats'])['cpu_usage'])['total_usage']);
    const milliseconds = Date.parse(text(sample['read'])) - Date.parse(text(before['read']));
    const possible = milliseconds * 10_000 * number(sample['num_procs']);
    const used = total(sample) - total(before);
    return used > 0 && possible > 0 ? (used / possible) * 100 : 0;
}

/** Control groups of version 1 and of version 2 name that cache differently. */
function memoryWithoutCache(memory: JsonObject): number {
    const usage = number(memory['usage']);
    const counters = object(memory['stats']);
    const cache = [counters['total_inactive_file'], counters['inactive_file']].map(number).find((bytes) => bytes > 0);
    return cache !== undefined && cache < usage ? usage - cache : usage;
}
