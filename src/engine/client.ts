import { TextDecoder } from 'node:util';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Endpoint, EngineVersion } from './engine';
import { EngineError, connectionError, statusError } from './engineError';
import { object, parseJson, text } from './json';
import type { Log } from './log';
import type { Method, Transport, Upgraded } from './transport';
import { agreeOnVersion, newestVersion, readVersion } from './version';

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Call {
    readonly query?: Query | undefined;
    readonly json?: unknown;
    /** A tar archive to send. */
    readonly archive?: Uint8Array;
    readonly signal?: AbortSignal | undefined;
    /** The engine takes its time, such as for a container that does not want to stop: the kept connections stay free for others. */
    readonly slow?: boolean;
}

/** More than any list of a real engine; what is longer is not read to its end. */
const largestAnswer = 256 * 1024 * 1024;
const longestPing = 15_000;

/** Requests to one engine in the API version that both sides know. */
export class Client {
    readonly endpoint: Endpoint;
    readonly #transport: Transport;
    readonly #log: Log;
    #version: Promise<EngineVersion> | undefined;

    constructor(endpoint: Endpoint, transport: Transport, log: Log) {
        this.endpoint = endpoint;
        this.#transport = transport;
        this.#log = log;
    }

    /** Asks for the version afresh: an engine that comes back may be another one. */
    async negotiate(signal: AbortSignal | undefined): Promise<EngineVersion> {
        this.#version = undefined;
        return this.version(signal);
    }

    /** The version agreed on, asked for once. */
    async version(signal: AbortSignal | undefined): Promise<EngineVersion> {
        signal?.throwIfAborted();
        if (this.#version !== undefined) return abortable(this.#version, signal);
        const asked = this.#askVersion().catch((error: unknown) => {
            // only its own: the engine may have been asked again meanwhile
            if (this.#version === asked) this.#version = undefined;
            throw error;
        });
        this.#version = asked;
        return abortable(asked, signal);
    }

    async get(path: string, call: Call = {}): Promise<unknown> {
        return this.#json(await this.#send('GET', path, call), call.signal);
    }

    async post(path: string, call: Call = {}): Promise<unknown> {
        return this.#json(await this.#send('POST', path, call), call.signal);
    }

    async put(path: string, call: Call): Promise<void> {
        await this.#json(await this.#send('PUT', path, call), call.signal);
    }

    /** The head of what `GET` would answer. */
    async head(path: string, call: Call = {}): Promise<IncomingHttpHeaders> {
        const answer = await this.#send('HEAD', path, call);
        answer.resume();
        return answer.headers;
    }

    async delete(path: string, call: Call = {}): Promise<void> {
        await this.#json(await this.#send('DELETE', path, call), call.signal);
    }

    /** An answer whose body is read as it comes, over a connection of its own. */
    stream(path: string, call: Call): Promise<IncomingMessage> {
        return this.#send('GET', path, { ...call, slow: true });
    }

    /** A connection that carries bytes both ways; aborting ends it at any time. */
    async upgrade(path: string, { json, signal }: Call): Promise<Upgraded> {
        const { api } = await this.version(signal);
        const fullPath = `/v${api}${path}`;
        const answer = await this.#transport.upgrade({ method: 'POST', path: fullPath, json, signal });
        if ('first' in answer) {
            this.#log.trace(`POST ${fullPath}: upgraded`);
            return answer;
        }
        const status = answer.statusCode ?? 0;
        const body = await this.#text(answer, signal);
        if (status >= 400) throw this.#refusal(status, body);
        throw new EngineError('protocol', 'The engine opened no connection to the program', {
            endpoint: this.endpoint,
        });
    }

    /** Words for a body that broke off. */
    brokenBody(cause: unknown): EngineError {
        return connectionError(cause, this.endpoint);
    }

    dispose(): void {
        this.#transport.dispose();
    }

