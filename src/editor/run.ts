import * as vscode from 'vscode';
import { HelpfulError, type HelpfulButton } from './helpfulError';
import { causeChain } from './log';

/** Wraps whatever a person can start: a cancelled one is silent, any other failure is logged with its causes and shown once. */
export type Run = <Args extends unknown[]>(
    name: string,
    handler: (...args: Args) => unknown,
) => (...args: Args) => Promise<unknown>;

export function createRun(log: vscode.LogOutputChannel): Run {
    return (name, handler) =>
        async (...args) => {
            const start = performance.now();
            try {
                const result = await handler(...args);
                log.debug(`${name}: ${String(Math.round(performance.now() - start))} ms`);
                return result;
            } catch (error) {
                if (isCancelled(error)) log.debug(`${name}: cancelled`);
                else {
                    log.error(`${name}: ${causeChain(error)}`);
                    // not awaited: whoever called the command does not wait for a person to read
                    void show(error, log);
                }
                return undefined;
            }
        };
}

function isCancelled(error: unknown): boolean {
    return error instanceof vscode.CancellationError || (error instanceof Error && error.name === 'AbortError');
}

async function show(error: unknown, log: vscode.LogOutputChannel): Promise<void> {
    const showLog: HelpfulButton = {
        title: vscode.l10n.t('Show Log'),
        press: () => {
            log.show();
        },
    };
    const buttons = [...(error instanceof HelpfulError ? error.buttons : []), showLog];
    const message = error instanceof Error ? error.message : String(error);
    const pressed = await vscode.window.showErrorMessage(message, ...buttons.map(({ title }) => title));
    try {
        await buttons.find(({ title }) => title === pressed)?.press();
    } catch (failed) {
        log.error(causeChain(failed));
    }
}
