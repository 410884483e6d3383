import * as vscode from 'vscode';
import { readContextFolder, type ContextFolder } from '../../rules/contextFolder';
import { pathBelow, workspaceFiles } from '../workspaceFiles';

/** What stands in the folders of build contexts; a folder is walked again only after something came or went in it. */
export interface ContextListings {
    of(root: vscode.Uri): Promise<ContextFolder>;
    dispose(): void;
}

export function createContextListings(): ContextListings {
    const listings = new Map<string, { readonly root: vscode.Uri; readonly listing: Promise<ContextFolder> }>();
    const forget = (uri: vscode.Uri): void => {
        for (const [key, { root }] of listings) if (pathBelow(root, uri) !== undefined) listings.delete(key);
    };
    const watcher = vscode.workspace.createFileSystemWatcher('**/*', false, true, false);
    watcher.onDidCreate(forget);
    watcher.onDidDelete(forget);
    return {
        of(root) {
            const key = root.toString();
            const known = listings.get(key)?.listing ?? readContextFolder(workspaceFiles(root), '');
            listings.set(key, { root, listing: known });
            return known;
        },
        dispose() {
            watcher.dispose();
            listings.clear();
        },
    };
}
