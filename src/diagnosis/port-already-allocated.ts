import type { Signature } from './signature';

const anotherContainer = 'Bind for [^ ]*?:(\\d+) failed: port is already allocated';
const anotherProgram =
    'failed to bind host port (?:for )?[^ ]*?:(\\d+)[:/ ].*address already in use' +
    '|Ports are not available: exposing port (?:TCP|UDP) [^ ]*?:(\\d+) ' +
    '|error starting userland proxy: listen (?:tcp|udp)[46]? [^ ]*?:(\\d+): bind: address already in use';

export const portAlreadyAllocated: Signature = {
    id: 'port-already-allocated',
    summary: 'The port on this machine that the container should be reached at is taken',
    phases: ['start', 'run', 'engine'],
    shows: new RegExp(`${anotherContainer}|${anotherProgram}`, 'i'),

    explain({ groups: [, byContainer, ...byProgram] }) {
        const port = byContainer ?? byProgram.find((group) => group !== undefined) ?? '';
        const free = Number(port) < 65535 ? Number(port) + 1 : 8080;
        return {
            likelihood: 'certain',
            cause:
                byContainer === undefined
                    ? `Another program on this machine holds port ${port}, or the system reserves it`
                    : `Another container has published port ${port} already`,
            remedy:
                (byContainer === undefined
                    ? `End that program (\`ss -ltnp 'sport = :${port}'\` or \`lsof -i :${port}\` names it)`
                    : `Stop that container (\`docker ps --filter publish=${port}\` names it)`) +
                `, or publish another port of this machine, such as ${free}`,
        };
    },

    examples: [
        {
            phase: 'start',
            exitCode: 128,
            engineError:
                'driver failed programming external connectivity on endpoint shop-api (8a1f0c5be0d1): Bind for 0.0.0.0:8080 failed: port is already allocated',
        },
        {
            phase: 'run',
            exitCode: 125,
            lines: [
                'docker: Error response from daemon: failed to set up container networking: driver failed programming external connectivity on endpoint api (f00): failed to bind host port 0.0.0.0:8080/tcp: address already in use',
            ],
        },
        {
            phase: 'start',
            engineError:
                'driver failed programming external connectivity on endpoint hello (3c1): failed to bind host port for 127.0.0.1:8080:172.17.0.2:8080/tcp: address already in use',
        },
        {
            phase: 'engine',
            engineError:
                'Ports are not available: exposing port TCP 0.0.0.0:8080 -> 127.0.0.1:0: listen tcp 0.0.0.0:8080: bind: An attempt was made to access a socket in a way forbidden by its access permissions.',
        },
        {
            phase: 'start',
            engineError:
                'driver failed programming external connectivity on endpoint hello (3c1): Error starting userland proxy: listen tcp4 0.0.0.0:8080: bind: address already in use',
        },
    ],
};
