import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adviseOn } from '../../../src/engine/advice';
import type { Endpoint } from '../../../src/engine/engine';
import { EngineError, type EngineErrorReason } from '../../../src/engine/engineError';
import { ProgramError } from '../../../src/programs/programError';

const cases: readonly (readonly [
    name: string,
    platform: NodeJS.Platform,
    reason: EngineErrorReason,
    address: string | undefined,
    /** Its command, or its title where there is none. */
    firstStep: string | undefined,
])[] = [
    ['no engine on Linux', 'linux', 'unreachable', 'unix:///var/run/docker.sock', 'sudo systemctl start docker'],
    ['no engine on macOS', 'darwin', 'unreachable', 'unix:///var/run/docker.sock', 'open -a Docker'],
    [
        'no engine on Windows',
        'win32',
        'unreachable',
        'npipe:////./pipe/docker_engine',
        'start "" "%ProgramFiles%\\Docker\\Docker\\Docker Desktop.exe"',
    ],
    ['no engine found anywhere', 'linux', 'unreachable', undefined, 'sudo systemctl start docker'],
    ['Colima', 'darwin', 'unreachable', 'unix:///Users/me/.colima/default/docker.sock', 'colima start'],
    ['OrbStack', 'darwin', 'unreachable', 'unix:///Users/me/.orbstack/run/docker.sock', 'open -a OrbStack'],
    ['Lima', 'darwin', 'unreachable', 'unix:///Users/me/.lima/docker/sock/docker.sock', 'limactl start docker'],
    ['Rancher Desktop', 'darwin', 'unreachable', 'unix:///Users/me/.rd/docker.sock', 'rdctl start'],
    [
        'Podman on Linux',
        'linux',
        'unreachable',
        'unix:///run/user/1000/podman/podman.sock',
        'systemctl --user start podman.socket',
    ],
    ['Podman on Windows', 'win32', 'unreachable', 'npipe:////./pipe/podman-machine-default', 'podman machine start'],
    [
        'Docker Desktop on Linux',
        'linux',
        'unreachable',
        'unix:///home/me/.docker/desktop/docker.sock',
        'systemctl --user start docker-desktop',
    ],
    ['rootless Docker', 'linux', 'unreachable', 'unix:///run/user/1000/docker.sock', 'systemctl --user start docker'],
    [
        'another machine',
        'linux',
        'unreachable',
        'tcp://host:2375',
        'Check that the other machine runs and that its engine listens on this address',
    ],
    [
        'another machine by ssh',
        'linux',
        'unreachable',
        'ssh://me@host:22/run/docker.sock',
        'ssh -o BatchMode=yes ssh://me@host:22 docker version',
    ],
    [
        'a host that is no word',
        'linux',
        'unreachable',
        "ssh://a';reboot",
        "ssh -o BatchMode=yes ssh://'a'\\'';reboot' docker version",
    ],
    ['denied on Linux', 'linux', 'denied', 'unix:///var/run/docker.sock', 'sudo usermod -aG docker "$USER"'],
    [
        'denied on Windows',
        'win32',
        'denied',
        'npipe:////./pipe/docker_engine',
        'net localgroup docker-users %USERNAME% /add',
    ],
    ['denied on macOS', 'darwin', 'denied', 'unix:///var/run/docker.sock', 'open -a Docker'],
    [
        'denied by another machine',
        'linux',
        'denied',
        'tcp://host:2376',
        'Check the certificates, keys and user name that the connection uses',
    ],
    ['a context that does not exist', 'linux', 'missing', undefined, 'docker context ls'],
    ['no engine at the address', 'linux', 'protocol', 'tcp://host:80', 'docker context ls'],
    ['a conflict', 'linux', 'conflict', undefined, undefined],
];
for (const [name, platform, reason, address, firstStep] of cases) {
    test(`advice on ${name}`, () => {
        const endpoint: Endpoint | undefined =
            address === undefined ? undefined : { address, context: undefined, because: 'DOCKER_HOST', tls: undefined };
        const advice = adviseOn(new EngineError(reason, 'what is', { endpoint }), platform);
        const [step] = advice?.steps ?? [];
        assert.equal(step?.command ?? step?.title, firstStep);
        if (advice !== undefined) assert.equal(advice.summary, 'what is');
    });
}

for (const [program, platform, words] of [
    ['docker', 'linux', 'Install Docker: https://docs.docker.com/engine/install'],
    ['C:\\Docker\\docker', 'win32', 'Install Docker: https://docs.docker.com/get-started/get-docker'],
    ['ssh', 'linux', 'Install an OpenSSH client'],
] as const) {
    test(`advice on a missing ${program} on ${platform}`, () => {
        const cause = new ProgramError('missing', program, 'gone');
        const advice = adviseOn(new EngineError('missing', 'gone', { cause }), platform);
        assert.equal(advice?.steps[0]?.title, words);
        assert.match(advice.summary, /^The program `(docker|ssh)` is not installed/);
    });
}

test('an answer of the engine itself needs no advice on reaching it', () => {
    assert.equal(adviseOn(new EngineError('missing', 'No such container', { status: 404 }), 'linux'), undefined);
});
