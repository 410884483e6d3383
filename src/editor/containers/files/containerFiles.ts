import * as vscode from 'vscode';
import { containerFilesView } from '../../../contributions/views';
import type { FileEntry } from '../../../engine/archive';
import { sizeText } from '../faces';
import type { EngineSession } from '../session';
import { containerFile, containerFileSystem, containerScheme } from './containerFileSystem';

/** A file or folder in the view. */
export interface FileRow {
    readonly containerId: string;
    readonly path: string;
    readonly entry: FileEntry;
}

/** The view of the files of one container. Folders are read when they are opened. */
export interface ContainerFiles {
    show(container: { readonly id: string; readonly name: string }): Promise<void>;
    /** Reads what is open again. */
    refresh(): void;
    close(): Promise<void>;
    readonly selection: readonly FileRow[];
    dispose(): void;
}

const isOpenKey = 'gopherdock.browsesContainer';

export function createContainerFiles(session: EngineSession): ContainerFiles {
    const changed = new vscode.EventEmitter<undefined>();
    let shown: { readonly id: string; readonly name: string } | undefined;

    const children = async (containerId: string, path: string): Promise<FileRow[]> => {
        const engine = await session.engine();
        const { entries, complete } = await engine.listFolder(containerId, path);
        view.message = complete ? '' : vscode.l10n.t('{0} is so large that it was not read to its end', path);
        return entries
            .map((entry) => ({ containerId, path: `${path === '/' ? '' : path}/${entry.name}`, entry }))
            .sort(
                (one, other) =>
                    Number(other.entry.kind === 'folder') - Number(one.entry.kind === 'folder') ||
                    (one.entry.name < other.entry.name ? -1 : 1),
            );
    };
    const view = vscode.window.createTreeView<FileRow>(containerFilesView, {
        showCollapseAll: true,
        canSelectMany: true,
        treeDataProvider: {
            onDidChangeTreeData: changed.event,
            async getChildren(row) {
                if (row !== undefined) return children(row.containerId, row.path);
                return shown === undefined ? [] : children(shown.id, '/');
            },
            getTreeItem: treeItem,
        },
    });
    const subscriptions = vscode.Disposable.from(
        view,
        changed,
        vscode.workspace.registerFileSystemProvider(containerScheme, containerFileSystem(session), {
            isCaseSensitive: true,
            isReadonly: true,
        }),
    );
    return {
        async show(container) {
            shown = container;
            view.description = container.name;
            changed.fire(undefined);
            await vscode.commands.executeCommand('setContext', isOpenKey, true);
            await vscode.commands.executeCommand(`${containerFilesView}.focus`);
        },
        refresh() {
            changed.fire(undefined);
        },
        async close() {
            shown = undefined;
            await vscode.commands.executeCommand('setContext', isOpenKey, false);
        },
        get selection() {
            return view.selection;
        },
        dispose() {
            subscriptions.dispose();
        },
    };
}

function treeItem({ containerId, path, entry }: FileRow): vscode.TreeItem {
    const { name, kind, size, target } = entry;
    const isFolder = kind === 'folder';
    const uri = containerFile(containerId, path);
    const item = new vscode.TreeItem(
        name,
        isFolder ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
    );
    item.id = `${containerId} ${path}`;
    item.resourceUri = uri;
    item.iconPath = isFolder ? vscode.ThemeIcon.Folder : vscode.ThemeIcon.File;
    item.contextValue = kind;
    const words = kind === 'link' ? `→ ${target}` : isFolder ? '' : sizeText(size);
    item.description = words;
    item.tooltip = [path, modeText(entry), words, new Date(entry.modified).toLocaleString()]
        .filter((part) => part !== '')
        .join('\n');
    const spoken = {
        file: vscode.l10n.t('File {0}, {1}', name, words),
        folder: vscode.l10n.t('Folder {0}', name),
        link: vscode.l10n.t('Link {0} to {1}', name, target),
        other: name,
    }[kind];
    item.accessibilityInformation = { label: spoken };
    if (kind === 'file') item.command = { title: vscode.l10n.t('Open'), command: 'vscode.open', arguments: [uri] };
    return item;
}

/** As `ls` writes it, such as `rwxr-xr-x`. */
function modeText({ mode }: FileEntry): string {
    return [6, 3, 0]
        .map((shift) => {
            const bits = mode >> shift;
            return `${(bits & 4) === 0 ? '-' : 'r'}${(bits & 2) === 0 ? '-' : 'w'}${(bits & 1) === 0 ? '-' : 'x'}`;
        })
        .join('');
}
