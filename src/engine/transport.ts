import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import type { Environment } from '../programs/findProgram';
import { parseAddress, type Address } from './address';
import type { Endpoint } from './engine';
import { connectionError } from './engineError';
import { SshConnection } from './sshConnection';

/** How requests reach an endpoint: the one place that knows sockets, pipes, TLS and ssh. */
export interface Transport {
    /** Sends one request; resolves with the answer's head, its body unread. Rejects with `EngineError`, or the reason of the aborted signal. */
    send(request: TransportRequest): Promise<http.IncomingMessage>;
    /** Sends a request whose connection then carries bytes both ways. Where the engine answers instead, so does this. */
    upgrade(request: TransportRequest): Promise<Upgraded | http.IncomingMessage>;
    dispose(): void;
}

export interface Upgraded {
    readonly connection: Duplex;
    /** What came right behind the answer's head. */
    readonly first: Buffer;
}

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';

interface TransportRequest {
    readonly method: Method;
    /** With version and query. */
    readonly path: string;
    readonly json?: unknown;
    /** A tar archive. */
    readonly archive?: Uint8Array;
    readonly signal: AbortSignal | undefined;
    /** What goes on for long does not use up the kept connections. */
    readonly ownConnection?: boolean;
}

/** TCP asks after the other side when nothing was heard for this long, so that a half-open connection ends. */
const keepAliveMilliseconds = 30_000;

export function openTransport(endpoint: Endpoint, env: Environment): Transport {
    const address = parseAddress(endpoint.address);
    const secure = address.kind === 'tcp' && (address.tls || endpoint.tls !== undefined);
    const protocol = secure ? https : http;
    const options = connectionOptions(address, endpoint, secure);
    // over TLS Node takes a Host header for the name that the certificate must carry
    const hostHeader = secure ? {} : { Host: 'docker' };
    const newAgent = (keepAlive: boolean) => agentFor(address, { keepAlive, secure, env });
    const kept = newAgent(true);

    const begin = ({ method, path, json, archive, signal, ownConnection }: TransportRequest, upgrade: boolean) => {
        const body = archive ?? (json === undefined ? undefined : Buffer.from(JSON.stringify(json)));
        const headers = {
            ...hostHeader,
            ...(upgrade && { Connection: 'Upgrade', Upgrade: 'tcp' }),
            ...(body !== undefined && {
                'Content-Type': archive === undefined ? 'application/json' : 'application/x-tar',
                'Content-Length': body.length,
            }),
        };
        const agent = ownConnection === true || upgrade ? newAgent(false) : kept;
        const request = protocol.request({ ...options, method, path, headers, agent, ...(signal && { signal }) });
        request.on('socket', (socket) => socket.setKeepAlive(true, keepAliveMilliseconds));
        request.end(body);
        return request;
    };
    const attempt = (given: TransportRequest) =>
        new Promise<http.IncomingMessage>((resolve, reject) => {
            const request = begin(given, false);
            request.on('response', resolve);
            request.on('error', (error) => {
                const mayRepeat = given.method === 'GET' || given.method === 'HEAD';
                reject(new SendFailure(error, request.reusedSocket && mayRepeat));
            });
        });

    return {
        send: async (request) => {
            for (let tries = 0; ; tries++) {
                try {
                    return await attempt(request);
                } catch (error) {
                    request.signal?.throwIfAborted();
                    // an engine that restarted has closed the kept connections, which shows only when one is used
                    if (error instanceof SendFailure && error.onKeptConnection && tries < 8) continue;
                    throw connectionError(error instanceof SendFailure ? error.cause : error, endpoint);
                }
            }
        },
        upgrade: (request) => {
            // the connection outlives its request, and is closed by who uses it
            const asking = new AbortController();
            const abort = (): void => {
                asking.abort(request.signal?.reason);
            };
            if (request.signal?.aborted === true) abort();
            request.signal?.addEventListener('abort', abort, { once: true });
            return new Promise<Upgraded | http.IncomingMessage>((resolve, reject) => {
                const sent = begin({ ...request, signal: asking.signal }, true);
                sent.on('response', resolve);
                sent.on('upgrade', (_, connection, first) => {
                    resolve({ connection, first });
                });
                sent.on('error', (error) => {
                    if (asking.signal.aborted) reject(asking.signal.reason as Error);
                    else reject(connectionError(error, endpoint));
                });
            }).finally(() => {
                request.signal?.removeEventListener('abort', abort);
            });
        },
        dispose: () => {
            kept.destroy();
        },
    };
}

class SendFailure extends Error {
    readonly onKeptConnection: boolean;
    constructor(cause: Error, onKeptConnection: boolean) {
        super(cause.message, { cause });
        this.onKeptConnection = onKeptConnection;
    }
}

function connectionOptions(address: Address, { tls }: Endpoint, secure: boolean): https.RequestOptions {
    if (address.kind === 'socket') return { socketPath: address.path };
    if (address.kind === 'ssh') return {};
    const { host, port } = address;
    if (!secure) return { host, port };
    return {
        host,
        port,
        rejectUnauthorized: tls?.verify ?? true,
        ...(tls?.ca !== undefined && { ca: tls.ca }),
        ...(tls?.cert !== undefined && { cert: tls.cert }),
        ...(tls?.key !== undefined && { key: tls.key }),
    };
}

function agentFor(
    address: Address,
    { keepAlive, secure, env }: { keepAlive: boolean; secure: boolean; env: Environment },
): http.Agent {
    const options = { keepAlive, maxSockets: 8 };
    if (address.kind === 'ssh') return new SshAgent(address, env, { ...options, maxSockets: 4 });
    return secure ? new https.Agent(options) : new http.Agent(options);
}

class SshAgent extends http.Agent {
    readonly #connect: () => Duplex;

    constructor(address: Extract<Address, { kind: 'ssh' }>, env: Environment, options: http.AgentOptions) {
        super(options);
        this.#connect = () => new SshConnection(address, env);
    }

    override createConnection(): Duplex {
        return this.#connect();
    }
}
