import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looksSecret, toCommandLine } from '../../../src/engine/commandLine';
import type { CreateRequest } from '../../../src/engine/createRequest';
import { readEnvFile } from '../../../src/engine/envFile';
import { runtimeVariables } from '../../../src/engine/goRuntime';

const plain: CreateRequest = {
    name: undefined,
    image: 'app',
    env: {},
    ports: [],
    volumes: [],
    temporary: [],
    labels: {},
    readOnlyRoot: false,
    dropCapabilities: false,
    noNewPrivileges: false,
    pidsLimit: undefined,
    memoryLimit: undefined,
    init: false,
};

const lines: readonly (readonly [given: Partial<CreateRequest>, words: string])[] = [
    [{}, 'app'],
    [{ name: 'shop-api', command: ['serve', '--port', '80 80'] }, "--name=shop-api app serve --port '80 80'"],
    [
        { ports: [{ container: 80, protocol: 'tcp', host: 8080, address: '127.0.0.1' }] },
        '--publish=127.0.0.1:8080:80 app',
    ],
    [{ ports: [{ container: 53, protocol: 'udp', host: 0, address: '' }] }, '--publish=:53/udp app'],
    [{ ports: [{ container: 80, protocol: 'tcp', host: 80, address: '::1' }] }, "'--publish=[::1]:80:80' app"],
    [{ env: { WORDS: "it's $HOME" } }, "'--env=WORDS=it'\\''s $HOME' app"],
    [{ env: { DB_PASSWORD: 'hunter2', PORT: '1' } }, '--env=DB_PASSWORD --env=PORT=1 app'],
    [{ secrets: { token: 'hunter2' } }, '--volume=./secrets/token:/run/secrets/token:ro app'],
    [
        { volumes: [{ source: 'a"b,c', target: '/x', readOnly: true }] },
        `'--mount=type=volume,"source=a""b,c",target=/x,readonly' app`,
    ],
    [
        { volumes: [{ source: 'C:\\x', target: '/x', readOnly: false }] },
        "'--mount=type=bind,source=C:\\x,target=/x' app",
    ],
    [{ volumes: [{ source: '/a', target: '/x', readOnly: true, relabel: 'private' }] }, '--volume=/a:/x:ro,Z app'],
    [{ entrypoint: [] }, '--entrypoint= app'],
    [{ entrypoint: ['sh', '-c'], command: ['ls'] }, '--entrypoint=sh app -c ls'],
    [{ restart: { policy: 'on-failure', tries: 3 } }, '--restart=on-failure:3 app'],
    [{ restart: { policy: 'always', tries: 3 } }, '--restart=always app'],
    [{ seccomp: '{"defaultAction":"x"}' }, '--security-opt=seccomp=./seccomp.json app'],
    [{ image: '--privileged', name: '$(reboot)' }, "'--name=$(reboot)' -- --privileged"],
];
for (const [given, words] of lines) {
    test(`docker run … ${words}`, () => {
        assert.equal(toCommandLine({ ...plain, ...given }), `docker run --detach ${words}`);
    });
}

test('names that tell of a secret', () => {
    const secret = [
        'DB_PASSWORD',
        'API_KEY',
        'apikey',
        'GITHUB_TOKEN',
        'AWS_SECRET_ACCESS_KEY',
        'PASSWD',
        'PRIVATE_KEY',
    ];
    for (const name of secret) assert.ok(looksSecret(name), name);
    for (const name of ['PORT', 'KEYSPACE', 'GOMEMLIMIT', 'PATH', 'LOG_LEVEL']) assert.ok(!looksSecret(name), name);
});

const envFiles: readonly (readonly [text: string, variables: Record<string, string>, problems: number])[] = [
    ['A=b\nC=d=e\n', { A: 'b', C: 'd=e' }, 0],
    ['\uFEFFA=b\r\n\r\n# comment\r\nC=\r\n', { A: 'b', C: '' }, 0],
    ['  A="quoted"  \nHOME\nNONE\n', { A: '"quoted"  ', HOME: '/root' }, 0],
    ['=x\nA B=c\nD=1', { D: '1' }, 2],
    ['__proto__=x', JSON.parse('{"__proto__":"x"}') as Record<string, string>, 0],
    ['', {}, 0],
];
for (const [text, variables, problems] of envFiles) {
    test(`variables of ${JSON.stringify(text)}`, () => {
        const read = readEnvFile(text, { HOME: '/root' });
        assert.deepEqual(read.variables, variables);
        assert.equal(read.problems.length, problems);
    });
}

test("Go's runtime fits itself to the limits", () => {
    const memoryLimit = 512 * 1024 * 1024;
    assert.deepEqual(runtimeVariables({ memoryLimit, cpuLimit: 1.5 }), { GOMEMLIMIT: '471859KiB', GOMAXPROCS: '2' });
    assert.deepEqual(runtimeVariables({ cpuLimit: 0.1 }), { GOMAXPROCS: '1' });
    assert.deepEqual(runtimeVariables({}), {});
});
