import * as vscode from 'vscode';
import type { FileEntry } from '../../../engine/archive';
import { EngineError } from '../../../engine/engineError';
import type { EngineSession } from '../session';

export const containerScheme = 'gopherdock-container';

/** The address of a file of a container: its id is the authority, so that equal paths of two containers are two files. */
export function containerFile(id: string, path: string): vscode.Uri {
    return vscode.Uri.from({ scheme: containerScheme, authority: id, path });
}

/** Larger files are not opened in an editor; copying them out has no such bound. Bytes. */
const largestFile = 64 * 1024 * 1024;

/** The files of any container, stopped ones and those without a shell too, as a folder that can be read and not written. */
export function containerFileSystem(session: Pick<EngineSession, 'engine'>): vscode.FileSystemProvider {
    const changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
    const readOnly = (uri: vscode.Uri): never => {
        throw vscode.FileSystemError.NoPermissions(uri);
    };
    const asking = async <Answer>(uri: vscode.Uri, ask: () => Promise<Answer>): Promise<Answer> => {
        try {
            return await ask();
        } catch (error) {
            if (!(error instanceof EngineError)) throw error;
            if (error.reason === 'missing') throw vscode.FileSystemError.FileNotFound(uri);
            throw vscode.FileSystemError.Unavailable(error.message);
        }
    };
    return {
        onDidChangeFile: changes.event,
        // what happens in a container is not told; each opening reads afresh
        watch: () => new vscode.Disposable(() => undefined),
        stat: (uri) =>
            asking(uri, async () => {
                const engine = await session.engine();
                return statOf(await engine.statPath(uri.authority, uri.path));
            }),
        readDirectory: (uri) =>
            asking(uri, async () => {
                const engine = await session.engine();
                const { entries } = await engine.listFolder(uri.authority, uri.path);
                return entries.map((entry): [string, vscode.FileType] => [entry.name, typeOf(entry)]);
            }),
        readFile: (uri) =>
            asking(uri, async () => {
                const engine = await session.engine();
                return engine.readFile(uri.authority, uri.path, largestFile);
            }),
        writeFile: readOnly,
        createDirectory: readOnly,
        delete: readOnly,
        rename: readOnly,
    };
}

function statOf(entry: FileEntry): vscode.FileStat {
    const { size, modified } = entry;
    return { type: typeOf(entry), ctime: 0, mtime: modified, size, permissions: vscode.FilePermission.Readonly };
}

function typeOf({ kind }: FileEntry): vscode.FileType {
    switch (kind) {
        case 'file':
            return vscode.FileType.File;
        case 'folder':
            return vscode.FileType.Directory;
        case 'link':
            return vscode.FileType.SymbolicLink;
        case 'other':
            return vscode.FileType.Unknown;
    }
}
