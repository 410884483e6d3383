import type { Engine } from '../../engine/engine';
import { EngineError } from '../../engine/engineError';
import type { EngineSession } from './session';

/** A program that cannot do its work tells so at once. */
const settleMilliseconds = 1500;

/** Whether a container that was just started ends by itself within a moment; the session is held by the caller. */
export async function endsSoon(
    id: string,
    engine: Pick<Engine, 'inspect'>,
    session: Pick<EngineSession, 'onEvent'>,
): Promise<boolean> {
    const actions = new Set<string>();
    let dispose: () => void = () => undefined;
    const settled = new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, settleMilliseconds);
        const listener = session.onEvent((event) => {
            if (event.kind !== 'container' || event.id !== id) return;
            actions.add(event.action);
            if (event.action === 'die' || event.action === 'destroy') resolve();
        });
        dispose = () => {
            clearTimeout(timer);
            listener.dispose();
        };
    });
    try {
        // it may have ended before we listened
        if (await hasEnded(id, engine)) return true;
        await settled;
        // somebody stops it, here or elsewhere: then its end is no failure
        return !actions.has('kill') && (await hasEnded(id, engine));
    } finally {
        dispose();
    }
}

async function hasEnded(id: string, engine: Pick<Engine, 'inspect'>): Promise<boolean> {
    try {
        const { state } = await engine.inspect(id);
        return state === 'exited' || state === 'dead';
    } catch (error) {
        // who removes it does not ask why it ended
        if (error instanceof EngineError && error.reason === 'missing') return false;
        throw error;
    }
}
