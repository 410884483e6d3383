import * as vscode from 'vscode';

/** In milliseconds: what is done by then needs no words. */
const patience = 1000;

export interface Progress {
    readonly signal: AbortSignal;
    /** `share`: how much of the whole is done by now, 0 to 1, where that is known. */
    readonly report: (message: string, share?: number) => void;
}

/** Does work that can be cancelled; what takes longer than a second is shown while it runs. */
export async function withLateProgress<Result>(
    title: string,
    work: (progress: Progress) => Promise<Result>,
): Promise<Result> {
    const controller = new AbortController();
    let show: ((state: { message: string; increment?: number }) => void) | undefined;
    let shown = 0;
    const working = work({
        signal: controller.signal,
        report(message, share) {
            if (show === undefined) return;
            const percent = share === undefined ? shown : share * 100;
            show({ message, increment: percent - shown });
            shown = percent;
        },
    });
    const timer = setTimeout(() => {
        const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
        void vscode.window.withProgress(options, async (progress, token) => {
            token.onCancellationRequested(() => {
                controller.abort();
            });
            show = (state) => {
                progress.report(state);
            };
            // whoever started the work is told of its failure
            await working.catch(() => undefined);
        });
    }, patience);
    try {
        return await working;
    } finally {
        clearTimeout(timer);
    }
}
