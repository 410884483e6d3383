import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { SizedFile } from '../../dockerfile/contextSize';

export interface Walked {
    readonly files: readonly SizedFile[];
    /** Whether there are more than were counted. */
    readonly truncated: boolean;
}

const mostFiles = 50_000;
const parallel = 32;

/**
 * All files of a folder with their sizes, what is left out of a build (`isPutOff`) last, so that the bound cuts it first.
 * Links are not followed. Rejects only when `signal` aborts.
 */
export async function readSizedFiles(
    root: vscode.Uri,
    isPutOff: (path: string) => boolean,
    signal: AbortSignal,
    report: (files: number) => void,
): Promise<Walked> {
    const files: SizedFile[] = [];
    const folders = [''];
    const putOff: string[] = [];
    for (let next = folders.shift(); next !== undefined; next = folders.shift() ?? putOff.shift()) {
        signal.throwIfAborted();
        const found: string[] = [];
        for (const [name, type] of await entriesOf(root, next)) {
            const path = next === '' ? name : `${next}/${name}`;
            if ((type & vscode.FileType.SymbolicLink) !== 0) files.push({ path, size: 0 });
            else if ((type & vscode.FileType.Directory) === 0) found.push(path);
            else (isPutOff(path) ? putOff : folders).push(path);
        }
        for (let at = 0; at < found.length && files.length <= mostFiles; at += parallel) {
            signal.throwIfAborted();
            const batch = found.slice(at, at + parallel);
            files.push(...(await Promise.all(batch.map(async (path) => ({ path, size: await sizeOf(root, path) })))));
        }
        report(files.length);
        const isCut = files.length > mostFiles || (files.length === mostFiles && folders.length + putOff.length > 0);
        if (isCut) return { files: files.slice(0, mostFiles), truncated: true };
    }
    return { files, truncated: false };
}

/** Asks the disk itself where there is one: through the editor each of ten thousand files costs half a millisecond. */
async function entriesOf(root: vscode.Uri, folder: string): Promise<[string, vscode.FileType][]> {
    const uri = vscode.Uri.joinPath(root, folder);
    try {
        const entries =
            uri.scheme === 'file'
                ? (await readdir(uri.fsPath, { withFileTypes: true })).map(named)
                : await vscode.workspace.fs.readDirectory(uri);
        return entries.sort(([a], [b]) => (a < b ? -1 : 1));
    } catch {
        // gone meanwhile, or not ours to read: a builder would say so
        return [];
    }
}

function named(entry: Dirent): [string, vscode.FileType] {
    if (entry.isSymbolicLink()) return [entry.name, vscode.FileType.SymbolicLink];
    return [entry.name, entry.isDirectory() ? vscode.FileType.Directory : vscode.FileType.File];
}

async function sizeOf(root: vscode.Uri, path: string): Promise<number> {
    const uri = vscode.Uri.joinPath(root, path);
    try {
        const { size } = await (uri.scheme === 'file' ? lstat(uri.fsPath) : vscode.workspace.fs.stat(uri));
        return size;
    } catch {
        return 0;
    }
}
