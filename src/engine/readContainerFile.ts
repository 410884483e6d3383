import path from 'node:path';
import type { Client } from './client';
import { EngineError } from './engineError';
import { readFirstEntry, type TarEntry } from './tar';

const mostLinks = 16;

/** See `Engine.readFile`: through the archive API, which also serves stopped containers and images without a shell. */
export async function readContainerFile(
    client: Client,
    container: string,
    file: string,
    limit: number,
    signal: AbortSignal | undefined,
): Promise<Uint8Array> {
    let current = path.posix.join('/', file);
    for (let links = 0; links < mostLinks; links++) {
        const { entry, bytes } = await readEntry(client, container, current, limit, signal);
        if (entry.kind === 'file') return bytes;
        if (entry.kind !== 'link') break;
        current = path.posix.resolve(path.posix.dirname(current), entry.target);
    }
    throw new EngineError('missing', `\`${file}\` in the container is no file`, { endpoint: client.endpoint });
}

/** The entry at a path and, of a file, its first bytes. */
async function readEntry(
    client: Client,
    container: string,
    file: string,
    limit: number,
    signal: AbortSignal | undefined,
): Promise<{ entry: TarEntry; bytes: Uint8Array }> {
    const answer = await client.stream(`/containers/${encodeURIComponent(container)}/archive`, {
        query: { path: file },
        signal,
    });
    const chunks: Buffer[] = [];
    let length = 0;
    let entry: TarEntry | undefined;
    try {
        for await (const chunk of answer as AsyncIterable<Buffer>) {
            chunks.push(chunk);
            length += chunk.length;
            entry ??= readFirstEntry(Buffer.concat(chunks));
            if (entry !== undefined && length >= entry.offset + Math.min(entry.size, limit)) break;
        }
    } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof RangeError)) throw client.brokenBody(error);
        throw new EngineError('protocol', 'The engine sent an archive that cannot be read', {
            endpoint: client.endpoint,
            cause: error,
        });
    }
    const end = entry === undefined ? 0 : entry.offset + Math.min(entry.size, limit);
    if (entry === undefined || length < (entry.kind === 'file' ? end : 0)) {
        throw new EngineError('protocol', 'The engine sent an archive that breaks off', { endpoint: client.endpoint });
    }
    return { entry, bytes: Buffer.concat(chunks).subarray(entry.offset, end) };
}
