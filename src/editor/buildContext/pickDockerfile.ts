import * as vscode from 'vscode';
import { HelpfulError } from '../helpfulError';
import { findWorkspaceDockerfiles } from '../lint/findDockerfiles';
import { isDockerfile } from '../lint/dockerfileDocuments';

/** The given one, else the one in the active editor, else the only one, else the one that the user picks. */
export async function pickDockerfile(given: unknown): Promise<vscode.Uri | undefined> {
    if (given instanceof vscode.Uri) return given;
    const document = vscode.window.activeTextEditor?.document;
    if (document !== undefined && !document.isUntitled && isDockerfile(document)) return document.uri;
    const found = await findWorkspaceDockerfiles();
    if (found.length === 0) {
        throw new HelpfulError(vscode.l10n.t('There is no Dockerfile in this workspace'), [
            {
                title: vscode.l10n.t('Add Container Files'),
                press: () => vscode.commands.executeCommand('gopherdock.addContainerFiles'),
            },
        ]);
    }
    if (found.length === 1) return found[0];
    const items = found.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
    const picked = await vscode.window.showQuickPick(items, {
        placeHolder: vscode.l10n.t('The Dockerfile whose build context is shown'),
    });
    return picked?.uri;
}
