import { createContainer, discardContainer } from './createContainer';
import type { CreateRequest, Engine } from './engine';

/**
 * Creates and starts a container; answers its id. Throws `EngineError`: `conflict` where the name is taken, `missing` where the image is. One that does
 * not start, such as for a port that is taken, is removed again, so that its name is free for the next try.
 */
export async function runContainer(engine: Engine, request: CreateRequest, signal?: AbortSignal): Promise<string> {
    const id = await createContainer(engine, request, signal);
    try {
        await engine.start(id, signal);
        return id;
    } catch (error) {
        await discardContainer(engine, id);
        throw error;
    }
}
