import { createContainer, discardContainer } from './createContainer';
import type { Engine } from './engine';
import { labelNames } from './labels';

/**
 * One file of an image as bytes, at most `limit` of them, though the image may hold no shell: through a container that is created, never started, and
 * removed. Throws `EngineError`: `missing` where there is no such image or file.
 */
export async function readImageFile(
    engine: Engine,
    image: string,
    path: string,
    limit: number,
    signal?: AbortSignal,
): Promise<Uint8Array> {
    const id = await createContainer(
        engine,
        {
            name: undefined,
            image,
            // never run; an image without a command of its own cannot be made a container without one
            command: ['/never-started'],
            env: {},
            ports: [],
            volumes: [],
            temporary: [],
            labels: { [labelNames.temporary]: '1' },
            readOnlyRoot: true,
            dropCapabilities: true,
            noNewPrivileges: true,
            pidsLimit: undefined,
            memoryLimit: undefined,
            init: false,
        },
        signal,
    );
    try {
        return await engine.readFile(id, path, limit, signal);
    } finally {
        await discardContainer(engine, id);
    }
}
