import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as vscode from 'vscode';
import { HelpfulError } from '../../helpfulError';
import { withLateProgress } from '../../lateProgress';
import type { Tools } from '../tools';
import type { FileRow } from './containerFiles';

/** Copies a file of a container, or a folder as a tar archive, to where the user says. */
export async function copyOut({ containerId, path, entry }: FileRow, tools: Tools): Promise<void> {
    const name = entry.kind === 'file' ? entry.name : `${entry.name}.tar`;
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const target = await vscode.window.showSaveDialog({
        title: vscode.l10n.t('Copy {0} out of the container', path),
        ...(folder !== undefined && { defaultUri: vscode.Uri.joinPath(folder, name) }),
    });
    if (target === undefined) throw new vscode.CancellationError();
    const engine = await tools.session.engine();
    await withLateProgress(vscode.l10n.t('Copying {0}', path), async ({ signal }) => {
        if (entry.kind === 'file') {
            // one byte more tells a whole file from a cut one
            const bytes = await engine.readFile(containerId, path, largestInMemory + 1, signal);
            if (bytes.length > largestInMemory) {
                throw new HelpfulError(
                    vscode.l10n.t('{0} is too large to be copied as a file: copy its folder, as an archive', path),
                );
            }
            await vscode.workspace.fs.writeFile(target, bytes);
            return;
        }
        if (target.scheme !== 'file')
            throw new HelpfulError(
                vscode.l10n.t('An archive can be written to a disk only, not to {0}', target.scheme),
            );
        await pipeline(
            Readable.from(await engine.archive(containerId, path, signal)),
            createWriteStream(target.fsPath),
        );
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
