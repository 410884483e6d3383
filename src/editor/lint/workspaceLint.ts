import * as vscode from 'vscode';
import type { Finding } from '../../rules/rule';
import { baseOf } from '../../project/paths';
import { causeChain } from '../log';
import { withLateProgress, type Progress } from '../lateProgress';
import { readSetting } from '../settings';
import { workspaceFiles } from '../workspaceFiles';
import { toDiagnostic } from './diagnostics';
import { isDockerfile } from './dockerfileDocuments';
import { findWorkspaceDockerfiles } from './findDockerfiles';
import type { SurroundingSources } from './judge';
import { longestText } from './linter';
import { createTurns } from './turns';

/** Files whose surroundings are read at the same time: that is waiting for the editor's answers more than work. */
const parallel = 8;

export interface WorkspaceLint {
    /** Judges every Dockerfile on disk that is not open, and says what there is in all of them. */
    readonly lintWorkspace: () => Promise<void>;
    dispose(): void;
}

/**
 * Findings in files that nobody has open. They stay until the file is opened, when the linter of open documents takes over,
 * or changes, or the command runs again.
 */
export function createWorkspaceLint(
    sources: SurroundingSources,
    findingsOf: (document: vscode.TextDocument) => Promise<readonly Finding[]>,
): WorkspaceLint {
    const collection = vscode.languages.createDiagnosticCollection('gopherdock workspace');
    const turn = createTurns();
    let running: AbortController | undefined;
    const forget = (uri: vscode.Uri): void => {
        collection.delete(uri);
    };
    const subscriptions = [
        collection,
        vscode.workspace.onDidOpenTextDocument((document) => {
            if (isDockerfile(document)) forget(document.uri);
        }),
    ];
    let isWatching = false;
    const watch = (): void => {
        if (isWatching) return;
        isWatching = true;
        const watcher = vscode.workspace.createFileSystemWatcher('**/*', true, false, false);
        subscriptions.push(watcher, watcher.onDidChange(forget), watcher.onDidDelete(forget));
    };

    const judgeAll = async ({ signal, report }: Progress): Promise<Tally> => {
        const tally: Tally = { files: 0, unread: 0, error: 0, warning: 0, info: 0, hint: 0 };
        const found = await findWorkspaceDockerfiles();
        const judgeOne = async (uri: vscode.Uri): Promise<void> => {
            if (!readSetting('lint.enabled', uri)) return;
            const open = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
            const findings = open === undefined ? await judgeFile(uri) : await findingsOf(open);
            if (findings === undefined) tally.unread++;
            else tally.files++;
            for (const { severity } of findings ?? []) tally[severity]++;
        };
        for (let at = 0; at < found.length && !signal.aborted; at += parallel) {
            const batch = found.slice(at, at + parallel);
            report(vscode.workspace.asRelativePath(batch[0] ?? ''), at / found.length);
            await Promise.all(batch.map(judgeOne));
        }
        return tally;
    };

    /** `undefined` where the file cannot be read. */
    const judgeFile = async (uri: vscode.Uri): Promise<readonly Finding[] | undefined> => {
        const bytes = await workspaceFiles(vscode.Uri.joinPath(uri, '..')).read(baseOf(uri.path));
        if (bytes === undefined || bytes.length > longestText) return undefined;
        const { judge, loadSurroundings } = await import('./judge');
        try {
            const surroundings = await loadSurroundings(uri, sources);
            await turn();
            const { findings } = judge(new TextDecoder().decode(bytes), surroundings);
            collection.set(
                uri,
                findings.map((finding) => toDiagnostic(finding, surroundings.projectRoot)),
            );
            return findings;
        } catch (error) {
            // one file that cannot be judged must not keep the others from it
            sources.log.error(`${uri.toString(true)} could not be judged: ${causeChain(error)}`);
            return undefined;
        }
    };

    return {
        async lintWorkspace() {
            running?.abort();
            const own = new AbortController();
            running = own;
            collection.clear();
            watch();
            const title = vscode.l10n.t('Judging the Dockerfiles of the workspace');
            const tally = await withLateProgress(title, (progress) => {
                const signal = AbortSignal.any([progress.signal, own.signal]);
                return judgeAll({ ...progress, signal });
            });
            if (!own.signal.aborted) tell(tally);
        },
        dispose() {
            running?.abort();
            vscode.Disposable.from(...subscriptions).dispose();
        },
    };
}

interface Tally extends Record<Finding['severity'], number> {
    files: number;
    unread: number;
}

function tell({ files, unread, error, warning, info, hint }: Tally): void {
    if (files + unread === 0) {
        void vscode.window.showInformationMessage(vscode.l10n.t('There is no Dockerfile in this workspace'));
        return;
    }
    const counts =
        error + warning + info + hint === 0
            ? vscode.l10n.t('Dockerfiles judged: {0}, no findings', files)
            : vscode.l10n.t(
                  'Dockerfiles judged: {0}, errors: {1}, warnings: {2}, others: {3}',
                  files,
                  error,
                  warning,
                  info + hint,
              );
    const message = unread === 0 ? counts : `${counts}. ${vscode.l10n.t('Could not be read: {0}', unread)}`;
    const showProblems = vscode.l10n.t('Show Problems');
    void vscode.window
        .showInformationMessage(message, showProblems)
        .then((pressed) =>
            pressed === showProblems ? vscode.commands.executeCommand('workbench.actions.view.problems') : undefined,
        );
}
