import * as vscode from 'vscode';
import { ignoreLineFor } from '../../dockerfile/contextSize';
import { withLineBreaksOf } from '../convert';
import { HelpfulError } from '../helpfulError';
import { pathBelow } from '../workspaceFiles';

/** Adds a line for a path to an ignore file, as an edit that can be undone; saved, because a builder reads the disk, unless other changes wait there. */
export async function ignorePath(root: vscode.Uri, ignoreFile: vscode.Uri, path: string): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    edit.createFile(ignoreFile, { ignoreIfExists: true });
    if (!(await vscode.workspace.applyEdit(edit))) throw unwritable(root, ignoreFile);
    const document = await vscode.workspace.openTextDocument(ignoreFile);
    const hadChanges = document.isDirty;
    const end = document.lineAt(document.lineCount - 1).range.end;
    const addition = `${end.character === 0 ? '' : '\n'}${ignoreLineFor(path)}\n`;
    const change = new vscode.WorkspaceEdit();
    change.insert(ignoreFile, end, withLineBreaksOf(document, addition));
    if (!(await vscode.workspace.applyEdit(change))) throw unwritable(root, ignoreFile);
    if (!hadChanges && !(await document.save())) throw unwritable(root, ignoreFile);
}

function unwritable(root: vscode.Uri, ignoreFile: vscode.Uri): HelpfulError {
    return new HelpfulError(vscode.l10n.t('{0} cannot be written', pathBelow(root, ignoreFile) ?? ignoreFile.path));
}
