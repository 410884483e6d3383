import * as vscode from 'vscode';
import { containersView } from '../../contributions/views';
import type { Projects } from '../projects';
import type { RunningBuilds } from './builds';
import { arrangeRows } from './arrangeRows';
import { changedRows, rowsById } from './changedRows';
import type { ProjectFolders } from './projectFolders';
import type { Row, Scene } from './rows';
import type { EngineSession } from './session';
import type { SourceTimes } from './sourceTimes';
import type { Statistics } from './statistics';

/** The view of commands, images and containers. */
export interface ContainersTree {
    /** The row of an id that VS Code hands to a command, as it is now. */
    row(id: string): Row | undefined;
    /** The rows as they are now, read afresh where the view is not shown. Rejects with an `EngineError` where no engine can be used. */
    rows(): Promise<readonly Row[]>;
    /** The ids of the rows that are selected. */
    readonly selection: readonly string[];
    /** Shows only rows with these words; all where it is empty. */
    filter: string;
    dispose(): void;
}

export interface TreeOptions {
    readonly session: EngineSession;
    readonly projects: Projects;
    readonly folders: ProjectFolders;
    readonly builds: RunningBuilds;
    readonly statistics: Statistics;
    readonly sourceTimes: SourceTimes;
}

/** Progress of a build comes in bursts of steps. */
const redrawMilliseconds = 100;

/** Shows the view. It connects to the engine and reads the projects only while it is visible. */
export function showContainers(options: TreeOptions): ContainersTree {
    const { session, projects, folders, builds, statistics, sourceTimes } = options;
    let filter = '';
    const changed = new vscode.EventEmitter<string | undefined>();
    let shown: readonly Row[] = [];
    let byId: ReadonlyMap<string, Row> = new Map();

    const provider: vscode.TreeDataProvider<string> = {
        onDidChangeTreeData: changed.event,
        getChildren: (id) => (id === undefined ? shown : (byId.get(id)?.children ?? [])).map((row) => row.id),
        getTreeItem: (id) => treeItem(byId.get(id), id),
        resolveTreeItem(item, id) {
            item.tooltip = tooltip(byId.get(id));
            return item;
        },
    };
    const view = vscode.window.createTreeView(containersView, {
        treeDataProvider: provider,
        showCollapseAll: true,
        canSelectMany: true,
    });

    const draw = (): void => {
        if (!view.visible || folders.known === undefined) return;
        const rows = arrangeRows(sceneOf(options, filter));
        const ids = changedRows(shown, rows);
        shown = rows;
        byId = rowsById(rows);
        for (const id of ids) changed.fire(id);
    };

    const setContext = createContextSetter();
    const tellState = (): void => {
        setContext('gopherdock.engine', session.state.kind);
        draw();
    };

    const readProjects = async (): Promise<void> => {
        const found = await folders.read();
        setContext(
            'gopherdock.hasGoProject',
            found.some(({ project }) => project.commands.length > 0),
        );
        draw();
        // reads the disk, so it comes after what is shown
        await sourceTimes.read(found);
    };

    let held: { dispose(): void } | undefined;
    const followVisibility = (): void => {
        statistics.show(view.visible);
        if (!view.visible) {
            held?.dispose();
            held = undefined;
            return;
        }
        if (held !== undefined) return;
        held = session.hold();
        draw();
        void vscode.window.withProgress({ location: { viewId: containersView } }, readProjects);
    };

    // until it is known: a view that says for a moment that there is no project would be wrong more often
    setContext('gopherdock.hasGoProject', true);
    setContext('gopherdock.engine', session.state.kind);
    let redraw: NodeJS.Timeout | undefined;
    const drawSoon = (): void => {
        redraw ??= setTimeout(() => {
            redraw = undefined;
            draw();
        }, redrawMilliseconds);
    };
    const subscriptions = vscode.Disposable.from(
        view,
        changed,
        view.onDidChangeVisibility(followVisibility),
        session.onDidChange(tellState),
        builds.onDidChange(drawSoon),
        statistics.onDidChange(drawSoon),
        sourceTimes.onDidChange(drawSoon),
        projects.onDidChange(() => {
            if (view.visible) void readProjects();
        }),
        vscode.workspace.onDidChangeWorkspaceFolders(() => {
            if (view.visible) void readProjects();
        }),
    );
    followVisibility();

    return {
        row: (id) => byId.get(id),
        async rows() {
            const [holdings] = await Promise.all([session.read(), folders.known ?? folders.read()]);
            return arrangeRows({ ...sceneOf(options, ''), ...holdings, connected: true });
        },
        get selection() {
            return view.selection;
        },
        get filter() {
            return filter;
        },
        set filter(words) {
            filter = words.trim();
            setContext('gopherdock.containersFiltered', filter !== '');
            view.description = filter === '' ? '' : vscode.l10n.t('only “{0}”', filter);
            draw();
        },
        dispose() {
            clearTimeout(redraw);
            held?.dispose();
            subscriptions.dispose();
        },
    };
}

function sceneOf({ session, folders, builds, statistics, sourceTimes }: TreeOptions, filter: string): Scene {
    return {
        ...session.holdings,
        connected: session.state.kind === 'connected',
        folders: folders.known ?? [],
        builds: builds.progress,
        builtAt: builds.builtAt,
        changedAt: sourceTimes.changedAt,
        statistics: statistics.current,
        filter,
        now: Date.now(),
        l10n: vscode.l10n,
    };
}

function treeItem(row: Row | undefined, id: string): vscode.TreeItem {
    const item = new vscode.TreeItem(row?.label ?? '');
    item.id = id;
    if (row === undefined) return item;
    item.description = row.description;
    item.contextValue = row.contextValue;
    item.iconPath = new vscode.ThemeIcon(
        row.icon,
        row.color === undefined ? undefined : new vscode.ThemeColor(row.color),
    );
    item.accessibilityInformation = { label: row.spoken };
    item.collapsibleState = collapsibleState(row);
    return item;
}

function collapsibleState({ children, expanded }: Row): vscode.TreeItemCollapsibleState {
    if (expanded === undefined || children.length === 0) return vscode.TreeItemCollapsibleState.None;
    return expanded ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}

/** Names come from the engine: they are shown as text, never as markdown. */
function tooltip(row: Row | undefined): vscode.MarkdownString | undefined {
    if (row === undefined) return undefined;
    const text = new vscode.MarkdownString();
    text.appendMarkdown('**').appendText(row.label).appendMarkdown('**');
    for (const [name, value] of row.facts) {
        text.appendMarkdown('  \n').appendText(name).appendMarkdown(': ').appendText(value);
    }
    return text;
}

/** Sets a context key only where it changes: each setting goes to the window and back. */
function createContextSetter(): (key: string, value: unknown) => void {
    const known = new Map<string, unknown>();
    return (key, value) => {
        if (known.get(key) === value) return;
        known.set(key, value);
        void vscode.commands.executeCommand('setContext', key, value);
    };
}
