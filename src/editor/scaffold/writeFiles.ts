import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { Files } from '../../files';
import type { ProposedFile } from '../../scaffold/scaffold';
import { HelpfulError } from '../helpfulError';
import type { MergeBases } from './mergeBases';
import { openMerge } from './openMerge';
import type { Preview } from './preview';

/**
 * Writes the accepted files, each whole or not at all; one that the user has edited since we wrote it goes to the merge editor instead.
 * Throws, before anything is written, where a file is not as the preview showed it.
 * @param current the texts that the preview was made from
 * @returns the paths that were written, merges not among them
 */
export async function writeFiles({
    root,
    files,
    current,
    read,
    bases,
    preview,
}: {
    root: vscode.Uri;
    files: readonly ProposedFile[];
    current: ReadonlyMap<string, string>;
    read: Files;
    bases: MergeBases;
    preview: Preview;
}): Promise<readonly string[]> {
    for (const { path } of files) await requireUnchanged(root, path, current.get(path), read);
    const written: string[] = [];
    for (const file of files) {
        const uri = vscode.Uri.joinPath(root, file.path);
        const base = file.action === 'conflict' ? await bases.find(uri) : undefined;
        if (base !== undefined) {
            const yours = current.get(file.path) ?? '';
            await openMerge({ file: uri, base, yours, proposed: file.text, preview });
            continue;
        }
        await writeWhole(uri, file.text, written);
        await bases.keep(uri, file.text);
        written.push(file.path);
    }
    return written;
}

async function requireUnchanged(root: vscode.Uri, path: string, seen: string | undefined, read: Files): Promise<void> {
    const uri = vscode.Uri.joinPath(root, path);
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    if (open?.isDirty === true) {
        throw new HelpfulError(vscode.l10n.t('{0} has unsaved changes: save or revert it first', path));
    }
    const bytes = await read.read(path);
    const now = bytes === undefined ? undefined : new TextDecoder().decode(bytes);
    if (now !== seen)
        throw new HelpfulError(vscode.l10n.t('{0} has changed since the preview: nothing was written', path));
}

/** Beside the file first, then in its place in one step, so that nobody ever reads half a file; a link is written through. */
async function writeWhole(uri: vscode.Uri, text: string, written: readonly string[]): Promise<void> {
    const { fs } = vscode.workspace;
    const part = uri.with({ path: `${uri.path}.${randomUUID().slice(0, 8)}.part` });
    const bytes = new TextEncoder().encode(text);
    try {
        const type = await typeOf(uri);
        // Renaming onto a folder would remove it with all that is in it.
        if ((type & vscode.FileType.Directory) !== 0) throw new Error(vscode.l10n.t('a folder has this name'));
        if ((type & vscode.FileType.SymbolicLink) !== 0) {
            await fs.writeFile(uri, bytes);
        } else {
            await fs.writeFile(part, bytes);
            await fs.rename(part, uri, { overwrite: true });
        }
    } catch (error) {
        await Promise.resolve(fs.delete(part)).catch(() => undefined);
        const before =
            written.length === 0
                ? vscode.l10n.t('nothing was written')
                : vscode.l10n.t('{0} was written before', written.join(', '));
        const why = error instanceof Error ? error.message : String(error);
        throw new HelpfulError(vscode.l10n.t('{0} cannot be written, {1}: {2}', uri.path, before, why), [], {
            cause: error,
        });
    }
}

async function typeOf(uri: vscode.Uri): Promise<vscode.FileType> {
    try {
        return (await vscode.workspace.fs.stat(uri)).type;
    } catch {
        return vscode.FileType.Unknown;
    }
}
