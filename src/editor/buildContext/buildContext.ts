import * as vscode from 'vscode';
import { buildContextView } from '../../contributions/views';
import { withLateProgress } from '../lateProgress';
import { locate } from '../lint/locate';
import type { Projects } from '../projects';
import { HelpfulError } from '../helpfulError';
import type { LoadedContext } from './loadContext';
import { ignorePath } from './ignorePath';
import { pickDockerfile } from './pickDockerfile';
import { describeFolder, rowsOf, toTreeItem, type ContextRow } from './rows';

export interface BuildContextFeature {
    readonly commands: {
        /** Of the given Dockerfile, else of the one in the editor, else of the one that is picked. */
        readonly showBuildContext: (dockerfile?: unknown) => Promise<void>;
        readonly refreshBuildContext: () => Promise<void>;
        readonly closeBuildContext: () => Promise<void>;
        /** Adds a row's path to the ignore file. */
        readonly leaveOutOfBuild: (row?: unknown) => Promise<void>;
    };
    dispose(): void;
}

const isOpenKey = 'gopherdock.showsBuildContext';

/** The view of what the build of a Dockerfile is sent, and how large that is. */
export function buildContext({ projects }: { readonly projects: Projects }): BuildContextFeature {
    let loaded: LoadedContext | undefined;
    let rows: readonly ContextRow[] = [];
    let loading: AbortController | undefined;
    const changed = new vscode.EventEmitter<undefined>();
    const view = vscode.window.createTreeView<ContextRow>(buildContextView, {
        showCollapseAll: true,
        treeDataProvider: {
            onDidChangeTreeData: changed.event,
            getChildren: (row) => [...(row === undefined ? rows : (row.children?.() ?? []))],
            getTreeItem: (row) => (loaded === undefined ? new vscode.TreeItem('') : toTreeItem(row, loaded.root)),
        },
    });

    const load = async (dockerfile: vscode.Uri): Promise<void> => {
        // the newest wins
        loading?.abort();
        const own = new AbortController();
        loading = own;
        const { context } = await locate(dockerfile, projects);
        if (context === undefined) {
            throw new HelpfulError(
                vscode.l10n.t(
                    'The build context of {0} is not known: it is in no folder of this workspace',
                    dockerfile.path,
                ),
            );
        }
        const result = await withLateProgress(vscode.l10n.t('Reading the build context'), async (progress) => {
            const { loadContext } = await import('./loadContext');
            const signal = AbortSignal.any([progress.signal, own.signal]);
            return loadContext(dockerfile, context, { ...progress, signal });
        });
        if (own.signal.aborted) return;
        loaded = result;
        rows = rowsOf(result);
        view.description = vscode.workspace.asRelativePath(dockerfile);
        view.message = result.truncated
            ? vscode.l10n.t('There are more files than are counted here: {0}', describeFolder(result.size.sent))
            : '';
        changed.fire(undefined);
    };

    const refresh = async (): Promise<void> => {
        if (loaded !== undefined) await load(loaded.dockerfile);
    };
    const subscriptions = vscode.Disposable.from(
        view,
        changed,
        projects.onDidChange((root) => {
            const isConcerned =
                loaded !== undefined &&
                view.visible &&
                vscode.workspace.getWorkspaceFolder(loaded.dockerfile)?.uri.toString() === root.toString();
            if (!isConcerned) return;
            // what fails here is told when it is asked for
            refresh().catch(() => undefined);
        }),
    );

    return {
        commands: {
            async showBuildContext(given) {
                const dockerfile = await pickDockerfile(given);
                if (dockerfile === undefined) return;
                await load(dockerfile);
                await vscode.commands.executeCommand('setContext', isOpenKey, true);
                await vscode.commands.executeCommand(`${buildContextView}.focus`);
            },
            refreshBuildContext: refresh,
            async closeBuildContext() {
                loading?.abort();
                loaded = undefined;
                rows = [];
                await vscode.commands.executeCommand('setContext', isOpenKey, false);
            },
            async leaveOutOfBuild(row) {
                const path = pathOf(row ?? view.selection[0]);
                if (loaded === undefined || path === undefined) return;
                await ignorePath(loaded.root, loaded.ignoreFile, path);
                await refresh();
            },
        },
        dispose() {
            loading?.abort();
            subscriptions.dispose();
        },
    };
}

/** A command can be called with anything. */
function pathOf(row: unknown): string | undefined {
    if (typeof row !== 'object' || row === null || !('path' in row)) return undefined;
    return typeof row.path === 'string' && row.path !== '' ? row.path : undefined;
}
