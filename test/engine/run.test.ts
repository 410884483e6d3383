/** What can stand against running a container, on a real engine. */
import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type { CreateRequest, Engine } from '../../src/engine/engine';
import { nextFreePort, portHolder } from '../../src/engine/portHolder';
import { runContainer } from '../../src/engine/runContainer';
import { failsWith } from '../pure/engine/failure';
import { removeAfter, shellRequest } from './engineContainer';
import { testEngine } from './stackEngine';

let engine: Engine;

before(async () => {
    engine = await testEngine();
});

after(() => {
    engine.dispose();
});

const publishing = (host: number, name: string): CreateRequest =>
    shellRequest('while :; do nc -l -p 8080 -e echo hello; done', {
        name,
        ports: [{ container: 8080, protocol: 'tcp', host, address: '127.0.0.1' }],
    });

async function freePort(): Promise<number> {
    const port = await nextFreePort(28_080, { containers: await engine.containers(), endpoint: engine.endpoint });
    assert.ok(port !== undefined);
    return port;
}

const isThere = async (name: string) => (await engine.containers()).some((container) => container.name === name);

test('a port that another container holds is a conflict, and nothing is left behind', async (context) => {
    const port = await freePort();
    const [first, second] = [`gopherdock-test-first-${process.pid}`, `gopherdock-test-second-${process.pid}`];
    const id = await runContainer(engine, publishing(port, first));
    removeAfter(context, engine, id);
    const containers = await engine.containers();
    const row = containers.find((container) => container.id === id);
    assert.deepEqual(row?.ports, [{ container: 8080, protocol: 'tcp', host: port, address: '127.0.0.1' }]);
    const holder = await portHolder(port, { containers, endpoint: engine.endpoint });
    assert.equal(holder.kind === 'container' && holder.container.id, id);
    await assert.rejects(
        runContainer(engine, publishing(port, second)),
        failsWith('conflict', new RegExp(String(port))),
    );
    assert.equal(await isThere(second), false);
    assert.notEqual(await nextFreePort(port, { containers, endpoint: engine.endpoint }), port);
});

test('a port that a program of this machine holds is a conflict', async (context) => {
    const server = createServer();
    await new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', resolve);
    });
    context.after(() => server.close());
    const { port } = server.address() as AddressInfo;
    const holder = await portHolder(port, {
        containers: await engine.containers(),
        endpoint: engine.endpoint,
        address: '127.0.0.1',
    });
    assert.ok(holder.kind === 'program');
    if (process.platform === 'linux') assert.equal(holder.process?.id, process.pid);
    const name = `gopherdock-test-program-${process.pid}`;
    await assert.rejects(runContainer(engine, publishing(port, name)), failsWith('conflict', /address already in use/));
    assert.equal(await isThere(name), false);
});

test('a name that is taken is a conflict, an image that is not there is missing', async (context) => {
    const name = `gopherdock-test-name-${process.pid}`;
    removeAfter(context, engine, await runContainer(engine, shellRequest('sleep 60', { name })));
    await assert.rejects(
        runContainer(engine, shellRequest('sleep 60', { name })),
        failsWith('conflict', /already in use/),
    );
    assert.equal(await isThere(name), true);
    await assert.rejects(
        runContainer(engine, shellRequest('true', { image: 'gopherdock-test/none' })),
        failsWith('missing'),
    );
});

test('a program that does not start leaves no container behind', async () => {
    const name = `gopherdock-test-start-${process.pid}`;
    await assert.rejects(
        runContainer(engine, shellRequest('', { name, command: ['/none'] })),
        failsWith('protocol', /\/none/),
    );
    assert.equal(await isThere(name), false);
});
