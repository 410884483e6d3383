import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { test } from 'node:test';
import { connectEngine } from '../../../src/engine/connectEngine';
import { connectionError, EngineError, statusError, type EngineErrorReason } from '../../../src/engine/engineError';
import { failsWith } from './failure';
import { endpointAt, fakeEngine, json, silent } from './fakeEngine';

test('where no socket is, the engine is unreachable, at once', async () => {
    const started = performance.now();
    const engine = connectEngine(endpointAt('unix:///nowhere/docker.sock'), silent);
    await assert.rejects(engine.containers(), failsWith('unreachable', /`unix:\/\/\/nowhere\/docker\.sock`/));
    assert.ok(performance.now() - started < 5000);
});

test('a socket that nobody listens on and a port that is closed are unreachable', async (context) => {
    const { engine, close } = await fakeEngine(context);
    await close();
    await assert.rejects(engine.version(), failsWith('unreachable'));
    const closed = createServer();
    await new Promise<void>((resolve) => {
        closed.listen(0, '127.0.0.1', resolve);
    });
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => {
        closed.close(resolve);
    });
    await assert.rejects(
        connectEngine(endpointAt(`tcp://127.0.0.1:${port}`), silent).version(),
        failsWith('unreachable'),
    );
});

test('what is no HTTP at all is no container engine', async (context) => {
    const server = createServer((socket) => {
        socket.on('error', () => undefined);
        socket.end('SSH-2.0-OpenSSH_10.0\r\n');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    context.after(() => server.close());
    const { port } = server.address() as AddressInfo;
    await assert.rejects(
        connectEngine(endpointAt(`tcp://127.0.0.1:${port}`), silent).version(),
        failsWith('protocol', /is not a container engine$/),
    );
    const secure = { ...endpointAt(`tcp://127.0.0.1:${port}`), tls: { verify: true } };
    await assert.rejects(connectEngine(secure, silent).version(), failsWith('denied', /TLS/));
});

test('a web server is no container engine', async (context) => {
    const { engine, answers } = await fakeEngine(context, {
        '/version': (_, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html></html>'),
    });
    await assert.rejects(engine.containers(), failsWith('protocol', /is not a container engine$/));
    answers['/version'] = json(['1.45']);
    await assert.rejects(engine.containers(), failsWith('protocol', /is not a container engine$/));
});

test('JSON that cannot be read is a protocol error', async (context) => {
    const { engine } = await fakeEngine(context, {
        '/containers/json': (_, response) =>
            response.writeHead(200, { 'Content-Type': 'application/json' }).end('[{"Id":'),
    });
    await assert.rejects(engine.containers(), failsWith('protocol', /JSON that cannot be read/));
});

const connectionCodes: readonly (readonly [code: string, reason: EngineErrorReason])[] = [
    ['ENOENT', 'unreachable'],
    ['ECONNREFUSED', 'unreachable'],
    ['ENOTFOUND', 'unreachable'],
    ['ETIMEDOUT', 'unreachable'],
    ['EACCES', 'denied'],
    ['EPERM', 'denied'],
    ['CERT_HAS_EXPIRED', 'denied'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'denied'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'denied'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'denied'],
    ['HPE_INVALID_CONSTANT', 'protocol'],
];
for (const [code, reason] of connectionCodes) {
    test(`a connection that fails with ${code} is ${reason}`, () => {
        const cause = Object.assign(new Error(`connect ${code}`), { code });
        const error = connectionError(cause, endpointAt('unix:///s'));
        assert.equal(error.reason, reason);
        assert.equal(error.cause, cause);
        assert.equal(error.status, undefined);
        assert.equal(connectionError(error, endpointAt('unix:///s')), error);
    });
}

const statuses: readonly (readonly [status: number, reason: EngineErrorReason])[] = [
    [400, 'protocol'],
    [401, 'denied'],
    [403, 'denied'],
    [404, 'missing'],
    [409, 'conflict'],
    [500, 'protocol'],
];
test('what is forbidden because it is in use is a conflict', () => {
    const words = [
        'error while removing network: network x id 1 has active endpoints',
        'bridge is a pre-defined network and cannot be removed',
    ];
    for (const said of words) assert.equal(statusError(403, said, endpointAt('unix:///s')).reason, 'conflict', said);
});

for (const [status, reason] of statuses) {
    test(`an answer of ${status} is ${reason}, in the engine's own words`, async (context) => {
        const { engine } = await fakeEngine(context, { '/containers/x/json': json({ message: 'the words' }, status) });
        await assert.rejects(
            engine.inspect('x'),
            (error) =>
                failsWith(reason, /^the words$/)(error) && error instanceof EngineError && error.status === status,
        );
    });
}

test('an answer without words says its status, and one in plain text its text', async (context) => {
    assert.equal(statusError(500, '', endpointAt('unix:///s')).message, 'The engine answered with status 500');
    const { engine } = await fakeEngine(context, {
        '/version': (_, response) => response.writeHead(400).end('Client sent an HTTP request to an HTTPS server.\n'),
    });
    await assert.rejects(engine.version(), failsWith('protocol', /HTTPS server\.$/));
});
