import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { BuildRequest } from '../../src/engine/build';
import { connectEngine } from '../../src/engine/connectEngine';
import { chooseEndpoint, discoverEndpoints } from '../../src/engine/discoverEndpoints';
import type { ContainerDetails, CreateRequest, Engine } from '../../src/engine/engine';
import { thisMachine } from '../../src/engine/machine';
import { build } from '../../src/engine/runBuild';
import { createContainer } from '../../src/engine/createContainer';

/** On everything that a test creates in an engine. */
export const testLabels = { 'gopherdock.test': '1' };

const silent = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };

/** The engine that the environment names, found as the extension finds it. */
export async function testEngine(): Promise<Engine> {
    const discovery = await discoverEndpoints(thisMachine(), '');
    const endpoint = await chooseEndpoint(discovery, async (candidate) => {
        const engine = connectEngine(candidate, silent);
        await engine.version().finally(() => {
            engine.dispose();
        });
    });
    return connectEngine(endpoint, silent);
}

/** Builds an image and answers its id; it and its containers are removed after the test. Throws with the builder's own log. */
export async function buildImage(
    context: TestContext,
    engine: Engine,
    request: Pick<BuildRequest, 'context' | 'dockerfile' | 'target' | 'args'>,
): Promise<string> {
    // of its own, so that no other image with the same content is taken away with it
    const labels = { ...testLabels, 'gopherdock.test.image': randomUUID() };
    const whole: BuildRequest = { ...request, tags: [], labels, platforms: [], noCache: false };
    const { endpoint } = engine;
    for await (const event of build(whole, { endpoint, signal: AbortSignal.timeout(1_800_000) })) {
        if (event.kind === 'failed') throw new Error(`${event.message}\n${event.log}`);
        if (event.kind !== 'done') continue;
        const { imageId } = event;
        if (imageId === undefined) break;
        context.after(() => removeImage(engine, imageId));
        return imageId;
    }
    throw new Error('The build named no image');
}

/** A container as we run one by default, hardened. */
export function hardenedContainer(engine: Engine, image: string, given: Partial<CreateRequest> = {}): Promise<string> {
    return createContainer(engine, {
        name: undefined,
        image,
        env: {},
        ports: [],
        volumes: [],
        temporary: ['/tmp'],
        labels: testLabels,
        readOnlyRoot: true,
        dropCapabilities: true,
        noNewPrivileges: true,
        pidsLimit: 256,
        memoryLimit: 256 * 1024 * 1024,
        init: false,
        ...given,
    });
}

async function removeImage(engine: Engine, image: string): Promise<void> {
    for (const { id, imageId } of await engine.containers())
        if (imageId === image) await engine.remove(id, { force: true, volumes: true });
    await engine.removeImage(image);
}

/** What a container came to, once it has ended. */
export async function ended(engine: Engine, container: string): Promise<ContainerDetails> {
    return until(`the end of container ${container}`, async () => {
        const details = await engine.inspect(container);
        return details.state === 'exited' ? details : undefined;
    });
}

export async function logText(engine: Engine, container: string): Promise<string> {
    const lines: string[] = [];
    const signal = AbortSignal.timeout(10_000);
    for await (const { text } of engine.logs(container, { follow: false }, signal)) lines.push(text);
    return lines.join('\n');
}

/** Asks again until there is an answer. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>, seconds = 15): Promise<T> {
    const deadline = Date.now() + seconds * 1000;
    while (Date.now() < deadline) {
        const answer = await ask();
        if (answer !== undefined) return answer;
        await pause(50);
    }
    throw new Error(`Waited ${seconds} s for ${what}`);
}

function ignore(): void {
    // nobody reads the log of a test
}
