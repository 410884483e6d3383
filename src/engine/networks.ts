import { list, object, plain, text, textRecord } from './json';
import { milliseconds } from './times';

export interface Network {
    readonly id: string;
    readonly name: string;
    readonly driver: string;
    readonly scope: string;
    /** Without a way out. */
    readonly internal: boolean;
    /** Milliseconds since 1970, `undefined` where the engine does not tell. */
    readonly created: number | undefined;
    readonly labels: Readonly<Record<string, string>>;
    /** Such as `172.18.0.0/16`. */
    readonly subnets: readonly string[];
    /** Comes with the engine and cannot be removed. */
    readonly builtIn: boolean;
}

export interface NetworkRequest {
    readonly name: string;
    /** `bridge` where absent. */
    readonly driver?: string;
    readonly internal?: boolean;
    readonly labels: Readonly<Record<string, string>>;
}

const builtInNames = new Set(['bridge', 'host', 'none', 'nat', 'ingress', 'docker_gwbridge', 'podman']);

/** One row of the engine's list of networks. */
export function readNetwork(row: unknown): Network {
    const value = object(row);
    const name = plain(value['Name']);
    return {
        id: text(value['Id']),
        name,
        driver: plain(value['Driver']),
        scope: plain(value['Scope']),
        internal: value['Internal'] === true,
        created: milliseconds(text(value['Created'])),
        labels: textRecord(value['Labels']),
        subnets: list(object(value['IPAM'])['Config'])
            .map((config) => plain(object(config)['Subnet']))
            .filter((subnet) => subnet !== ''),
        builtIn: builtInNames.has(name),
    };
}
