import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseEndpoint, discoverEndpoints } from '../../../src/engine/discoverEndpoints';
import type { Endpoint } from '../../../src/engine/engine';
import { EngineError } from '../../../src/engine/engineError';
import { failsWith } from './failure';
import { contextFiles, fakeMachine, type FakeMachine } from './fakeMachine';

const config = '/home/me/.docker';
const current = (name: string) => ({ [`${config}/config.json`]: JSON.stringify({ currentContext: name }) });
const remote = contextFiles(
    config,
    'remote',
    { Host: 'tcp://build.example:2376', SkipTLSVerify: false },
    { 'ca.pem': 'CA', 'cert.pem': 'CERT', 'key.pem': 'KEY' },
);
const rootless = contextFiles(config, 'rootless', { Host: 'unix:///run/user/1000/docker.sock' });

interface Choice {
    readonly machine: FakeMachine;
    readonly setting?: string;
    /** Address and reason of what is chosen, or words of the problem, or nothing. */
    readonly chosen?: readonly [address: string, because: string];
    readonly problem?: RegExp;
    readonly tls?: Endpoint['tls'];
}

const choices: Readonly<Record<string, Choice>> = {
    'nothing is said': { machine: {} },
    'the setting is an address': {
        machine: { env: { DOCKER_HOST: 'tcp://other:2375' } },
        setting: ' unix:///run/mine.sock ',
        chosen: ['unix:///run/mine.sock', 'the setting'],
    },
    'the setting is a path': {
        machine: {},
        setting: '/run/mine.sock',
        chosen: ['unix:///run/mine.sock', 'the setting'],
    },
    'the setting names a context': {
        machine: { files: { ...rootless, ...remote }, env: { DOCKER_HOST: 'tcp://other:2375' } },
        setting: 'rootless',
        chosen: ['unix:///run/user/1000/docker.sock', 'the docker context `rootless`'],
    },
    'the setting names a context that does not exist': {
        machine: { files: rootless },
        setting: 'rooftop',
        problem: /^The setting names the docker context `rooftop`, which does not exist$/,
    },
    'the setting is no address': {
        machine: {},
        setting: 'ftp://somewhere',
        problem: /`ftp:\/\/somewhere` is no address/,
    },
    'DOCKER_HOST comes before contexts': {
        machine: {
            env: { DOCKER_HOST: 'tcp://other:2375', DOCKER_CONTEXT: 'remote' },
            files: { ...remote, ...current('remote') },
        },
        chosen: ['tcp://other:2375', 'DOCKER_HOST'],
    },
    'DOCKER_TLS_VERIFY brings certificates': {
        machine: {
            env: { DOCKER_HOST: 'tcp://other:2376', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs' },
            files: { '/certs/ca.pem': 'CA', '/certs/cert.pem': 'CERT', '/certs/key.pem': 'KEY' },
        },
        chosen: ['tcp://other:2376', 'DOCKER_HOST'],
        tls: { verify: true, ca: 'CA', cert: 'CERT', key: 'KEY' },
    },
    'DOCKER_TLS does not verify': {
        machine: { env: { DOCKER_HOST: 'tcp://other:2376', DOCKER_TLS: '1' }, files: { [`${config}/ca.pem`]: 'CA' } },
        chosen: ['tcp://other:2376', 'DOCKER_HOST'],
        tls: { verify: false, ca: 'CA' },
    },
    'DOCKER_HOST is garbage': { machine: { env: { DOCKER_HOST: 'localhost' } }, problem: /`localhost` is no address/ },
    'a password in DOCKER_HOST is not repeated': {
        machine: { env: { DOCKER_HOST: 'ssh://me:secret@host' } },
        problem: /^`ssh:\/\/…@host` is no address/,
    },
    'DOCKER_CONTEXT comes before the configuration': {
        machine: { env: { DOCKER_CONTEXT: 'rootless' }, files: { ...rootless, ...remote, ...current('remote') } },
        chosen: ['unix:///run/user/1000/docker.sock', 'the docker context `rootless`'],
    },
    'DOCKER_CONTEXT is default': {
        machine: { env: { DOCKER_CONTEXT: 'default' }, files: { ...remote, ...current('remote') } },
        chosen: ['unix:///var/run/docker.sock', 'the docker context `default`'],
    },
    'the configuration has a current context with TLS': {
        machine: { files: { ...rootless, ...remote, ...current('remote') } },
        chosen: ['tcp://build.example:2376', 'the docker context `remote`'],
        tls: { verify: true, ca: 'CA', cert: 'CERT', key: 'KEY' },
    },
    'the current context was deleted': {
        machine: { files: current('gone') },
        problem: /names the docker context `gone`/,
    },
    'the configuration is garbage': { machine: { files: { [`${config}/config.json`]: '{"currentContext": [' } } },
    'the configuration is of another type': {
        machine: { files: { [`${config}/config.json`]: '{"currentContext": {"a": 1}}' } },
    },
    'the configuration is somewhere else': {
        machine: {
            env: { DOCKER_CONFIG: '/etc/mine' },
            files: {
                '/etc/mine/config.json': '{"currentContext":"x"}',
                ...contextFiles('/etc/mine', 'x', { Host: 'ssh://me@host' }),
            },
        },
        chosen: ['ssh://me@host', 'the docker context `x`'],
    },
    'a context on Windows': {
        machine: {
            platform: 'win32',
            files: {
                'C:\\Users\\me\\.docker\\config.json': '{"currentContext":"desktop-linux"}',
                ...contextFiles(
                    'C:\\Users\\me\\.docker',
                    'desktop-linux',
                    { Host: 'npipe:////./pipe/dockerDesktopLinuxEngine' },
                    {},
                    '\\',
                ),
            },
        },
        chosen: ['npipe:////./pipe/dockerDesktopLinuxEngine', 'the docker context `desktop-linux`'],
    },
};

for (const [name, { machine, setting = '', chosen, problem, tls }] of Object.entries(choices)) {
    test(name, async () => {
        const discovery = await discoverEndpoints(fakeMachine(machine), setting);
        if (problem === undefined) assert.equal(discovery.problem, undefined);
        else {
            assert.match(discovery.problem?.message ?? '', problem);
            await assert.rejects(
                chooseEndpoint(discovery, () => Promise.resolve()),
                failsWith('missing'),
            );
        }
        const found = discovery.chosen;
        assert.deepEqual(found && [found.address, found.because], chosen);
        assert.deepEqual(found?.tls, tls);
        if (found !== undefined) assert.deepEqual(discovery.candidates[0], found);
    });
}

const linuxSockets = [
    '/home/me/.docker/desktop/docker.sock',
    '/run/user/1000/docker.sock',
    '/run/user/1000/podman/podman.sock',
    '/run/podman/podman.sock',
];
const macSockets = [
    '/Users/me/.docker/run/docker.sock',
    '/Users/me/.orbstack/run/docker.sock',
    '/Users/me/.colima/work/docker.sock',
    '/Users/me/.colima/default/docker.sock',
    '/Users/me/.rd/docker.sock',
    '/Users/me/.lima/docker/sock/docker.sock',
    '/Users/me/.local/share/containers/podman/machine/podman.sock',
];
const pipe = (name: string) => `\\\\.\\pipe\\${name}`;

const machines: Readonly<Record<string, { machine: FakeMachine; candidates: readonly string[] }>> = {
    'Linux without an engine': { machine: {}, candidates: ['unix:///var/run/docker.sock'] },
    'Linux with all engines': {
        machine: {
            env: { XDG_RUNTIME_DIR: '/run/user/1000' },
            files: Object.fromEntries(linuxSockets.map((path) => [path, ''])),
        },
        candidates: ['unix:///var/run/docker.sock', ...linuxSockets.map((path) => `unix://${path}`)],
    },
    'macOS with all engines': {
        machine: { platform: 'darwin', files: Object.fromEntries(macSockets.map((path) => [path, ''])) },
        candidates: [
            'unix:///var/run/docker.sock',
            'unix:///Users/me/.docker/run/docker.sock',
            'unix:///Users/me/.orbstack/run/docker.sock',
            'unix:///Users/me/.colima/default/docker.sock',
            'unix:///Users/me/.colima/work/docker.sock',
            'unix:///Users/me/.rd/docker.sock',
            'unix:///Users/me/.lima/docker/sock/docker.sock',
            'unix:///Users/me/.local/share/containers/podman/machine/podman.sock',
        ],
    },
    'macOS with engines in folders of their own': {
        machine: {
            platform: 'darwin',
            env: { TMPDIR: '/var/folders/x/T/', COLIMA_HOME: '/c', LIMA_HOME: '/l' },
            files: Object.fromEntries(
                [
                    '/c/default/docker.sock',
                    '/Users/me/.config/colima/work/docker.sock',
                    '/Users/me/.colima/default/docker.sock',
                    '/l/docker/sock/docker.sock',
                    '/var/folders/x/T/podman/podman-machine-default-api.sock',
                    '/var/folders/x/T/podman/podman-machine-default-gvproxy.sock',
                ].map((path) => [path, '']),
            ),
        },
        candidates: [
            'unix:///var/run/docker.sock',
            'unix:///c/default/docker.sock',
            'unix:///Users/me/.config/colima/work/docker.sock',
            'unix:///l/docker/sock/docker.sock',
            'unix:///var/folders/x/T/podman/podman-machine-default-api.sock',
        ],
    },
    'Windows with Docker Desktop and Podman': {
        machine: {
            platform: 'win32',
            files: Object.fromEntries(
                [
                    'docker_engine',
                    'podman-machine-work',
                    'podman-machine-default',
                    'dockerDesktopLinuxEngine',
                    'lsass',
                ].map((name) => [pipe(name), '']),
            ),
        },
        candidates: [
            'npipe:////./pipe/docker_engine',
            'npipe:////./pipe/dockerDesktopLinuxEngine',
            'npipe:////./pipe/podman-machine-default',
            'npipe:////./pipe/podman-machine-work',
        ],
    },
    'contexts that can be read': {
        machine: {
            files: {
                ...remote,
                ...rootless,
                [`${config}/contexts/meta/00/meta.json`]: '{"Name":"broken"',
                [`${config}/contexts/meta/01/meta.json`]: '{"Name":"kubernetes only","Endpoints":{"kubernetes":{}}}',
                [`${config}/contexts/meta/02/meta.json`]: '[]',
            },
        },
        candidates: ['unix:///var/run/docker.sock', 'tcp://build.example:2376', 'unix:///run/user/1000/docker.sock'],
    },
};
for (const [name, { machine, candidates }] of Object.entries(machines)) {
    test(`${name}: candidates`, async () => {
        const discovery = await discoverEndpoints(fakeMachine(machine), '');
        assert.deepEqual(
            discovery.candidates.map(({ address }) => address),
            candidates,
        );
    });
}

const twoSockets = () => discoverEndpoints(fakeMachine({ files: { '/run/podman/podman.sock': '', ...remote } }), '');

test('the first candidate that answers is chosen, and no other machine is asked unbidden', async () => {
    const asked: string[] = [];
    const connect = ({ address }: Endpoint) => {
        asked.push(address);
        if (address.includes('podman')) return Promise.resolve();
        return Promise.reject(new EngineError('unreachable', 'nobody there'));
    };
    assert.equal((await chooseEndpoint(await twoSockets(), connect)).address, 'unix:///run/podman/podman.sock');
    asked.length = 0;
    await assert.rejects(
        chooseEndpoint(await twoSockets(), ({ address }) => {
            asked.push(address);
            return Promise.reject(new EngineError(address.includes('podman') ? 'denied' : 'unreachable', address));
        }),
        failsWith('denied', /podman/),
    );
    assert.deepEqual(asked, ['unix:///var/run/docker.sock', 'unix:///run/podman/podman.sock']);
});

test('what the user said is used though it does not answer', async () => {
    const discovery = await discoverEndpoints(fakeMachine({ env: { DOCKER_HOST: 'tcp://gone:2375' } }), '');
    const chosen = await chooseEndpoint(discovery, () => Promise.reject(new EngineError('unreachable', 'gone')));
    assert.equal(chosen.address, 'tcp://gone:2375');
});

test('an abort while candidates are tried is passed on', async () => {
    const reason = new Error('no longer wanted');
    await assert.rejects(
        chooseEndpoint(await twoSockets(), () => Promise.reject(reason)),
        reason,
    );
});
