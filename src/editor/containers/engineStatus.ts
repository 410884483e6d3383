import * as vscode from 'vscode';
import { commandId } from '../../contributions/commands';
import type { EngineSession, SessionState } from './session';

/** The engine in the status bar, from its first use on: which one it is, and whether it answers. A click switches to another. */
export function showEngineStatus(session: EngineSession): vscode.Disposable {
    const item = vscode.window.createStatusBarItem('gopherdock.engine', vscode.StatusBarAlignment.Right, 10);
    item.name = vscode.l10n.t('Container Engine');
    item.command = commandId('selectEngine');
    const draw = (): void => {
        const face = faceOf(session.state);
        if (face === undefined) {
            item.hide();
            return;
        }
        item.text = face.text;
        item.tooltip = face.tooltip;
        item.accessibilityInformation = { label: face.tooltip, role: 'button' };
        item.show();
    };
    draw();
    return vscode.Disposable.from(item, session.onDidChange(draw));
}

function faceOf(state: SessionState): { readonly text: string; readonly tooltip: string } | undefined {
    switch (state.kind) {
        case 'unknown':
        case 'connecting':
            return undefined;
        case 'connected': {
            const { endpoint, version } = state;
            const name = endpoint.context ?? vscode.l10n.t('engine');
            return {
                text: `$(vm) ${name}`,
                tooltip: vscode.l10n.t(
                    '{0} {1} at {2}: {3}',
                    version.name,
                    version.version,
                    endpoint.address,
                    endpoint.because,
                ),
            };
        }
        case 'lost':
            return { text: `$(vm-outline) ${vscode.l10n.t('no engine')}`, tooltip: state.error.message };
    }
}
