import * as vscode from 'vscode';
import type { FileEntry, Files } from '../files';
import { joinPath } from '../project/paths';
import { sourceKind } from '../project/sources';

/** No Go source, Dockerfile or ignore file is larger; a binary may be, and is not read through this. */
const largestFile = 16 << 20;

/** A folder of the workspace, virtual and remote ones too. What an open document says counts before what the disk says. */
export function workspaceFiles(root: vscode.Uri): Files {
    return {
        async read(path) {
            const uri = inside(root, path);
            if (uri === undefined) return undefined;
            const unsaved = unsavedText(uri);
            if (unsaved !== undefined) return new TextEncoder().encode(unsaved);
            try {
                const { size, type } = await vscode.workspace.fs.stat(uri);
                if (size > largestFile || (type & vscode.FileType.File) === 0) return undefined;
                return await vscode.workspace.fs.readFile(uri);
            } catch {
                // missing, unreadable and of the wrong kind are all the same to whoever asks
                return undefined;
            }
        },
        async list(folder) {
            const uri = inside(root, folder);
            if (uri === undefined) return [];
            try {
                const entries = await vscode.workspace.fs.readDirectory(uri);
                const listed = await inBatches(entries, (entry) => describe(root, uri, entry));
                return listed.sort((a, b) => (a.name < b.name ? -1 : 1));
            } catch {
                return [];
            }
        },
    };
}

/** `undefined` where the path would lead out of the root. */
export function inside(root: vscode.Uri, path: string): vscode.Uri | undefined {
    const clean = joinPath('', path);
    if (clean === undefined) return undefined;
    return clean === '' ? root : vscode.Uri.joinPath(root, clean);
}

/** The path of `uri` below `root`, `/`-separated; `undefined` where it is not inside. */
export function pathBelow(root: vscode.Uri, uri: vscode.Uri): string | undefined {
    if (uri.scheme !== root.scheme || uri.authority !== root.authority) return undefined;
    const folder = root.path.endsWith('/') ? root.path : `${root.path}/`;
    if (uri.path === root.path || `${uri.path}/` === folder) return '';
    return uri.path.startsWith(folder) ? uri.path.slice(folder.length) : undefined;
}

function unsavedText(uri: vscode.Uri): string | undefined {
    const wanted = uri.toString();
    return vscode.workspace.textDocuments
        .find((document) => document.isDirty && document.uri.toString() === wanted)
        ?.getText();
}

async function describe(
    root: vscode.Uri,
    folder: vscode.Uri,
    [name, type]: [string, vscode.FileType],
): Promise<FileEntry> {
    if ((type & vscode.FileType.SymbolicLink) !== 0) return { name, kind: 'link', size: 0 };
    if ((type & vscode.FileType.Directory) !== 0) return { name, kind: 'folder', size: 0 };
    const uri = vscode.Uri.joinPath(folder, name);
    // a stat for each of ten thousand files would cost seconds, and only of these the size decides anything
    const isMeasured = sourceKind(pathBelow(root, uri) ?? name, 0) === 'build';
    return { name, kind: 'file', size: isMeasured ? await sizeOf(uri) : 0 };
}

async function sizeOf(uri: vscode.Uri): Promise<number> {
    try {
        return (await vscode.workspace.fs.stat(uri)).size;
    } catch {
        return 0;
    }
}

const parallel = 32;

async function inBatches<Item, Result>(
    items: readonly Item[],
    work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
    const results: Result[] = [];
    for (let at = 0; at < items.length; at += parallel)
        results.push(...(await Promise.all(items.slice(at, at + parallel).map(work))));
    return results;
}
