/**
 * Every image that a final stage can start from, and every further stage, built and run. What only a registry with a login or
 * without other tags than `latest` has is stood in for by its like; Ubuntu's packages, of which the chiselled image is cut, are
 * not asked for: of that Dockerfile only what compiles is built.
 */
import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import type { Engine } from '../../src/engine/engine';
import { nextFreePort } from '../../src/engine/portHolder';
import type { RuntimeBase } from '../../src/facts/runtimeBases';
import { checkChoices, defaultChoices, scaffold } from '../../src/scaffold/render';
import { buildImage, hardenedContainer, logText, testEngine, until } from '../engine/stackEngine';
import { runShape } from './runShape';
import { readShape, shapes, type Shape } from './shapes';

const part = process.env['GOPHERDOCK_SHAPE'] ?? '';

let engine: Engine;
before(async () => {
    engine = await testEngine();
});
after(() => {
    engine.dispose();
});

const alike = {
    'cgr.dev/chainguard/static:latest': 'gcr.io/distroless/static-debian13:nonroot',
    'cgr.dev/chainguard/glibc-dynamic:latest': 'gcr.io/distroless/cc-debian13:nonroot',
    'dhi.io/static:20250419-debian13': 'gcr.io/distroless/static-debian13:nonroot',
};

const bases: Readonly<Record<string, readonly RuntimeBase['name'][]>> = {
    'time-zones-and-certificates-are-needed': ['scratch', 'alpine', 'debian', 'chainguard', 'hardened'],
    'files-are-written-to-a-folder': ['scratch', 'alpine', 'debian'],
    'cgo-compiles-its-own-c-code': ['cc', 'debian', 'chainguard-glibc'],
};

for (const [name, each] of Object.entries(bases))
    for (const base of each)
        testOf(`${name.replaceAll('-', ' ')} on ${base}`, (context) =>
            runShape(context, engine, shapeOf(name), {
                choices: { ...defaultChoices, base },
                change: (text) =>
                    Object.entries(alike).reduce((changed, [image, like]) => changed.replaceAll(image, like), text),
            }),
        );

testOf('what the chiselled image is given compiles', async (context) => {
    const folder = await write(context, shapeOf('cgo-compiles-its-own-c-code'), { base: 'ubuntu-chiselled' });
    await build(context, folder, 'build');
});

testOf('a program and its modules are vetted and tested', async (context) => {
    const folder = await write(context, shapeOf('chi-serves'), { set: { targets: 'test' } });
    await build(context, folder, 'test');
});

testOf('a program is compiled where it is developed', async (context) => {
    const folder = await write(context, shapeOf('chi-serves'), { set: { targets: 'dev' } });
    await answers(await build(context, folder, 'dev'), shapeOf('chi-serves'));
});

testOf('a program runs under Delve', async (context) => {
    const folder = await write(context, shapeOf('chi-serves'), { set: { targets: 'debug' } });
    await answers(await build(context, folder, 'debug'), shapeOf('chi-serves'));
});

function testOf(name: string, run: (context: TestContext) => Promise<void>): void {
    if (name.includes(part.replaceAll('-', ' '))) void test(name, run);
}

function shapeOf(name: string): Shape {
    const shape = shapes.find((each) => each.name === name);
    assert.ok(shape !== undefined, name);
    return shape;
}

/** The folder of the shape with its container files. */
async function write(
    context: TestContext,
    shape: Shape,
    chosen: { readonly base?: RuntimeBase['name']; readonly set?: Readonly<Record<string, string>> },
): Promise<string> {
    const folder = await mkdtemp(path.join(tmpdir(), 'gopherdock-choices-'));
    context.after(() => rm(folder, { recursive: true, force: true }));
    await cp(shape.folder, folder, { recursive: true });
    const project = await readShape({ folder });
    const choices = { ...defaultChoices, ...chosen };
    assert.deepEqual(checkChoices(project, choices), []);
    for (const { path: file, text } of scaffold(project, choices)) await writeFile(path.join(folder, file), text);
    return folder;
}

function build(context: TestContext, folder: string, target: string): Promise<string> {
    const dockerfile = path.join(folder, 'Dockerfile');
    return buildImage(context, engine, { context: folder, dockerfile, target, args: {} });
}

/** Runs it with room to compile in, and waits until it answers. */
async function answers(image: string, shape: Shape): Promise<void> {
    const [behaviour] = Object.values(shape.programs);
    const host = await nextFreePort(29_080, {
        containers: await engine.containers(),
        endpoint: engine.endpoint,
        address: '127.0.0.1',
    });
    assert.ok(host !== undefined && behaviour?.port !== undefined);
    const id = await hardenedContainer(engine, image, {
        ports: [{ container: behaviour.port, protocol: 'tcp', host, address: '127.0.0.1' }],
        readOnlyRoot: false,
        memoryLimit: 2 * 1024 * 1024 * 1024,
    });
    await engine.start(id);
    for (const [route, text] of Object.entries(behaviour.answers ?? {}))
        await until(
            `an answer of ${route}`,
            async () => {
                const answer = await fetch(`http://127.0.0.1:${host}${route}`).catch(() => undefined);
                return (await answer?.text())?.includes(text) === true ? true : undefined;
            },
            900,
        ).catch(async (error: unknown) => {
            throw new Error(`it logged:\n${await logText(engine, id)}`, { cause: error });
        });
}
