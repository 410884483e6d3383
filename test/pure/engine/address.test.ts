import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAddress, type Address } from '../../../src/engine/address';
import { commandEnvironment } from '../../../src/engine/commandEnvironment';
import { sshArguments } from '../../../src/engine/sshConnection';
import { failsWith } from './failure';
import { endpointAt } from './fakeEngine';

const addresses: Readonly<Record<string, Address>> = {
    'unix:///var/run/docker.sock': { kind: 'socket', path: '/var/run/docker.sock' },
    'unix:///Users/a b/docker.sock': { kind: 'socket', path: '/Users/a b/docker.sock' },
    'npipe:////./pipe/docker_engine': { kind: 'socket', path: '//./pipe/docker_engine' },
    'npipe://\\\\.\\pipe\\docker_engine': { kind: 'socket', path: '//./pipe/docker_engine' },
    'tcp://host': { kind: 'tcp', host: 'host', port: 2375, tls: false },
    'tcp://host:80': { kind: 'tcp', host: 'host', port: 80, tls: false },
    'tcp://[::1]:2375': { kind: 'tcp', host: '::1', port: 2375, tls: false },
    'HTTPS://host': { kind: 'tcp', host: 'host', port: 2376, tls: true },
    'ssh://host': { kind: 'ssh', user: undefined, host: 'host', port: undefined, path: undefined },
    'ssh://me@host:22/run/docker.sock': { kind: 'ssh', user: 'me', host: 'host', port: '22', path: '/run/docker.sock' },
};
for (const [text, address] of Object.entries(addresses)) {
    test(`${text} is an address`, () => {
        assert.deepEqual(parseAddress(text), address);
    });
}

for (const text of [
    '',
    'docker',
    '/var/run/docker.sock',
    'unix://',
    'fd://3',
    'tcp://',
    'tcp://host:99999',
    'ssh://-oProxyCommand=x',
    'ssh://-x@host',
    'ssh://me:secret@host',
    'ssh://%zz@host',
]) {
    test(`${text || 'nothing'} is no address`, () => {
        assert.throws(
            () => parseAddress(text),
            (error) => {
                assert.ok(!String(error).includes('secret'));
                return failsWith('missing', /is no address of a container engine$/)(error);
            },
        );
    });
}

test('a path on the other machine cannot leave its word', () => {
    const words = sshArguments({ kind: 'ssh', user: 'me', host: 'host', port: '2222', path: "/run/a'; rm -rf ~" });
    assert.deepEqual(words.slice(5), [
        '-l',
        'me',
        '-p',
        '2222',
        '--',
        'host',
        'docker',
        '--host',
        `'unix:///run/a'\\''; rm -rf ~'`,
        'system',
        'dial-stdio',
    ]);
});

const environment = {
    PATH: '/bin',
    DOCKER_HOST: 'tcp://old:1',
    DOCKER_CONTEXT: 'old',
    DOCKER_TLS_VERIFY: '1',
    DOCKER_CERT_PATH: '/certs',
};

test('a program is pointed at a socket, without the TLS of another address', () => {
    assert.deepEqual(commandEnvironment(environment, endpointAt('unix:///s')), {
        PATH: '/bin',
        DOCKER_HOST: 'unix:///s',
        DOCKER_CERT_PATH: '/certs',
    });
});

test('a program is pointed at a context, which brings its own TLS', () => {
    const endpoint = { ...endpointAt('tcp://new:2376'), context: 'new', tls: { verify: true } };
    assert.deepEqual(commandEnvironment(environment, endpoint), {
        PATH: '/bin',
        DOCKER_CONTEXT: 'new',
        DOCKER_CERT_PATH: '/certs',
    });
});

test('the TLS that the environment asks for is kept', () => {
    const endpoint = { ...endpointAt('tcp://old:1'), tls: { verify: true } };
    assert.deepEqual(commandEnvironment(environment, endpoint), {
        PATH: '/bin',
        DOCKER_HOST: 'tcp://old:1',
        DOCKER_TLS_VERIFY: '1',
        DOCKER_CERT_PATH: '/certs',
    });
});
