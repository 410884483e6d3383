/** The whole way of a Go project into a container, on a real engine: read, scaffolded, built, run hardened, asked, ended. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Engine } from '../../src/engine/engine';
import { readImageFile } from '../../src/engine/imageFile';
import { nextFreePort } from '../../src/engine/portHolder';
import { readGoBinary } from '../../src/project/binary';
import type { Command, Route } from '../../src/project/project';
import { ended, hardenedContainer, logText, testEngine, until } from './stackEngine';
import { buildSample, scaffoldSample } from './stackSample';

interface Sample {
    readonly project: string;
    readonly command: string;
    /** Asked for instead of the default. */
    readonly base?: string;
    /** Whether its binary needs a C library. */
    readonly dynamic: boolean;
    /** The folder that it keeps data in. */
    readonly data?: string;
    /** What it answers besides its health. */
    readonly answers: readonly {
        readonly path: string;
        readonly post?: string;
        readonly status: number;
        readonly text: RegExp;
    }[];
}

/** Ends at once where it finds no time zones. */
const api: Sample = {
    project: 'shop',
    command: 'api',
    dynamic: false,
    answers: [
        { path: '/readyz', status: 503, text: /not migrated yet/ },
        { path: '/metrics', status: 200, text: /shop_orders_placed_total 0/ },
    ],
};

const ledger: Sample = {
    project: 'ledger',
    command: 'ledger',
    dynamic: true,
    data: '/app/data',
    answers: [
        { path: '/accounts/gopher', post: '{"cents":150}', status: 204, text: /^$/ },
        { path: '/accounts/gopher', status: 200, text: /"cents":150/ },
    ],
};

const samples: readonly Sample[] = [
    {
        project: 'hello',
        command: 'hello',
        dynamic: false,
        answers: [{ path: '/hello/gopher', status: 200, text: /Hello, gopher!/ }],
    },
    api,
    ...['scratch', 'alpine', 'debian'].map((base) => ({ ...api, base })),
    {
        project: 'shop',
        command: 'worker',
        dynamic: false,
        answers: [{ path: '/metrics', status: 200, text: /shop_orders_shipped_total 0/ }],
    },
    ledger,
    { ...ledger, base: 'debian' },
];

const graceSeconds = 10;
const version = 'v1.2.3';
/** What a base without a C library and a probe add to the binary. */
const staticBaseBytes = 4.5 * 1024 * 1024;
const largestBinary = 128 * 1024 * 1024;
/** Where Go looks first. */
const certificates = '/etc/ssl/certs/ca-certificates.crt';

let engine: Engine;
before(async () => {
    engine = await testEngine();
});
after(() => {
    engine.dispose();
});

for (const sample of samples) {
    test(`${sample.command} goes all the way on ${sample.base ?? 'the default base'}`, async (context) => {
        const scaffolded = await scaffoldSample(context, sample.project, sample.command, { base: sample.base });
        const { command } = scaffolded;
        const image = await buildSample(context, engine, scaffolded, version);
        const host = await nextFreePort(28_080, {
            containers: await engine.containers(),
            endpoint: engine.endpoint,
            address: '127.0.0.1',
        });
        assert.ok(host !== undefined);
        const id = await hardenedContainer(engine, image, {
            ports: [{ container: onlyPort(command), protocol: 'tcp', host, address: '127.0.0.1' }],
            volumes: sample.data === undefined ? [] : [{ source: '', target: sample.data, readOnly: false }],
        });

        await engine.start(id);
        const ask = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${host}${path}`, init);
        const health = await until('an answer', () => ask(healthRoute(command).path).catch(() => undefined));
        assert.equal(health.status, 200);
        for (const { path, post, status, text } of sample.answers) {
            const answer = await ask(path, post === undefined ? {} : { method: 'POST', body: post });
            assert.equal(answer.status, status, path);
            assert.match(await answer.text(), text, path);
        }

        await until('a healthy container', async () => {
            const container = (await engine.containers()).find((each) => each.id === id);
            return container?.health === 'healthy' ? container : undefined;
        });

        const { entrypoint, user, size, exposedPorts } = await engine.inspectImage(image);
        assert.equal(user, '65532:65532');
        assert.deepEqual(exposedPorts, [{ port: onlyPort(command), protocol: 'tcp' }]);
        const [program] = entrypoint;
        assert.ok(program !== undefined);
        const binary = await readImageFile(engine, image, program, largestBinary);
        const facts = await readGoBinary((offset, length) => Promise.resolve(binary.subarray(offset, offset + length)));
        assert.deepEqual([facts?.dynamic, facts?.cgo], [sample.dynamic, command.cgo]);
        if (!sample.dynamic && sample.base === undefined) {
            context.diagnostic(`${size - binary.length} bytes beside the binary`);
            assert.ok(size - binary.length < staticBaseBytes, `${size} of ${binary.length}`);
        }
        if (command.needsCertificates) await readImageFile(engine, image, certificates, largestBinary);

        const started = performance.now();
        await engine.stop(id, { graceSeconds });
        assert.ok(performance.now() - started < graceSeconds * 1000);
        const { exitCode, oomKilled } = await ended(engine, id);
        const log = await logText(engine, id);
        assert.deepEqual({ exitCode, oomKilled }, { exitCode: 0, oomKilled: false }, log);
        if (command.versionVariables.length > 0) assert.match(log, /"version":"v1\.2\.3"/);
    });
}

const startsOfADynamicBinary = [
    { init: false, words: /^exec \/usr\/local\/bin\/ledger: no such file or directory$/m },
    { init: true, words: /exec \/usr\/local\/bin\/ledger failed: No such file or directory$/m },
];
for (const { init, words } of startsOfADynamicBinary) {
    test(`a program that needs a C library does not start where there is none${init ? ', under an init either' : ''}`, async (context) => {
        const scaffolded = await scaffoldSample(context, 'ledger', 'ledger', {
            change: (text) => text.replace('distroless/base-', 'distroless/static-'),
        });
        const id = await hardenedContainer(engine, await buildSample(context, engine, scaffolded, version), { init });
        await engine.start(id);
        assert.notEqual((await ended(engine, id)).exitCode, 0);
        assert.match(await logText(engine, id), words);
    });
}

function onlyPort({ ports }: Command): number {
    const [port, ...others] = ports;
    assert.ok(port !== undefined && others.length === 0, JSON.stringify(ports));
    return port.port;
}

function healthRoute({ routes }: Command): Route {
    const route = routes.find(({ kind }) => kind === 'health');
    assert.ok(route !== undefined, JSON.stringify(routes));
    return route;
}
