import * as vscode from 'vscode';

/** Asks before something is lost; throws a cancellation unless the button is pressed. */
export async function confirm(message: string, detail: string, button: string): Promise<void> {
    const pressed = await vscode.window.showWarningMessage(message, { modal: true, detail }, button);
    if (pressed !== button) throw new vscode.CancellationError();
}
