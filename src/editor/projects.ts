import * as vscode from 'vscode';
import type { Log } from '../engine/log';
import type { Project } from '../project/project';
import { baseOf } from '../project/paths';
import { sourceKind } from '../project/sources';
import { createFolderProject, type FolderProject } from './folderProject';
import { pathBelow } from './workspaceFiles';

/** The Go projects of the workspace folders; nothing of a folder is read until somebody asks. */
export interface Projects {
    /** The project of the workspace folder that holds `uri`; rejects only when `signal` aborts. */
    projectAt(uri: vscode.Uri, signal?: AbortSignal): Promise<LocatedProject | undefined>;
    /**
     * The project that a Dockerfile at `uri` belongs to, read from its own root, which is the nearest folder with a go.work,
     * else with a go.mod; `undefined` where there is none up to the workspace folder.
     */
    projectAround(uri: vscode.Uri): Promise<LocatedProject | undefined>;
    /** The project read from that folder, whatever stands above it. */
    projectIn(root: vscode.Uri): Promise<LocatedProject>;
    /** The folder whose sources, module files or ignore files have changed, or where files have come or gone, once that rests. */
    readonly onDidChange: vscode.Event<vscode.Uri>;
    /** The workspace folders. */
    roots(): readonly vscode.Uri[];
}

export interface LocatedProject {
    readonly root: vscode.Uri;
    readonly project: Project;
}

/** In milliseconds: a `git switch` changes hundreds of files at once, a person types. */
const rest = 300;

export function createProjects({ log }: { readonly log: Log }): Projects & { dispose(): void } {
    const folders = new Map<string, { readonly root: vscode.Uri; readonly folder: FolderProject }>();
    const changed = new vscode.EventEmitter<vscode.Uri>();
    const restless = new Map<string, NodeJS.Timeout>();

    const noteChange = (uri: vscode.Uri, concernsGo: boolean): void => {
        const root = vscode.workspace.getWorkspaceFolder(uri)?.uri;
        const path = root && pathBelow(root, uri);
        if (root === undefined || path === undefined || foreign.test(path)) return;
        const key = root.toString();
        if (concernsGo)
            for (const { root: own, folder } of folders.values()) {
                const below = pathBelow(own, uri);
                if (below !== undefined) folder.changed(below);
            }
        clearTimeout(restless.get(key));
        const announce = (): void => {
            restless.delete(key);
            changed.fire(root);
        };
        restless.set(key, setTimeout(announce, rest));
    };
    const noteContent = (uri: vscode.Uri): void => {
        noteChange(uri, isSource(uri));
    };
    const noteEntry = (uri: vscode.Uri): void => {
        // of a folder that is deleted nothing but its own name is told, and most folders have no dot in theirs
        noteChange(uri, isSource(uri) || !baseOf(uri.path).includes('.'));
    };

    const contents = vscode.workspace.createFileSystemWatcher(
        '**/{*.go,go.mod,go.sum,go.work,package.json,.gitignore,*.dockerignore,Dockerfile*,Containerfile*,*.dockerfile,compose*.y*ml,docker-compose*.y*ml}',
        true,
        false,
        true,
    );
    const entries = vscode.workspace.createFileSystemWatcher('**/*', false, true, false);
    const subscriptions = vscode.Disposable.from(
        changed,
        contents,
        contents.onDidChange(noteContent),
        entries,
        entries.onDidCreate(noteEntry),
        entries.onDidDelete(noteEntry),
        vscode.workspace.onDidChangeTextDocument(({ document: { uri }, contentChanges }) => {
            // a Dockerfile tells what is shipped; while it is typed, that may wait until it is saved
            const isRead = isSource(uri) && sourceKind(uri.path, 0) !== 'build';
            if (contentChanges.length > 0 && (isRead || uri.path.endsWith('.dockerignore'))) noteContent(uri);
        }),
        vscode.workspace.onDidChangeWorkspaceFolders(({ removed }) => {
            for (const { uri } of removed)
                for (const [key, { root }] of folders) if (pathBelow(uri, root) !== undefined) folders.delete(key);
        }),
    );

    const read = async (root: vscode.Uri, signal?: AbortSignal): Promise<LocatedProject> => {
        const key = root.toString();
        const known = folders.get(key) ?? { root, folder: createFolderProject(root, log) };
        folders.set(key, known);
        return { root, project: await unlessAborted(known.folder.read(), signal) };
    };

    return {
        onDidChange: changed.event,
        roots: () => (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri),
        async projectAt(uri, signal) {
            const root = vscode.workspace.getWorkspaceFolder(uri)?.uri;
            return root && read(root, signal);
        },
        async projectAround(uri) {
            const top = vscode.workspace.getWorkspaceFolder(uri)?.uri;
            const root = top && ((await nearest('go.work', uri, top)) ?? (await nearest('go.mod', uri, top)));
            return root && read(root);
        },
        projectIn: (root) => read(root),
        dispose() {
            for (const timer of restless.values()) clearTimeout(timer);
            restless.clear();
            subscriptions.dispose();
        },
    };
}

const foreign = /(?:^|\/)(?:\.git|node_modules)(?:\/|$)/;

function isSource(uri: vscode.Uri): boolean {
    return sourceKind(uri.path, 0) !== undefined;
}

/** The nearest folder around a file, up to `top`, that has a file of that name. */
async function nearest(name: string, uri: vscode.Uri, top: vscode.Uri): Promise<vscode.Uri | undefined> {
    for (let folder = vscode.Uri.joinPath(uri, '..'); pathBelow(top, folder) !== undefined;) {
        const type = await vscode.workspace.fs.stat(vscode.Uri.joinPath(folder, name)).then(
            (stat) => stat.type,
            () => vscode.FileType.Unknown,
        );
        if ((type & vscode.FileType.File) !== 0) return folder;
        const parent = vscode.Uri.joinPath(folder, '..');
        if (parent.path === folder.path) return undefined;
        folder = parent;
    }
    return undefined;
}

function unlessAborted<Value>(value: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
    if (signal === undefined) return value;
    return new Promise((resolve, reject) => {
        const abort = (): void => {
            reject(new DOMException('The reading was cancelled', 'AbortError'));
        };
        if (signal.aborted) abort();
        signal.addEventListener('abort', abort, { once: true });
        value.then(resolve, reject).finally(() => {
            signal.removeEventListener('abort', abort);
        });
    });
}
