import type { Failure, ImageFacts } from '../diagnosis/failure';
import type { ContainerDetails, Engine } from '../engine/engine';
import { EngineError } from '../engine/engineError';
import { readGoBinary } from '../project/binary';

const mostLines = 2_000;
const longestLine = 16 * 1024;
const largestBinary = 256 * 1024 * 1024;

/** What is asked of an engine about a container that failed. */
type FailureSource = Pick<Engine, 'inspect' | 'inspectImage' | 'logs' | 'readFile'>;

/** What the engine knows of a container that failed, its last log lines and the facts of the binary in it. Throws `EngineError`: `missing` where there is none. */
export async function readContainerFailure(engine: FailureSource, id: string, signal: AbortSignal): Promise<Failure> {
    const details = await engine.inspect(id, signal);
    const lines: string[] = [];
    for await (const line of engine.logs(details.id, { follow: false, tail: mostLines }, signal))
        lines.push(line.text.slice(0, longestLine));
    const hasEnded = details.state === 'exited' || details.state === 'dead' || details.state === 'restarting';
    return {
        phase: details.state === 'created' ? 'start' : 'run',
        lines,
        exitCode: hasEnded || details.exitCode !== 0 ? details.exitCode : undefined,
        oomKilled: details.oomKilled,
        engineError: details.error === '' ? undefined : details.error,
        health: details.healthLog,
        image: await readImageFacts(engine, details, signal),
    };
}

/** `undefined` where the image is gone. */
async function readImageFacts(
    engine: FailureSource,
    details: ContainerDetails,
    signal: AbortSignal,
): Promise<ImageFacts | undefined> {
    const image = await orMissing(engine.inspectImage(details.imageId, signal));
    if (image === undefined) return undefined;
    const entrypoint = [...details.entrypoint, ...details.command];
    return {
        reference: details.image,
        arch: image.arch,
        entrypoint,
        binary: await readProgram(engine, details, entrypoint[0] ?? '', signal),
    };
}

/** The first of the places where the program can be that holds a binary. */
async function readProgram(
    engine: FailureSource,
    { id, workingDir, env }: ContainerDetails,
    program: string,
    signal: AbortSignal,
): Promise<ImageFacts['binary']> {
    for (const place of placesOf(program, workingDir, env)) {
        const bytes = await orMissing(engine.readFile(id, place, largestBinary, signal));
        if (bytes === undefined) continue;
        return readGoBinary((offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)));
    }
    return undefined;
}

/** As a container's runtime looks for it. */
function placesOf(program: string, workingDir: string, env: readonly string[]): readonly string[] {
    if (program === '') return [];
    if (program.startsWith('/')) return [program];
    if (program.includes('/')) return [`${workingDir}/${program}`];
    const search = env.find((variable) => variable.startsWith('PATH='))?.slice('PATH='.length);
    return (search ?? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin')
        .split(':')
        .slice(0, 20)
        .filter((folder) => folder.startsWith('/'))
        .map((folder) => `${folder}/${program}`);
}

async function orMissing<T>(answer: Promise<T>): Promise<T | undefined> {
    try {
        return await answer;
    } catch (error) {
        if (error instanceof EngineError && error.reason === 'missing') return undefined;
        throw error;
    }
}
