import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { connectEngine } from '../../../src/engine/connectEngine';
import type { Endpoint, Engine } from '../../../src/engine/engine';
import { failsWith } from './failure';
import { endpointAt, silent } from './fakeEngine';

/** Made for tests: one certificate for both sides, valid for 127.0.0.1, and the authority that signed it. */
const pem = (name: string): string => readFileSync(`test/fixtures/engine/tls/${name}.pem`, 'utf8');
const ca = pem('ca');
const cert = pem('cert');
const key = pem('key');

/** An engine that wants a certificate of its clients. */
async function overTls(context: TestContext, tls: Endpoint['tls'], host = '127.0.0.1'): Promise<Engine> {
    const server = createServer({ ca, cert, key, requestCert: true, rejectUnauthorized: true }, (_, response) => {
        response.end('{"Version":"26.1.5","ApiVersion":"1.45"}');
    });
    server.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const engine = connectEngine({ ...endpointAt(`tcp://${host}:${port}`), tls }, silent);
    context.after(() => {
        engine.dispose();
        server.closeAllConnections();
        server.close();
    });
    return engine;
}

test('both sides show their certificates', async (context) => {
    const engine = await overTls(context, { verify: true, ca, cert, key });
    assert.equal((await engine.version()).version, '26.1.5');
});

test('an authority that is not known is not asked for where nothing is verified', async (context) => {
    const engine = await overTls(context, { verify: false, cert, key });
    assert.equal((await engine.version()).version, '26.1.5');
});

const refused: Readonly<Record<string, readonly [tls: Endpoint['tls'], host?: string]>> = {
    'a server whose authority is not known': [{ verify: true, cert, key }],
    'a server that has another name': [{ verify: true, ca, cert, key }, 'localhost'],
    'a client without a certificate': [{ verify: true, ca }],
};
for (const [name, [tls, host]] of Object.entries(refused)) {
    test(`${name} is denied`, async (context) => {
        const engine = await overTls(context, tls, host);
        await assert.rejects(engine.version(), failsWith('denied', /TLS connection/));
    });
}

test('without TLS an engine that wants it is no engine or hangs up', async (context) => {
    const engine = await overTls(context, undefined);
    await assert.rejects(engine.version(), (error) => failsWith('unreachable')(error));
});
