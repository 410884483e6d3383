import type { FileEntry, FolderListing } from './archive';
import { containerPath } from './containerCalls';
import type { Client } from './client';
import type { Engine } from './engine';
import { EngineError } from './engineError';
import { plain } from './json';
import { readPathStat } from './pathStat';
import { readContainerFile } from './readContainerFile';
import type { TarEntry } from './tar';
import { isEntry, TarPieces } from './tarPieces';

type ArchiveCalls = Pick<Engine, 'readFile' | 'statPath' | 'listFolder' | 'archive' | 'extract'>;

/** An archive has all that is below a folder, however deep, and the engine locks the container meanwhile: what is larger is not read to its end. */
const mostBytes = 2 * 1024 * 1024 * 1024;
const mostMilliseconds = 10_000;
const mostEntries = 100_000;

export function archiveCalls(client: Client): ArchiveCalls {
    const open = (container: string, path: string, signal: AbortSignal | undefined) =>
        client.stream(containerPath(container, '/archive'), { query: { path }, signal });
    return {
        readFile: (container, path, limit, signal) => readContainerFile(client, container, path, limit, signal),
        statPath: async (container, path, signal) => {
            const headers = await client.head(containerPath(container, '/archive'), { query: { path }, signal });
            const stat = readPathStat(String(headers['x-docker-container-path-stat'] ?? ''));
            if (stat !== undefined) return stat;
            throw new EngineError('protocol', `The engine did not describe \`${path}\``, {
                endpoint: client.endpoint,
            });
        },
        // the dot makes a link to a folder the folder
        listFolder: async (container, path, signal) =>
            listFolder(client, await open(container, `${path.replace(/\/+$/, '')}/.`, signal), path, signal),
        archive: (container, path, signal) => open(container, path, signal),
        extract: (container, folder, archive, signal) =>
            client.put(containerPath(container, '/archive'), { query: { path: folder }, archive, signal }),
    };
}

async function listFolder(
    client: Client,
    chunks: AsyncIterable<Uint8Array>,
    path: string,
    signal: AbortSignal | undefined,
): Promise<FolderListing> {
    const entries = new Map<string, FileEntry>();
    const pieces = new TarPieces();
    const deadline = Date.now() + mostMilliseconds;
    let length = 0;
    let complete = true;
    try {
        for await (const chunk of chunks) {
            for (const piece of pieces.read(chunk)) if (isEntry(piece)) addChild(entries, piece);
            length += chunk.length;
            complete = length < mostBytes && Date.now() < deadline && entries.size < mostEntries;
            if (pieces.ended || !complete) break;
        }
    } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof RangeError)) throw client.brokenBody(error);
        throw new EngineError('protocol', `The engine sent a listing of \`${path}\` that cannot be read`, {
            endpoint: client.endpoint,
            cause: error,
        });
    }
    const byName = [...entries.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
    return { entries: byName, complete: complete && pieces.ended };
}

/** Keeps what lies directly in the folder, which the archive names first. */
function addChild(entries: Map<string, FileEntry>, entry: TarEntry): void {
    const parts = entry.name.split('/').filter((part) => part !== '' && part !== '.');
    const [name, ...below] = entry.name.startsWith('./') || entry.name.startsWith('/') ? parts : parts.slice(1);
    if (name === undefined || name === '..' || below.length > 0) return;
    // a hard link is a file whose content came earlier, mostly under the name of a sibling
    const same = entry.hard ? entries.get(entry.target.replace(/^.*\//, '')) : undefined;
    entries.set(name, {
        name: plain(name),
        kind: entry.hard ? 'file' : entry.kind,
        size: same?.size ?? entry.size,
        modified: entry.modified,
        mode: entry.mode & 0o777,
        target: entry.hard ? '' : entry.target,
    });
}
