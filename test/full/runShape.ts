import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import type { Engine } from '../../src/engine/engine';
import { nextFreePort } from '../../src/engine/portHolder';
import { findBuildTargets } from '../../src/scaffold/buildTargets';
import { checkChoices, defaultChoices, scaffold } from '../../src/scaffold/render';
import type { Choices } from '../../src/scaffold/scaffold';
import { buildImage, ended, hardenedContainer, logText, until } from '../engine/stackEngine';
import { grpcHealth } from './grpcHealth';
import { readShape, type Behaviour, type Shape } from './shapes';

const graceSeconds = 10;
/** What Go itself ends with on SIGTERM, as the first process: up to 1.26, and since. */
const unhandled = [2, 143];

/** How a shape is built otherwise than by default. */
export interface Variant {
    readonly choices: Choices;
    /** Of the Dockerfile, such as the name of an image. */
    readonly change: (text: string) => string;
}

const byDefault: Variant = { choices: defaultChoices, change: (text) => text };

/** Scaffolds a copy of the shape, builds each program's image, and sees it start, answer, become healthy and stop. */
export async function runShape(
    context: TestContext,
    engine: Engine,
    shape: Shape,
    { choices, change }: Variant = byDefault,
): Promise<void> {
    const folder = await mkdtemp(path.join(tmpdir(), 'gopherdock-shape-'));
    context.after(() => rm(folder, { recursive: true, force: true }));
    await cp(shape.folder, folder, { recursive: true });
    const project = await readShape({ folder });
    assert.deepEqual(checkChoices(project, choices), []);
    for (const { path: file, text } of scaffold(project, choices))
        await writeFile(path.join(folder, file), change(text), { flag: 'wx' });
    const targets = findBuildTargets(project);
    assert.deepEqual(targets.map(({ command }) => command.name).sort(), Object.keys(shape.programs).sort());
    for (const target of targets) {
        const behaviour = shape.programs[target.command.name] ?? {};
        const image = await buildImage(context, engine, {
            context: path.join(folder, target.context),
            dockerfile: path.join(folder, target.dockerfile),
            target: target.target,
            args: behaviour.buildArgs ?? {},
        });
        await runProgram(engine, image, behaviour);
    }
}

async function runProgram(engine: Engine, image: string, behaviour: Behaviour): Promise<void> {
    const { port, env = {}, args, data = [], ends, prints, graceful } = behaviour;
    const host = await nextFreePort(29_080, {
        containers: await engine.containers(),
        endpoint: engine.endpoint,
        address: '127.0.0.1',
    });
    assert.ok(host !== undefined);
    const id = await hardenedContainer(engine, image, {
        ...(args === undefined ? {} : { command: args }),
        env,
        ports: port === undefined ? [] : [{ container: port, protocol: 'tcp', host, address: '127.0.0.1' }],
        volumes: data.map((target) => ({ source: '', target, readOnly: false })),
    });
    await engine.start(id);
    if (ends !== undefined) {
        const { exitCode } = await ended(engine, id);
        assert.deepEqual({ exitCode, log: await logText(engine, id) }, { exitCode: 0, log: ends });
        return;
    }
    try {
        await checkAnswers(host, behaviour);
        if (prints !== undefined) await waitForLog(engine, id, prints);
        await checkHealth(engine, id, behaviour.health ?? false);
    } catch (error) {
        throw new Error(`it logged:\n${await logText(engine, id)}`, { cause: error });
    }
    const started = performance.now();
    await engine.stop(id, { graceSeconds });
    assert.ok(performance.now() - started < graceSeconds * 1000, 'it stops within its grace');
    const { exitCode, oomKilled } = await ended(engine, id);
    assert.equal(oomKilled, false);
    if (graceful === undefined) assert.ok(unhandled.includes(exitCode), `it ends with ${exitCode}`);
    else {
        assert.equal(exitCode, 0);
        assert.ok((await logText(engine, id)).includes(graceful), graceful);
    }
}

async function checkAnswers(host: number, { answers = {}, grpc = false }: Behaviour): Promise<void> {
    if (grpc) await until('its health by gRPC', async () => ((await grpcHealth(host)) ? true : undefined));
    for (const [route, part] of Object.entries(answers)) {
        const answer = await until(`an answer of ${route}`, () =>
            fetch(`http://127.0.0.1:${host}${route}`, { signal: AbortSignal.timeout(5000) }).catch(() => undefined),
        );
        const text = await answer.text();
        assert.ok(answer.ok && text.includes(part), `${route}: ${answer.status} ${text}`);
    }
}

function waitForLog(engine: Engine, id: string, part: string): Promise<true> {
    return until(`\`${part}\` in the log`, async () => ((await logText(engine, id)).includes(part) ? true : undefined));
}

/** Healthy by the image's own HEALTHCHECK; without one, still running. */
async function checkHealth(engine: Engine, id: string, expected: boolean): Promise<void> {
    const health = await until('the end of its start', async () => {
        const container = (await engine.containers()).find((each) => each.id === id);
        assert.ok(container?.state === 'running', container?.status);
        return container.health === 'starting' ? undefined : container.health;
    });
    assert.equal(health, expected ? 'healthy' : 'none');
}
