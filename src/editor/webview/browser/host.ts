import type { Shape } from '../shape';

declare function acquireVsCodeApi(): {
    postMessage(message: unknown): void;
    getState(): unknown;
    setState(state: unknown): void;
};

/** The extension, as a page sees it. */
export interface Host<ToHost, State> {
    post(message: ToHost): void;
    /** What was kept when the page was last there, hidden or before a reload of the window; `undefined` the first time. */
    readonly kept: State | undefined;
    keep(state: State): void;
}

/** Connects the page once; what comes in is handed on only where it has the right shape. */
export function connectHost<FromHost, ToHost, State>({
    isMessage,
    isState,
    receive,
}: {
    readonly isMessage: Shape<FromHost>;
    readonly isState: Shape<State>;
    readonly receive: (message: FromHost) => void;
}): Host<ToHost, State> {
    const host = acquireVsCodeApi();
    window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (isMessage(data)) receive(data);
    });
    const kept = host.getState();
    return {
        post: (message) => {
            host.postMessage(message);
        },
        kept: isState(kept) ? kept : undefined,
        keep: (state) => {
            host.setState(state);
        },
    };
}
