import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';

/** A socket before an engine's, at which requests are counted and connections are cut. */
export interface ProxySocket {
    readonly address: string;
    /** The first line of each request so far. */
    readonly requests: readonly string[];
    /** Cuts all that is open; answers how many that were. */
    cut(): number;
}

export async function proxySocket(context: TestContext, address: string): Promise<ProxySocket> {
    const folder = await mkdtemp(path.join(tmpdir(), 'gopherdock-proxy-'));
    const socket = path.join(folder, 'engine.sock');
    const open = new Set<Socket>();
    const requests: string[] = [];
    const server = createServer((near) => {
        const far = connect(address.replace(/^unix:\/\//, ''));
        open.add(near);
        near.on('data', (chunk: Buffer) => {
            for (const [line] of chunk.toString('latin1').matchAll(/^(?:GET|HEAD|POST|PUT|DELETE) \S+(?= HTTP)/gm))
                requests.push(line);
        });
        for (const [one, other] of [
            [near, far],
            [far, near],
        ] as const) {
            one.on('error', () => undefined);
            one.on('close', () => {
                open.delete(near);
                other.destroy();
            });
            one.pipe(other);
        }
    });
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    const cut = (): number => {
        const count = open.size;
        for (const near of open) near.destroy();
        return count;
    };
    context.after(async () => {
        server.close();
        cut();
        await rm(folder, { recursive: true, force: true });
    });
    return { address: `unix://${socket}`, requests, cut };
}
