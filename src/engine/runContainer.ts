import type { CreateRequest, Engine } from './engine';
import { EngineError } from './engineError';

/**
 * Creates and starts a container; answers its id. Throws `EngineError`: `conflict` where the name is taken, `missing` where the image is. One that does
 * not start, such as for a port that is taken, is removed again, so that its name is free for the next try.
 */
export async function runContainer(engine: Engine, request: CreateRequest, signal?: AbortSignal): Promise<string> {
    const id = await engine.create(request, signal);
    try {
        await engine.start(id, signal);
        return id;
    } catch (error) {
        // without the signal: what was begun is cleared away even when it is no longer wanted
        await engine.remove(id, { force: true }, AbortSignal.timeout(10_000)).catch((removal: unknown) => {
            if (!(removal instanceof EngineError) && !isTimeout(removal)) throw removal;
        });
        throw error;
    }
}

function isTimeout(error: unknown): boolean {
    return error instanceof DOMException && error.name === 'TimeoutError';
}
