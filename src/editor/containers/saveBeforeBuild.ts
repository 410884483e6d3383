import * as vscode from 'vscode';
import { pathBelow } from '../workspaceFiles';

/** A builder reads the disk, so what is changed below the folder is saved first, as VS Code's own setting for tasks says. */
export async function saveBeforeBuild(root: vscode.Uri): Promise<void> {
    const dirty = vscode.workspace.textDocuments.filter(
        ({ isDirty, isUntitled, uri }) => isDirty && !isUntitled && pathBelow(root, uri) !== undefined,
    );
    if (dirty.length === 0) return;
    const wish = vscode.workspace.getConfiguration('task', root).get<string>('saveBeforeRun', 'always');
    if (wish === 'never') return;
    if (wish === 'prompt') {
        const save = vscode.l10n.t('Save');
        const without = vscode.l10n.t('Build Without Saving');
        const pressed = await vscode.window.showWarningMessage(
            vscode.l10n.t('{0} files are not saved: the builder reads them from the disk', dirty.length),
            { modal: true },
            save,
            without,
        );
        if (pressed === undefined) throw new vscode.CancellationError();
        if (pressed === without) return;
    }
    for (const document of dirty) await document.save();
}
