import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { connectEngine } from '../../../src/engine/connectEngine';
import type { Endpoint, Engine } from '../../../src/engine/engine';
import type { Log } from '../../../src/engine/log';

export type Answer = (request: IncomingMessage, response: ServerResponse, url: URL) => unknown;

export interface FakeEngine {
    readonly endpoint: Endpoint;
    readonly engine: Engine;
    /** `GET /v1.45/events?since=…` of every request so far. */
    readonly requests: readonly string[];
    /** Answers to paths without their version; may be changed at any time. */
    readonly answers: Record<string, Answer>;
    /** As when the engine is killed: nobody listens, all connections are cut. */
    readonly close: () => Promise<void>;
    readonly open: () => Promise<void>;
}

export const silent: Log = {
    trace: () => undefined,
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: () => undefined,
};

export const endpointAt = (address: string): Endpoint => ({
    address,
    context: undefined,
    because: 'a test',
    tls: undefined,
});

export function json(value: unknown, status = 200): Answer {
    return (_, response) => {
        response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
    };
}

/** An engine on a unix socket that knows `/version` and what `answers` adds: a key is a path, after a method other than GET and a blank. */
export async function fakeEngine(context: TestContext, answers: Record<string, Answer> = {}): Promise<FakeEngine> {
    const folder = await mkdtemp(path.join(tmpdir(), 'gopherdock-engine-'));
    const socket = path.join(folder, 'engine.sock');
    const all: Record<string, Answer> = {
        '/version': json({ Version: '26.1.5', ApiVersion: '1.45', MinAPIVersion: '1.24', Os: 'linux', Arch: 'amd64' }),
        ...answers,
    };
    const requests: string[] = [];
    const server = createServer((request, response) => {
        const url = new URL(request.url ?? '', 'http://engine');
        requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
        const key = url.pathname.replace(/^\/v\d+\.\d+/, '');
        const answer =
            all[request.method === 'GET' ? key : `${request.method ?? ''} ${key}`] ??
            json({ message: `page not found: ${key}` }, 404);
        answer(request, response, url);
    });
    const open = () => new Promise<void>((resolve) => server.listen(socket, resolve));
    const close = () =>
        new Promise<void>((resolve) => {
            server.close(() => {
                resolve();
            });
            server.closeAllConnections();
        });
    await open();
    const endpoint = endpointAt(`unix://${socket}`);
    const engine = connectEngine(endpoint, silent, { pauses: { firstMilliseconds: 5, longestMilliseconds: 40 } });
    context.after(async () => {
        engine.dispose();
        if (server.listening) await close();
        await rm(folder, { recursive: true, force: true });
    });
    return { endpoint, engine, requests, answers: all, close, open };
}
