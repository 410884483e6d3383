import * as vscode from 'vscode';
import type { HelpfulButton } from '../helpfulError';
import type { Run } from '../run';
import type { Messages } from './tools';

export function createMessages(run: Run): Messages {
    const show =
        (showMessage: (message: string, ...titles: string[]) => Thenable<string | undefined>) =>
        (message: string, buttons: readonly HelpfulButton[] = []): void => {
            const offer = run('message', async () => {
                const pressed = await showMessage(message, ...buttons.map(({ title }) => title));
                await buttons.find(({ title }) => title === pressed)?.press();
            });
            void offer();
        };
    return {
        info: show(vscode.window.showInformationMessage),
        warn: show(vscode.window.showWarningMessage),
        error: show(vscode.window.showErrorMessage),
    };
}