    /** Shared by all who wait for it, so it has a limit of its own instead of one caller's signal. */
    async #askVersion(): Promise<EngineVersion> {
        const limit = AbortSignal.timeout(longestPing);
        try {
            const answer = await this.#transport.send({ method: 'GET', path: '/version', signal: limit });
            const body = object(await this.#body(answer, limit));
            if (text(body['Version']) === '' && text(body['ApiVersion']) === '') {
                const message = `What answers at \`${this.endpoint.address}\` is not a container engine`;
                throw new EngineError('protocol', message, { endpoint: this.endpoint });
            }
            const api = agreeOnVersion(text(body['ApiVersion']), text(body['MinAPIVersion']));
            if (api === undefined) {
                const spoken = text(body['ApiVersion']) || 'an unknown version';
                const message = `The engine speaks API ${spoken}; versions 1.24 to ${newestVersion} are understood`;
                throw new EngineError('protocol', message, { endpoint: this.endpoint });
            }
            const version = readVersion(body, api);
            this.#log.info(
                `${version.name} ${version.version} at ${this.endpoint.address} (${this.endpoint.because}), API ${api}`,
            );
            return version;
        } catch (error) {
            if (!limit.aborted) throw error;
            const message = `The container engine at \`${this.endpoint.address}\` does not answer`;
            throw new EngineError('unreachable', message, { endpoint: this.endpoint, cause: error });
        }
    }

    async #send(
        method: Method,
        path: string,
        { query, json, archive, signal, slow = false }: Call,
    ): Promise<IncomingMessage> {
        const { api } = await this.version(signal);
        const fullPath = `/v${api}${path}${queryText(query)}`;
        const answer = await this.#transport.send({
            method,
            path: fullPath,
            signal,
            ownConnection: slow,
            ...(json !== undefined && { json }),
            ...(archive !== undefined && { archive }),
        });
        const status = answer.statusCode ?? 0;
        this.#log.trace(`${method} ${fullPath}: ${status}`);
        if (status < 400) return answer;
        throw this.#refusal(status, await this.#text(answer, signal));
    }

    /** Podman and proxies before an engine answer with other JSON or with plain text. */
    #refusal(status: number, body: string): EngineError {
        const words = text(object(parseJson(body))['message']) || body.trim();
        return statusError(status, words.slice(0, 1000), this.endpoint);
    }

    async #json(answer: IncomingMessage, signal: AbortSignal | undefined): Promise<unknown> {
        const body = await this.#text(answer, signal);
        if (body === '') return undefined;
        const value = parseJson(body);
        if (value === undefined && /json/.test(answer.headers['content-type'] ?? '')) {
            throw new EngineError('protocol', 'The engine sent JSON that cannot be read', { endpoint: this.endpoint });
        }
        return value;
    }

    async #body(answer: IncomingMessage, signal: AbortSignal): Promise<unknown> {
        const body = await this.#text(answer, signal);
        const status = answer.statusCode ?? 0;
        if (status >= 400) throw this.#refusal(status, body);
        return parseJson(body);
    }

    async #text(answer: IncomingMessage, signal: AbortSignal | undefined): Promise<string> {
        const chunks: Buffer[] = [];
        let length = 0;
        try {
            for await (const chunk of answer as AsyncIterable<Buffer>) {
                chunks.push(chunk);
                length += chunk.length;
                if (length > largestAnswer) {
                    answer.destroy();
                    throw new EngineError('protocol', 'The engine sent an answer that is too large to read', {
                        endpoint: this.endpoint,
                    });
                }
            }
        } catch (error) {
            signal?.throwIfAborted();
            throw this.brokenBody(error);
        }
        return new TextDecoder().decode(Buffer.concat(chunks));
    }
}

function queryText(query: Query | undefined): string {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query ?? {})) {
        if (value !== undefined) parameters.set(name, String(value));
    }
    const joined = parameters.toString();
    return joined === '' ? '' : `?${joined}`;
}

/** Waits for what others wait for too: an abort ends the waiting, not the work. */
function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    if (signal === undefined) return work;
    return new Promise((resolve, reject) => {
        const abort = (): void => {
            reject(signal.reason as Error);
        };
        signal.addEventListener('abort', abort, { once: true });
        work.then(resolve, reject).finally(() => {
            signal.removeEventListener('abort', abort);
        });
    });
}
