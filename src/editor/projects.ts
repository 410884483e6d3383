import * as vscode from 'vscode';
import type { Log } from '../engine/log';
import type { Project } from '../project/project';
import { baseOf } from '../project/paths';
import type { ProjectReader } from '../project/reader';
import { sourceKind } from '../project/sources';
import { pathBelow, workspaceFiles } from './workspaceFiles';

/** The Go projects of the workspace folders; nothing of a folder is read until somebody asks. */
export interface Projects {
    /** The project of the workspace folder that holds `uri`; rejects only when `signal` aborts. */
    projectAt(uri: vscode.Uri, signal?: AbortSignal): Promise<LocatedProject | undefined>;
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
    const folders = new Map<string, FolderProject>();
    const changed = new vscode.EventEmitter<vscode.Uri>();
    const restless = new Map<string, NodeJS.Timeout>();

    const noteChange = (uri: vscode.Uri, concernsGo: boolean): void => {
        const root = vscode.workspace.getWorkspaceFolder(uri)?.uri;
        const path = root && pathBelow(root, uri);
        if (root === undefined || path === undefined || foreign.test(path)) return;
        const key = root.toString();
        if (concernsGo) folders.get(key)?.changed(path);
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
        '**/{*.go,go.mod,go.sum,go.work,*.dockerignore,Dockerfile*,Containerfile*,*.dockerfile}',
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
            if (contentChanges.length > 0 && (isSource(uri) || uri.path.endsWith('.dockerignore'))) noteContent(uri);
        }),
        vscode.workspace.onDidChangeWorkspaceFolders(({ removed }) => {
            for (const { uri } of removed) folders.delete(uri.toString());
        }),
    );

    return {
        onDidChange: changed.event,
        roots: () => (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri),
        async projectAt(uri, signal) {
            const root = vscode.workspace.getWorkspaceFolder(uri)?.uri;
            if (root === undefined) return undefined;
            const key = root.toString();
            const folder = folders.get(key) ?? createFolderProject(root, log);
            folders.set(key, folder);
            return { root, project: await unlessAborted(folder.read(), signal) };
        },
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

/** One folder's project, described again only after a change, for all who ask at the same time at once. */
interface FolderProject {
    read(): Promise<Project>;
    changed(path: string): void;
}

function createFolderProject(root: vscode.Uri, log: Log): FolderProject {
    let reader: Promise<ProjectReader> | undefined;
    let current: Promise<Project> | undefined;

    const read = async (): Promise<Project> => {
        const start = performance.now();
        // loaded here, so that activation does not pay for the Go reader
        reader ??= import('../project/reader').then(({ createProjectReader }) =>
            createProjectReader(workspaceFiles(root), root.toString(true)),
        );
        const project = await (await reader).read();
        const milliseconds = Math.round(performance.now() - start);
        log.debug(
            `read ${root.toString(true)}: ${String(project.commands.length)} commands, ${String(milliseconds)} ms`,
        );
        return project;
    };

    return {
        read() {
            const reading = (current ??= read());
            // a failure is not kept
            reading.catch(() => {
                if (current === reading) current = undefined;
            });
            return reading;
        },
        changed(path) {
            current = undefined;
            void reader?.then((known) => {
                known.changed(path);
            });
        },
    };
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
