import * as vscode from 'vscode';
import type { Preview } from './preview';

/** Opens the three-way merge of what we wrote once, what the user made of it, and what we propose now; the result is the user's file. */
export async function openMerge({
    file,
    base,
    yours,
    proposed,
    preview,
}: {
    file: vscode.Uri;
    base: vscode.Uri;
    yours: string;
    proposed: string;
    preview: Preview;
}): Promise<void> {
    await vscode.commands.executeCommand('_open.mergeEditor', {
        base,
        input1: { uri: preview.keep(file.path, yours), title: vscode.l10n.t('Yours') },
        input2: { uri: preview.keep(file.path, proposed), title: vscode.l10n.t('Proposed') },
        output: file,
    });
}
