/** The whole way of a Go project into a container, on a real engine. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Engine } from '../../src/engine/engine';
import { nextFreePort } from '../../src/engine/portHolder';
import { buildImage, ended, hardenedContainer, logText, testEngine, until } from './stackEngine';

const samples = [
    { name: 'hello', folder: 'hello', package: '.', port: 8080, cgo: '0', base: 'static' },
    { name: 'api', folder: 'shop', package: './cmd/api', port: 8080, cgo: '0', base: 'static' },
    { name: 'worker', folder: 'shop', package: './cmd/worker', port: 9090, cgo: '0', base: 'static' },
    { name: 'ledger', folder: 'ledger', package: '.', port: 8080, cgo: '1', base: 'base' },
];

const graceSeconds = 10;

const dockerfile = `# syntax=docker/dockerfile:1
ARG BASE=static
FROM golang:1.26-trixie AS build
WORKDIR /src
ARG PACKAGE CGO_ENABLED=0
RUN --mount=type=bind,target=. --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \\
    go build -trimpath -ldflags="-s -w" -o /out/app $PACKAGE

FROM gcr.io/distroless/\${BASE}-debian13:nonroot
WORKDIR /
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`;

let engine: Engine;
let folder: string;

before(async () => {
    engine = await testEngine();
    folder = await mkdtemp(path.join(tmpdir(), 'gopherdock-stack-'));
    await writeFile(path.join(folder, 'Dockerfile'), dockerfile);
});

after(async () => {
    engine.dispose();
    await rm(folder, { recursive: true, force: true });
});

function buildSample(sample: (typeof samples)[number], base = sample.base): Promise<string> {
    return buildImage(engine, {
        context: path.resolve('test/projects', sample.folder),
        dockerfile: path.join(folder, 'Dockerfile'),
        target: undefined,
        args: { PACKAGE: sample.package, CGO_ENABLED: sample.cgo, BASE: base },
    });
}

for (const sample of samples) {
    test(`${sample.name} builds, answers /healthz in a hardened container and ends in good order`, async (context) => {
        const image = await buildSample(sample);
        const containers = await engine.containers();
        const host = await nextFreePort(28_080, { containers, endpoint: engine.endpoint });
        assert.ok(host !== undefined);
        const id = await hardenedContainer(context, engine, image, {
            ports: [{ container: sample.port, protocol: 'tcp', host, address: '127.0.0.1' }],
            temporary: ['/tmp', '/data'],
        });
        await engine.start(id);
        const health = await until('an answer', () => fetch(`http://127.0.0.1:${host}/healthz`).catch(() => undefined));
        assert.equal(health.status, 200);
        const started = performance.now();
        await engine.stop(id, { graceSeconds });
        assert.ok(performance.now() - started < graceSeconds * 1000);
        const { exitCode, oomKilled } = await ended(engine, id);
        assert.deepEqual({ exitCode, oomKilled }, { exitCode: 0, oomKilled: false }, await logText(engine, id));
    });
}

test('a program that needs a C library does not start where there is none', async (context) => {
    const [ledger] = samples.slice(-1);
    assert.ok(ledger !== undefined);
    const id = await hardenedContainer(context, engine, await buildSample(ledger, 'static'));
    await engine.start(id);
    const { exitCode } = await ended(engine, id);
    assert.notEqual(exitCode, 0);
    assert.match(await logText(engine, id), /^exec \/app: no such file or directory$/m);
});
