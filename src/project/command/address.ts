import type { Port } from '../project';
import type { Value } from '../values';

const namedPorts: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** `:8080`, `0.0.0.0:8080`, `[::]:8080`, `:http`; a bare number only where the context says that it is a port. */
export function parseAddress(
    value: Pick<Value, 'text' | 'partial'>,
    bare: boolean,
): { host: string; port: number } | undefined {
    const match = /^(?:[a-z]+\d?:\/\/)?(\[[^\]]*\]|[^:/[\]]*):(\d{1,5}|https?)$/.exec(
        value.text ?? value.partial ?? '',
    );
    const host = match?.[1] ?? '';
    const written = match?.[2] ?? (bare && /^\d{2,5}$/.test(value.text ?? '') ? (value.text ?? '') : undefined);
    if (written === undefined) return undefined;
    const port = namedPorts[written] ?? Number(written);
    // A service on port 1 exists in tests only.
    return port > 1 && port < 65536 ? { host, port } : undefined;
}

/** The port of an address that is listened on; none where the value is no address. */
export function toPorts(value: Value, protocol: Port['protocol'], bare: boolean): Port[] {
    const address = parseAddress(value, bare);
    if (address === undefined) return [];
    return [{ port: address.port, protocol, env: value.env, loopback: isLoopback(address.host), source: value.source }];
}

function isLoopback(host: string): boolean {
    return host === 'localhost' || /^127\.\d+\.\d+\.\d+$/.test(host) || host === '[::1]';
}
