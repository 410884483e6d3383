import { basename } from 'node:path';
import * as vscode from 'vscode';
import { copyOut as copyFolderOut } from '../../../engine/copyOut';
import { HelpfulError } from '../../helpfulError';
import { withLateProgress } from '../../lateProgress';
import type { Tools } from '../tools';
import type { FileRow } from './containerFiles';

/** Copies a file or a folder of a container, with all that it holds, to a new place that the user says. */
export async function copyOut({ containerId, path, entry }: FileRow, tools: Tools): Promise<void> {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const target = await vscode.window.showSaveDialog({
        title: vscode.l10n.t('Copy {0} out of the container', path),
        ...(folder !== undefined && { defaultUri: vscode.Uri.joinPath(folder, entry.name) }),
    });
    if (target === undefined) throw new vscode.CancellationError();
    const engine = await tools.session.engine();
    await withLateProgress(vscode.l10n.t('Copying {0}', path), async ({ signal, report }) => {
        if (entry.kind === 'folder') {
            if (target.scheme !== 'file')
                throw new HelpfulError(
                    vscode.l10n.t('A folder can be copied to a disk only, not to {0}', target.scheme),
                );
            const onFile = (name: string): void => {
                report(basename(name));
            };
            const { skipped } = await copyFolderOut(engine, containerId, path, target.fsPath, { signal, onFile });
            const [first] = skipped;
            if (first !== undefined)
                tools.messages.warn(
                    vscode.l10n.t('{0} were left out; the first is {1}: {2}', skipped.length, first.name, first.why),
                );
            return;
        }
        // one byte more tells a whole file from a cut one
        const bytes = await engine.readFile(containerId, path, largestInMemory + 1, signal);
        if (bytes.length > largestInMemory)
            throw new HelpfulError(vscode.l10n.t('{0} is too large to be copied as a file: copy its folder', path));
        await vscode.workspace.fs.writeFile(target, bytes);
    });
    tools.messages.info(vscode.l10n.t('Copied {0} to {1}', path, vscode.workspace.asRelativePath(target)), [
        {
            title: vscode.l10n.t('Show'),
            press: () => vscode.commands.executeCommand('revealFileInOS', target),
        },
    ]);
}

/** Bytes. */
const largestInMemory = 1024 * 1024 * 1024;
