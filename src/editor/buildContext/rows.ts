import * as vscode from 'vscode';
import { isFolder, type SizedFile, type SizedFolder } from '../../dockerfile/contextSize';
import { baseOf } from '../../project/paths';
import { sizeText } from '../containers/faces';
import { inside } from '../workspaceFiles';
import type { LoadedContext } from './loadContext';

/** A row of the view. */
export interface ContextRow {
    readonly kind: 'group' | 'folder' | 'file' | 'more';
    /** Below the context's root; absent for what is no file or folder. */
    readonly path?: string;
    readonly label: string;
    readonly description: string;
    readonly isSent: boolean;
    readonly isOpen: boolean;
    /** Absent for a leaf. */
    readonly children?: () => readonly ContextRow[];
}

/** More in one folder than a person reads. */
const mostRows = 500;

export function rowsOf({ size, ignoreFileName }: LoadedContext): readonly ContextRow[] {
    const { sent, leftOut, largest } = size;
    const group = { kind: 'group', isOpen: false } as const;
    return [
        {
            ...group,
            label: vscode.l10n.t('Sent to the builder'),
            description: describeFolder(sent),
            isSent: true,
            isOpen: true,
            children: () => rowsIn(sent, true),
        },
        {
            ...group,
            label: vscode.l10n.t('Largest files'),
            description: String(largest.length),
            isSent: true,
            children: () => largest.map((file) => ({ ...rowOf(file, true), label: file.path })),
        },
        {
            ...group,
            label:
                ignoreFileName === undefined
                    ? vscode.l10n.t('Left out: there is no ignore file')
                    : vscode.l10n.t('Left out by {0}', ignoreFileName),
            description: describeFolder(leftOut),
            isSent: false,
            children: () => rowsIn(leftOut, false),
        },
    ];
}

export function toTreeItem(row: ContextRow, root: vscode.Uri): vscode.TreeItem {
    const { label, description, children, kind, path, isSent } = row;
    const item = new vscode.TreeItem(label, stateOf(row));
    item.description = description;
    item.accessibilityInformation = { label: `${label}, ${description}` };
    if (kind === 'more') return item;
    if (children === undefined) item.iconPath = vscode.ThemeIcon.File;
    else if (kind === 'folder') item.iconPath = vscode.ThemeIcon.Folder;
    const uri = path === undefined ? undefined : inside(root, path);
    if (uri === undefined) return item;
    item.resourceUri = uri;
    item.tooltip = `${path ?? ''}\n${description}`;
    item.contextValue = isSent ? `${kind} sent` : `${kind} leftOut`;
    if (kind === 'file') {
        item.command = { title: vscode.l10n.t('Open File'), command: 'vscode.open', arguments: [uri] };
    }
    return item;
}

function stateOf({ children, isOpen }: ContextRow): vscode.TreeItemCollapsibleState {
    if (children === undefined) return vscode.TreeItemCollapsibleState.None;
    return isOpen ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}

function rowsIn({ entries }: SizedFolder, isSent: boolean): readonly ContextRow[] {
    const rows = entries.slice(0, mostRows).map((entry) => rowOf(entry, isSent));
    const rest = entries.length - rows.length;
    if (rest === 0) return rows;
    const more = { kind: 'more', description: '', isSent, isOpen: false } as const;
    return [...rows, { ...more, label: vscode.l10n.t('{0} more, all smaller', rest) }];
}

function rowOf(entry: SizedFolder | SizedFile, isSent: boolean): ContextRow {
    const shared = { path: entry.path, label: baseOf(entry.path), isSent, isOpen: false };
    if (!isFolder(entry)) return { ...shared, kind: 'file', description: sizeText(entry.size) };
    return {
        ...shared,
        kind: 'folder',
        description: describeFolder(entry),
        children: () => rowsIn(entry, isSent),
    };
}

export function describeFolder({ files, size }: SizedFolder): string {
    return files === 1
        ? vscode.l10n.t('1 file, {0}', sizeText(size))
        : vscode.l10n.t('{0} files, {1}', files.toLocaleString(), sizeText(size));
}
