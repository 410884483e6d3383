import type { Engine } from '../../engine/engine';
import type { EngineSession } from './session';

/** A program that cannot do its work tells so at once. */
const settleMilliseconds = 1500;

/** Whether a container that was just started has ended within a moment; the session is held by the caller. */
export async function endsSoon(id: string, engine: Engine, session: Pick<EngineSession, 'onEvent'>): Promise<boolean> {
    const hasEnded = async (): Promise<boolean> => {
        const { state } = await engine.inspect(id);
        return state === 'exited' || state === 'dead';
    };
    let dispose: () => void = () => undefined;
    const settled = new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, settleMilliseconds);
        const listener = session.onEvent((event) => {
            if (event.kind === 'container' && event.action === 'die' && event.id === id) resolve();
        });
        dispose = () => {
            clearTimeout(timer);
            listener.dispose();
        };
    });
    try {
        // it may have ended before we listened
        if (await hasEnded()) return true;
        await settled;
        return await hasEnded();
    } finally {
        dispose();
    }
}
