import type { Container, ContainerDetails, ContainerMount, ContainerState, PublishedPort } from './engine';
import { list, number, object, plain, text, textRecord, texts } from './json';
import { milliseconds } from './times';

const states: readonly ContainerState[] = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'];

const healths: readonly Container['health'][] = ['starting', 'healthy', 'unhealthy'];

const podmanStates: ReadonlyMap<string, ContainerState> = new Map([
    ['configured', 'created'],
    ['initialized', 'created'],
    ['stopped', 'exited'],
]);

/** One row of the engine's list of containers. */
export function readContainer(row: unknown): Container {
    const value = object(row);
    const status = plain(value['Status']);
    const state = readState(value['State']);
    return {
        id: text(value['Id']),
        name: readName(texts(value['Names'])[0]),
        image: plain(value['Image']),
        imageId: text(value['ImageID']),
        state,
        status,
        health: readHealth(status),
        exitCode: state === 'running' ? undefined : readExitCode(status),
        created: number(value['Created']) * 1000,
        ports: withoutRepeats(list(value['Ports']).map(readPort)),
        labels: textRecord(value['Labels']),
        command: plain(value['Command']),
        mounts: list(value['Mounts']).map(readMount),
        networks: Object.keys(object(object(value['NetworkSettings'])['Networks'])).map(plain),
    };
}

/** The engine's answer about one container. */
export function readContainerDetails(answer: unknown): ContainerDetails {
    const value = object(answer);
    const state = object(value['State']);
    const config = object(value['Config']);
    return {
        id: text(value['Id']),
        name: readName(value['Name']),
        state: readState(state['Status']),
        exitCode: number(state['ExitCode']),
        oomKilled: state['OOMKilled'] === true,
        error: text(state['Error']),
        restarts: number(value['RestartCount']),
        tty: config['Tty'] === true,
        image: plain(config['Image']),
        imageId: text(value['Image']),
        user: text(config['User']),
        entrypoint: texts(config['Entrypoint']),
        command: texts(config['Cmd']),
        workingDir: text(config['WorkingDir']),
        env: texts(config['Env']),
        labels: textRecord(config['Labels']),
        started: milliseconds(text(state['StartedAt'])),
        // an earlier run's end is kept while it runs again
        finished: state['Running'] === true ? undefined : milliseconds(text(state['FinishedAt'])),
        health: healths.find((health) => health === object(state['Health'])['Status']) ?? 'none',
        mounts: list(value['Mounts']).map(readMount),
        healthLog: list(object(state['Health'])['Log']).map((entry) => ({
            exitCode: number(object(entry)['ExitCode']),
            output: text(object(entry)['Output']),
        })),
        raw: answer,
    };
}

function readName(value: unknown): string {
    return plain(value).replace(/^\//, '');
}

/** A state that we do not know is shown as `dead`, with the engine's own words beside it. */
function readState(value: unknown): ContainerState {
    return states.find((state) => state === value) ?? podmanStates.get(text(value)) ?? 'dead';
}

/** The list tells health only in its status text, such as "Up 3 minutes (health: starting)". */
function readHealth(status: string): Container['health'] {
    if (status.endsWith('(healthy)')) return 'healthy';
    if (status.endsWith('(unhealthy)')) return 'unhealthy';
    return status.endsWith('(health: starting)') ? 'starting' : 'none';
}

function readExitCode(status: string): number | undefined {
    const [, code] = /^(?:Exited|Restarting) \((\d+)\)/.exec(status) ?? [];
    return code === undefined ? undefined : Number(code);
}

function readPort(row: unknown): PublishedPort {
    const value = object(row);
    const host = number(value['PublicPort']);
    const address = text(value['IP']);
    return {
        container: number(value['PrivatePort']),
        protocol: text(value['Type']) || 'tcp',
        host: host === 0 ? undefined : host,
        address: address === '' ? undefined : address,
    };
}

function readMount(row: unknown): ContainerMount {
    const value = object(row);
    const kind = mountKinds.find((known) => known === value['Type']) ?? 'other';
    return {
        kind,
        source: plain(kind === 'volume' ? value['Name'] : value['Source']),
        target: plain(value['Destination']),
        readOnly: value['RW'] === false,
    };
}

const mountKinds = ['bind', 'volume', 'tmpfs'] as const;

/** The engine lists a port once for IPv4 and once for IPv6. */
function withoutRepeats(ports: readonly PublishedPort[]): readonly PublishedPort[] {
    const isAnywhere = ({ address }: PublishedPort) => address === '0.0.0.0' || address === '::';
    return ports.filter(
        (port, index) =>
            !ports
                .slice(0, index)
                .some(
                    (earlier) =>
                        earlier.container === port.container &&
                        earlier.protocol === port.protocol &&
                        earlier.host === port.host &&
                        isAnywhere(earlier) &&
                        isAnywhere(port),
                ),
    );
}
