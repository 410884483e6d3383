import type { Log } from '../../engine/log';
import type { ContainerStats } from '../../engine/stats';
import { createListeners, type Listen } from './listeners';
import type { EngineSession } from './session';

/** Live numbers of the containers for which a person has switched them on; a stream each, only while the view is shown. */
export interface Statistics {
    /** By container id; `undefined` until the first numbers come. */
    readonly current: ReadonlyMap<string, ContainerStats | undefined>;
    readonly onDidChange: Listen<undefined>;
    switchOn(containerId: string): void;
    switchOff(containerId: string): void;
    /** Whether anybody can see the numbers: nothing is streamed otherwise. */
    show(isShown: boolean): void;
    dispose(): void;
}

export function createStatistics({
    session,
    log,
}: {
    readonly session: Pick<EngineSession, 'engine' | 'onEvent'>;
    readonly log: Log;
}): Statistics {
    const current = new Map<string, ContainerStats | undefined>();
    const streams = new Map<string, AbortController>();
    const changes = createListeners<undefined>();
    let isShown = false;

    const stop = (id: string): void => {
        streams.get(id)?.abort();
        streams.delete(id);
    };
    const follow = async (id: string, signal: AbortSignal): Promise<void> => {
        const engine = await session.engine();
        for await (const stats of engine.stats(id, signal)) {
            if (signal.aborted) return;
            current.set(id, stats);
            changes.tell(undefined);
        }
    };
    const start = (id: string): void => {
        if (!isShown || streams.has(id)) return;
        const own = new AbortController();
        streams.set(id, own);
        follow(id, own.signal)
            .catch((error: unknown) => {
                if (!own.signal.aborted) log.debug(`Statistics of ${id} ended: ${String(error)}`);
            })
            .finally(() => {
                if (streams.get(id) === own) streams.delete(id);
            });
    };
    const listening = session.onEvent((event) => {
        if (event.kind === 'connected') for (const id of current.keys()) start(id);
        if (event.kind !== 'container' || !current.has(event.id)) return;
        if (event.action === 'start') start(event.id);
        if (event.action === 'die') current.set(event.id, undefined);
        if (event.action === 'destroy') {
            stop(event.id);
            current.delete(event.id);
        }
    });

    return {
        current,
        onDidChange: changes.listen,
        switchOn(id) {
            if (current.has(id)) return;
            current.set(id, undefined);
            start(id);
            changes.tell(undefined);
        },
        switchOff(id) {
            stop(id);
            if (current.delete(id)) changes.tell(undefined);
        },
        show(shown) {
            isShown = shown;
            for (const id of current.keys()) {
                if (shown) start(id);
                else stop(id);
            }
        },
        dispose() {
            listening.dispose();
            changes.clear();
            for (const id of [...streams.keys()]) stop(id);
        },
    };
}
