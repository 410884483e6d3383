import * as vscode from 'vscode';
import { HelpfulError } from '../helpfulError';

/** The workspace folder of a resource; else the only folder there is, or the one that the user picks. `undefined`: none was picked. */
export async function pickFolder(resource: vscode.Uri | undefined): Promise<vscode.Uri | undefined> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const own = resource === undefined ? undefined : vscode.workspace.getWorkspaceFolder(resource);
    if (own !== undefined) return own.uri;
    const [first] = folders;
    if (first === undefined) {
        throw new HelpfulError(vscode.l10n.t('No folder is open: open one with a Go project'), [
            {
                title: vscode.l10n.t('Open Folder'),
                press: () => vscode.commands.executeCommand('workbench.action.files.openFolder'),
            },
        ]);
    }
    if (folders.length === 1) return first.uri;
    const picked = await vscode.window.showWorkspaceFolderPick({
        placeHolder: vscode.l10n.t('Which project goes into a container?'),
    });
    return picked?.uri;
}
