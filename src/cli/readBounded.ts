import { open, stat } from 'node:fs/promises';
import { CommandError } from './commandError';

/** A whole file, a pipe too. Throws `CommandError` where it is larger than `limit` bytes, and the system's error where it cannot be read. */
export async function readBounded(file: string, limit: number): Promise<Uint8Array> {
    const handle = await open(file, 'r');
    try {
        const stats = await handle.stat();
        // a file of /proc has no size, and a pipe none that is known
        if (!stats.isFile() || stats.size === 0)
            return await collectBounded(handle.createReadStream({ autoClose: false }), limit);
        if (stats.size > limit) throw tooLarge(limit);
        return await handle.readFile();
    } finally {
        await handle.close();
    }
}

/** Throws `CommandError` where there is more than `limit` bytes. */
export async function collectBounded(stream: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of stream) {
        length += chunk.length;
        if (length > limit) throw tooLarge(limit);
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}

function tooLarge(limit: number): CommandError {
    return new CommandError(`it is larger than ${limit / 1024 / 1024} MiB`);
}

/** Whether there is such a folder; throws the system's error where nothing is there. */
export async function isFolder(path: string): Promise<boolean> {
    return (await stat(path)).isDirectory();
}
