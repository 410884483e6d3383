/** Listing 300 containers, by us and by the docker command, on the engine that the environment names. */
import { connectEngine } from '../../src/engine/connectEngine';
import { chooseEndpoint, discoverEndpoints } from '../../src/engine/discoverEndpoints';
import { EngineError } from '../../src/engine/engineError';
import { thisMachine } from '../../src/engine/machine';
import { runProgram } from '../../src/programs/runProgram';

const count = 300;
const rounds = 9;
const labels = { 'gopherdock.test': '1', 'gopherdock.bench': '1' };

const ignore = (): void => undefined;
const log = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };

async function median(work: () => Promise<unknown>): Promise<number> {
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
        const started = performance.now();
        await work();
        times.push(performance.now() - started);
    }
    return times.sort((one, other) => one - other)[Math.floor(rounds / 2)] ?? NaN;
}

async function measure(): Promise<string> {
    const endpoint = await chooseEndpoint(await discoverEndpoints(thisMachine(), ''), (candidate) =>
        connectEngine(candidate, log).version(),
    );
    const engine = connectEngine(endpoint, log);
    const ours = async () => (await engine.containers()).filter((row) => 'gopherdock.bench' in row.labels);
    try {
        for (let nth = (await engine.containers()).length; nth < count; nth++) {
            await engine.create({
                name: undefined,
                image: 'busybox',
                env: {},
                ports: [],
                volumes: [],
                temporary: [],
                labels,
                readOnlyRoot: true,
                dropCapabilities: true,
                noNewPrivileges: true,
                pidsLimit: undefined,
                memoryLimit: undefined,
                init: false,
                network: 'none',
            });
        }
        const listing = await median(() => engine.containers());
        const command = await median(() => runProgram('docker', ['ps', '--all', '--no-trunc'], { env: process.env }));
        return `${listing.toFixed(0)} ms, docker ps ${command.toFixed(0)} ms  (${(listing / command).toFixed(2)} of it)`;
    } finally {
        for (const { id } of await ours()) await engine.remove(id, { force: true, volumes: true });
        engine.dispose();
    }
}

const result = await measure().catch((error: unknown) => {
    if (error instanceof EngineError) return `not measured: ${error.message}`;
    throw error;
});
process.stdout.write(`list ${count} containers        ${result}\n`);
