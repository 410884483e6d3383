import * as vscode from 'vscode';
import { createListeners, type Listen } from './listeners';
import type { ProjectFolder } from './rows';

/** When the sources of a folder were last changed, as the disk says; a person is told where an image is older. */
export interface SourceTimes {
    /** Milliseconds since 1970, by the folder's URI. */
    readonly changedAt: ReadonlyMap<string, number>;
    readonly onDidChange: Listen<undefined>;
    /** Looks at the disk again. */
    read(folders: readonly ProjectFolder[]): Promise<void>;
}

/** Files; a folder with more is judged by these. */
const mostFiles = 3000;
const atOnce = 50;

export function createSourceTimes(): SourceTimes {
    const changedAt = new Map<string, number>();
    const changes = createListeners<undefined>();
    return {
        changedAt,
        onDidChange: changes.listen,
        async read(folders) {
            for (const { uri } of folders) {
                const newest = await newestChange(vscode.Uri.parse(uri));
                if (newest === undefined || changedAt.get(uri) === newest) continue;
                changedAt.set(uri, newest);
                changes.tell(undefined);
            }
        },
    };
}

/** Tests do not get into an image. */
async function newestChange(root: vscode.Uri): Promise<number | undefined> {
    const found = await vscode.workspace.findFiles(
        new vscode.RelativePattern(root, '**/{*.go,go.mod,go.sum}'),
        '**/{*_test.go,node_modules/**,testdata/**}',
        mostFiles,
    );
    let newest: number | undefined;
    for (let start = 0; start < found.length; start += atOnce) {
        const times = await Promise.all(found.slice(start, start + atOnce).map(changeOf));
        newest = Math.max(newest ?? 0, ...times);
    }
    return newest;
}

/** A file may be gone by now. */
async function changeOf(uri: vscode.Uri): Promise<number> {
    try {
        return (await vscode.workspace.fs.stat(uri)).mtime;
    } catch {
        return 0;
    }
}
