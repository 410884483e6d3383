import { createContainer, discardContainer } from './createContainer';
import type { CreateRequest, Engine } from './engine';
import { EngineError } from './engineError';
import { portHolder } from './portHolder';

const listMilliseconds = 10_000;

/**
 * Creates and starts a container; answers its id. Throws `EngineError`: `conflict` where the name or a port is taken, `missing` where the image is. One
 * that does not start is removed again, so that its name is free for the next try.
 */
export async function runContainer(engine: Engine, request: CreateRequest, signal?: AbortSignal): Promise<string> {
    const id = await createContainer(engine, request, signal);
    try {
        await engine.start(id, signal);
        return id;
    } catch (error) {
        await discardContainer(engine, id);
        if (error instanceof EngineError && error.status === 500 && (await holdsPort(engine, request))) {
            const { message, endpoint, status } = error;
            throw new EngineError('conflict', message, { endpoint, status, cause: error });
        }
        throw error;
    }
}

/** Whether somebody else holds a port that the container asks for: engines tell it in words only, and each in its own. */
async function holdsPort(engine: Engine, { ports }: CreateRequest): Promise<boolean> {
    const { endpoint } = engine;
    const containers = await engine.containers(AbortSignal.timeout(listMilliseconds)).catch(() => []);
    const fixed = ports.filter(({ protocol, host }) => protocol === 'tcp' && host > 0);
    const holders = await Promise.all(
        fixed.map(({ host, address }) => portHolder(host, { containers, endpoint, address })),
    );
    return holders.some(({ kind }) => kind !== 'free');
}
