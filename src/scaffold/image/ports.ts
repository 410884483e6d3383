import type { Command, Port } from '../../project/project';
import type { Choices, Reason } from '../scaffold';
import { readSetting } from '../settings';
import { placeOf } from './words';

export interface Ports {
    readonly exposed: readonly { readonly port: number; readonly protocol: 'tcp' | 'udp' }[];
    /** The variable that makes the program listen on the port that was asked for. */
    readonly environment: { readonly name: string; readonly value: string } | undefined;
    readonly reasons: readonly Reason[];
}

export function choosePorts(command: Command, choices: Choices, isAsked: boolean): Ports {
    const asked = isAsked ? readSetting(choices.set, 'port') : undefined;
    const main = mainPort(command);
    const exposed = new Map<string, Ports['exposed'][number]>();
    const reasons: Reason[] = [];
    const expose = (port: number, protocol: 'tcp' | 'udp', because: string, source: Port['source'] | null): void => {
        if (exposed.has(`${port}/${protocol}`)) return;
        exposed.set(`${port}/${protocol}`, { port, protocol });
        reasons.push({ what: `port ${port}${protocol === 'udp' ? '/udp' : ''}`, because, source });
    };
    if (asked !== undefined) expose(Number(asked), 'tcp', 'it was asked for', main?.source ?? null);
    for (const port of command.ports) {
        if (port.loopback)
            reasons.push({
                what: `port ${port.port} is not exposed`,
                because: 'the program listens on the loopback address, which nobody outside the container reaches',
                source: port.source,
            });
        else if (asked === undefined || port.port !== main?.port)
            expose(port.port, port.protocol, `the program listens on it${chosenBy(port)}`, port.source);
    }
    const environment = asked === undefined || main === undefined ? undefined : settingFor(command, main, asked);
    return { exposed: [...exposed.values()], environment, reasons };
}

function chosenBy(port: Port): string {
    return port.env === null ? '' : ` unless \`${port.env}\` says otherwise`;
}

/** The first TCP port that others can reach. */
export function mainPort(command: Command): Port | undefined {
    return command.ports.find(({ protocol, loopback }) => protocol === 'tcp' && !loopback);
}

/** Writes the port as the variable's default is written: `:8080` or `0.0.0.0:8080` is an address, `8080` a number. */
export function settingFor(command: Command, { port, env }: Port, asked: string): Ports['environment'] {
    if (env === null || !/^[A-Za-z_]\w*$/.test(env)) return undefined;
    const known = command.env.find(({ name }) => name === env)?.default ?? '';
    const host = /^([\w.[\]]*):\d+$/.exec(known)?.[1];
    if (host !== undefined) return { name: env, value: `${host}:${asked}` };
    const isNumber = known === String(port) || /port$/i.test(env);
    return { name: env, value: isNumber ? asked : `:${asked}` };
}

/** Why the port of a command cannot be set, as a message. */
export function objectionToPort(command: Command): string | undefined {
    const main = mainPort(command);
    if (main?.env !== null || command.ports.length === 0) return undefined;
    return `\`port\` cannot be set: \`${command.name}\` always listens on ${main.port} (${placeOf(main.source)})`;
}
