import * as vscode from 'vscode';
import type { Log } from '../../engine/log';
import type { Finding } from '../../rules/rule';
import type { Projects } from '../projects';
import { settingsChanged } from '../settings';
import { quickFixes } from './codeActions';
import { createConfigProblemView, isConfigFile } from './configProblems';
import { createContextListings } from './contextListings';
import { toDiagnostic } from './diagnostics';
import { dockerfileSelector } from './dockerfileDocuments';
import { explainRule, serveRulePages } from './explainRule';
import { createLinter, type Judgement } from './linter';

export interface LintFeature {
    /** Applies every preferred fix of a Dockerfile, of the one in the active editor where none is given. */
    readonly fixAll: (uri?: unknown) => Promise<void>;
    /** Shows why a rule is there; asks which where none is named. */
    readonly explainRule: (id?: unknown) => Promise<void>;
    dispose(): void;
}

export interface LintDependencies {
    readonly projects: Projects;
    readonly log: Log;
}

const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('gopherdock');

/** Judges open Dockerfiles as they are typed, shows the findings and offers their fixes. */
export function lintDockerfiles({ projects, log }: LintDependencies): LintFeature {
    const collection = vscode.languages.createDiagnosticCollection('gopherdock');
    const configProblems = createConfigProblemView();
    const shown = new WeakMap<Judgement, ReadonlyMap<Finding, vscode.Diagnostic>>();

    const publish = (document: vscode.TextDocument, judgement: Judgement | undefined): void => {
        if (judgement === undefined) {
            collection.delete(document.uri);
            return;
        }
        const { projectRoot, configFile } = judgement.surroundings;
        const diagnostics = new Map(judgement.findings.map((finding) => [finding, toDiagnostic(finding, projectRoot)]));
        shown.set(judgement, diagnostics);
        collection.set(document.uri, [...diagnostics.values()]);
        if (configFile !== undefined) configProblems.show(configFile.uri, configFile.problems);
    };
    const listings = createContextListings();
    const linter = createLinter({ projects, listings, log, publish });

    const opened = (document: vscode.TextDocument): void => {
        linter.changed(document);
        configProblems.showOpen(document);
    };
    const configs = vscode.workspace.createFileSystemWatcher('**/{.gopherdock,.hadolint}.{yaml,yml}');
    const configChanged = (uri: vscode.Uri): void => {
        // whoever uses the file tells its problems again
        configProblems.forget(uri);
        for (const document of vscode.workspace.textDocuments) configProblems.showOpen(document);
        linter.surroundingsChanged();
    };

    const codeActions: vscode.CodeActionProvider = {
        async provideCodeActions(document, range, context, token) {
            const judgement = await linter.current(document);
            if (judgement === undefined || token.isCancellationRequested || judgement.version !== document.version)
                return [];
            const wantsFixAll = context.only !== undefined && context.only.intersects(fixAllKind);
            if (wantsFixAll) return (await fixAllActions(document, judgement)) ?? [];
            if (context.only !== undefined && !context.only.contains(vscode.CodeActionKind.QuickFix)) return [];
            return quickFixes({ document, judgement, diagnostics: shown.get(judgement) ?? new Map() }, range);
        },
    };

    const fixAllActions = async (
        document: vscode.TextDocument,
        judgement: Judgement,
    ): Promise<vscode.CodeAction[] | undefined> => {
        const { fixAllEdit } = await import('./fixAll');
        const textEdit = fixAllEdit(document, judgement);
        if (textEdit === undefined) return undefined;
        const action = new vscode.CodeAction(vscode.l10n.t('Fix all problems that Gopherdock can fix'), fixAllKind);
        action.edit = new vscode.WorkspaceEdit();
        action.edit.set(document.uri, [textEdit]);
        return [action];
    };

    const subscriptions = vscode.Disposable.from(
        collection,
        configProblems,
        linter,
        listings,
        serveRulePages(),
        configs,
        configs.onDidCreate(configChanged),
        configs.onDidChange(configChanged),
        configs.onDidDelete(configChanged),
        vscode.workspace.onDidOpenTextDocument(opened),
        vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
            if (contentChanges.length === 0) return;
            linter.changed(document);
            if (isConfigFile(document.uri)) configChanged(document.uri);
        }),
        vscode.workspace.onDidCloseTextDocument((document) => {
            linter.forget(document);
            if (isConfigFile(document.uri)) configChanged(document.uri);
        }),
        projects.onDidChange((root) => {
            linter.surroundingsChanged(root);
        }),
        vscode.workspace.onDidChangeWorkspaceFolders(() => {
            linter.surroundingsChanged();
        }),
        settingsChanged(['lint.enabled', 'lint.profile', 'lint.rules', 'lint.trustedRegistries'], () => {
            linter.surroundingsChanged();
        }),
        vscode.languages.registerCodeActionsProvider(dockerfileSelector, codeActions, {
            providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, fixAllKind],
        }),
    );
    vscode.workspace.textDocuments.forEach(opened);

    return {
        explainRule,
        async fixAll(uri) {
            const document = await documentOf(uri);
            const judgement = document && (await linter.current(document));
            const actions = document && judgement && (await fixAllActions(document, judgement));
            if (actions?.[0]?.edit !== undefined) await vscode.workspace.applyEdit(actions[0].edit);
            else if (document !== undefined)
                void vscode.window.setStatusBarMessage(vscode.l10n.t('There is nothing to fix by itself'), 5000);
        },
        dispose() {
            subscriptions.dispose();
        },
    };
}

async function documentOf(uri: unknown): Promise<vscode.TextDocument | undefined> {
    if (uri instanceof vscode.Uri) return vscode.workspace.openTextDocument(uri);
    return vscode.window.activeTextEditor?.document;
}
