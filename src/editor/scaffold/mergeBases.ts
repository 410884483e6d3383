import { createHash } from 'node:crypto';
import * as vscode from 'vscode';

/** The text of each file as we last wrote it, from which the user's changes and ours can be told apart. */
export interface MergeBases {
    keep(file: vscode.Uri, text: string): Promise<void>;
    /** Where the kept text lies, `undefined` where we never wrote that file. */
    find(file: vscode.Uri): Promise<vscode.Uri | undefined>;
}

export function createMergeBases(storage: vscode.Uri | undefined): MergeBases {
    const placeOf = (file: vscode.Uri): vscode.Uri | undefined => {
        const name = createHash('sha256').update(file.toString()).digest('hex').slice(0, 32);
        return storage === undefined ? undefined : vscode.Uri.joinPath(storage, 'written', name);
    };
    return {
        async keep(file, text) {
            const place = placeOf(file);
            if (place !== undefined) await vscode.workspace.fs.writeFile(place, new TextEncoder().encode(text));
        },
        async find(file) {
            const place = placeOf(file);
            if (place === undefined) return undefined;
            try {
                await vscode.workspace.fs.stat(place);
                return place;
            } catch {
                return undefined;
            }
        },
    };
}
