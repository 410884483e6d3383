import type { CreateRequest, Engine } from './engine';

const removalMilliseconds = 10_000;

/** Creates a container. One that the engine makes after an abort is removed: nobody would know its id. */
export async function createContainer(engine: Engine, request: CreateRequest, signal?: AbortSignal): Promise<string> {
    signal?.throwIfAborted();
    const creating = engine.create(request);
    if (signal === undefined) return creating;
    return new Promise((resolve, reject) => {
        const abort = (): void => {
            reject(signal.reason as Error);
            creating.then(
                (id) => discardContainer(engine, id),
                () => undefined,
            );
        };
        signal.addEventListener('abort', abort, { once: true });
        creating.then(resolve, reject).finally(() => {
            signal.removeEventListener('abort', abort);
        });
    });
}

/** Removes what is no longer wanted, with a limit of its own instead of an aborted signal; an engine that went away cannot be helped. */
export async function discardContainer(engine: Engine, id: string): Promise<void> {
    const limit = AbortSignal.timeout(removalMilliseconds);
    await engine.remove(id, { force: true, volumes: true }, limit).catch(() => undefined);
}
