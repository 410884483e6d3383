import { EngineError } from './engineError';

/** What the text of an endpoint's address means. */
export type Address =
    /** A unix socket, or a Windows pipe as `//./pipe/name`. */
    | { readonly kind: 'socket'; readonly path: string }
    | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly tls: boolean }
    | {
          readonly kind: 'ssh';
          readonly user: string | undefined;
          readonly host: string;
          readonly port: string | undefined;
          /** A socket on the other machine, its own default where `undefined`. */
          readonly path: string | undefined;
      };

/** Reads an address as `docker` writes it. Throws `EngineError` (`missing`) for what no connection can be made of. */
export function parseAddress(text: string): Address {
    const [, scheme = '', rest = ''] = /^([a-z]+):\/\/(.+)$/is.exec(text) ?? [];
    switch (scheme.toLowerCase()) {
        case 'unix':
            return { kind: 'socket', path: rest };
        case 'npipe':
            return { kind: 'socket', path: rest.replaceAll('\\', '/') };
        case 'tcp':
        case 'http':
        case 'https':
            return tcpAddress(text, scheme.toLowerCase() === 'https');
        case 'ssh':
            return sshAddress(text);
        default:
            throw unreadable(text);
    }
}

function tcpAddress(text: string, tls: boolean): Address {
    const { hostname, port } = parseUrl(text);
    if (hostname === '') throw unreadable(text);
    // an IPv6 host stands in brackets in the address, but not where a connection is opened
    const host = hostname.replace(/^\[(.*)\]$/, '$1');
    return { kind: 'tcp', host, port: port === '' ? (tls ? 2376 : 2375) : Number(port), tls };
}

function sshAddress(text: string): Address {
    const { username, hostname, port, pathname, password } = parseUrl(text);
    const user = decodeURIComponent(username);
    const host = hostname.replace(/^\[(.*)\]$/, '$1');
    // ssh reads a word that begins with a dash as an option
    if (host === '' || host.startsWith('-') || user.startsWith('-') || password !== '') throw unreadable(text);
    return {
        kind: 'ssh',
        host,
        user: user === '' ? undefined : user,
        port: port === '' ? undefined : port,
        path: pathname === '' || pathname === '/' ? undefined : pathname,
    };
}

function parseUrl(text: string): URL {
    try {
        // `http:` would hide a port 80, and other schemes do not decode their host
        const url = new URL(text.replace(/^[a-z]+:/i, 'gopherdock:'));
        decodeURIComponent(url.username);
        return url;
    } catch (cause) {
        throw unreadable(text, cause);
    }
}

function unreadable(text: string, cause?: unknown): EngineError {
    const shown = text.replace(/\/\/[^/@]*:[^/@]*@/, '//…@');
    return new EngineError('missing', `\`${shown}\` is no address of a container engine`, { cause });
}
