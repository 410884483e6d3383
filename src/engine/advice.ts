import { ProgramError } from '../programs/programError';
import type { Endpoint } from './engine';
import type { EngineError } from './engineError';

/** What a person can do about an engine that cannot be used. */
export interface Advice {
    /** What is, in one sentence. */
    readonly summary: string;
    /** What to do, most likely first; `command` is a line for a terminal. */
    readonly steps: readonly { readonly title: string; readonly command?: string }[];
}

/** Advice for this system; `undefined` where the error is not about reaching the engine. */
export function adviseOn(error: EngineError, platform: NodeJS.Platform): Advice | undefined {
    const { cause, endpoint, reason, message } = error;
    if (cause instanceof ProgramError && cause.reason === 'missing') return onMissingProgram(cause.program, platform);
    if (error.status !== undefined) return undefined;
    switch (reason) {
        case 'denied':
            return { summary: message, steps: onDenied(endpoint, platform) };
        case 'unreachable':
            return { summary: message, steps: [...onUnreachable(endpoint, platform), ...otherContext(endpoint)] };
        case 'missing':
            return {
                summary: message,
                steps: [{ title: 'List the docker contexts', command: 'docker context ls' }, ...otherContext(endpoint)],
            };
        case 'protocol':
            return { summary: message, steps: [{ title: 'Check the address', command: 'docker context ls' }] };
        case 'conflict':
            return undefined;
    }
}

type Steps = Advice['steps'];

function onMissingProgram(program: string, platform: NodeJS.Platform): Advice {
    const name = program.split(/[\\/]/).at(-1) ?? program;
    const where =
        platform === 'linux'
            ? 'https://docs.docker.com/engine/install'
            : 'https://docs.docker.com/get-started/get-docker';
    return {
        summary: `The program \`${name}\` is not installed or not on the PATH`,
        steps: [
            name === 'ssh' ? { title: 'Install an OpenSSH client' } : { title: `Install Docker: ${where}` },
            {
                title: 'Restart VS Code where the program was installed just now: it keeps the PATH that it was started with',
            },
        ],
    };
}

function onDenied(endpoint: Endpoint | undefined, platform: NodeJS.Platform): Steps {
    if (isRemote(endpoint)) return [{ title: 'Check the certificates, keys and user name that the connection uses' }];
    if (platform === 'linux') {
        return [
            {
                title: 'Add yourself to the `docker` group, then log in again',
                command: 'sudo usermod -aG docker "$USER"',
            },
            { title: 'Or run Docker without root rights', command: 'dockerd-rootless-setuptool.sh install' },
        ];
    }
    if (platform === 'win32')
        return [
            {
                title: 'Add yourself to the `docker-users` group, then log in again',
                command: 'net localgroup docker-users %USERNAME% /add',
            },
        ];
    return [{ title: 'Start Docker Desktop and let it finish its setup', command: 'open -a Docker' }];
}

function onUnreachable(endpoint: Endpoint | undefined, platform: NodeJS.Platform): Steps {
    const address = endpoint?.address ?? '';
    if (address.startsWith('ssh:')) {
        const host = address.replace(/^ssh:\/\//, '').replace(/\/.*$/, '');
        return [
            {
                title: 'See whether `ssh` gets there without asking anything',
                command: `ssh -o BatchMode=yes ssh://${quoted(host)} docker version`,
            },
        ];
    }
    if (isRemote(endpoint))
        return [{ title: 'Check that the other machine runs and that its engine listens on this address' }];
    const [, starter] = starters.find(([part]) => address.includes(part)) ?? [];
    if (starter !== undefined) return [starter];
    switch (platform) {
        case 'darwin':
            return [
                { title: 'Start Docker Desktop', command: 'open -a Docker' },
                { title: 'Or start Colima', command: 'colima start' },
                { title: 'Or start OrbStack', command: 'open -a OrbStack' },
            ];
        case 'win32':
            return [
                {
                    title: 'Start Docker Desktop',
                    command: 'start "" "%ProgramFiles%\\Docker\\Docker\\Docker Desktop.exe"',
                },
            ];
        default:
            return [
                { title: 'Start Docker', command: 'sudo systemctl start docker' },
                { title: 'Or start Docker Desktop', command: 'systemctl --user start docker-desktop' },
                { title: 'Install Docker where there is none: https://docs.docker.com/engine/install' },
            ];
    }
}

/** An address tells which program should have answered. */
const starters: readonly (readonly [part: string, step: Steps[number]])[] = [
    ['/.colima/', { title: 'Start Colima', command: 'colima start' }],
    ['/.orbstack/', { title: 'Start OrbStack', command: 'open -a OrbStack' }],
    ['/.lima/', { title: 'Start the Lima machine', command: 'limactl start docker' }],
    ['/.rd/', { title: 'Start Rancher Desktop', command: 'rdctl start' }],
    ['podman-machine', { title: 'Start the Podman machine', command: 'podman machine start' }],
    ['/podman/machine/', { title: 'Start the Podman machine', command: 'podman machine start' }],
    ['/podman/podman.sock', { title: "Start Podman's socket", command: 'systemctl --user start podman.socket' }],
    ['/.docker/desktop/', { title: 'Start Docker Desktop', command: 'systemctl --user start docker-desktop' }],
    ['/run/user/', { title: 'Start rootless Docker', command: 'systemctl --user start docker' }],
];

/** The engine may run while the configuration points elsewhere. */
function otherContext(endpoint: Endpoint | undefined): Steps {
    if (endpoint === undefined) return [];
    return [{ title: `The address comes from ${endpoint.because}: choose another engine if it is the wrong one` }];
}

function isRemote(endpoint: Endpoint | undefined): boolean {
    return endpoint !== undefined && !/^(unix|npipe):/i.test(endpoint.address);
}

function quoted(word: string): string {
    return /^[\w.@:[\]-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
