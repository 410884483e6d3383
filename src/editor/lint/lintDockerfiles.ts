import * as vscode from 'vscode';
import type { Log } from '../../engine/log';
import type { Finding } from '../../rules/rule';
import type { Projects } from '../projects';
import { settingsChanged } from '../settings';
import { checkShell } from '../shellcheck/checkShell';
import { quickFixes, rulesAt } from './codeActions';
import { createConfigProblemView, isConfigFile } from './configProblems';
import { createContextListings } from './contextListings';
import { toDiagnostic } from './diagnostics';
import { dockerfileSelector } from './dockerfileDocuments';
import { explainRule, isRuleId, pickRule, serveRulePages } from './explainRule';
import { findingHover } from './findingHover';
import { createLinter, type Judgement } from './linter';
import { createLintStatus } from './lintStatus';
import { switchOffInSettings } from './ruleSettings';
import { selectProfile } from './selectProfile';
import { switchOffActions } from './switchOffActions';
import { createWorkspaceLint } from './workspaceLint';

export interface LintFeature {
    readonly commands: {
        /** Applies every preferred fix of a Dockerfile, of the one in the active editor where none is given. */
        readonly fixAll: (uri?: unknown) => Promise<void>;
        /** Shows why a rule is there; asks which where none is named. */
        readonly explainRule: (id?: unknown) => Promise<void>;
        /** Judges all Dockerfiles of the workspace, open or not. */
        readonly lintWorkspace: () => Promise<void>;
        readonly selectLintProfile: (uri?: unknown) => Promise<void>;
        /** Switches a rule off in the settings; asks which where none is named. */
        readonly switchRuleOff: (id?: unknown, uri?: unknown) => Promise<void>;
    };
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

    const status = createLintStatus();

    const shellCheck = checkShell({ log });
    const publish = (document: vscode.TextDocument, judgement: Judgement | undefined): void => {
        shellCheck.judged(document, judgement);
        status.show(document, judgement);
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
    const workspace = createWorkspaceLint(
        { projects, listings, log },
        async (document) => (await linter.current(document))?.findings ?? [],
    );

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
            const diagnostics = shown.get(judgement) ?? new Map<Finding, vscode.Diagnostic>();
            const actions = quickFixes({ document, judgement, diagnostics }, range);
            return [...actions, ...(await switchOffActions(document, judgement, rulesAt(judgement, range)))];
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
        shellCheck,
        status,
        workspace,
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
        vscode.languages.registerHoverProvider(dockerfileSelector, {
            async provideHover(document, position) {
                const judgement = await linter.current(document);
                return judgement?.version === document.version ? findingHover(judgement, position) : undefined;
            },
        }),
    );
    vscode.workspace.textDocuments.forEach(opened);

    return {
        commands: {
            explainRule,
            lintWorkspace: workspace.lintWorkspace,
            async fixAll(uri) {
                const document = await documentOf(uri);
                const judgement = document && (await linter.current(document));
                const actions = document && judgement && (await fixAllActions(document, judgement));
                if (actions?.[0]?.edit !== undefined) await vscode.workspace.applyEdit(actions[0].edit);
                else if (document !== undefined)
                    void vscode.window.setStatusBarMessage(vscode.l10n.t('There is nothing to fix by itself'), 5000);
            },
            async selectLintProfile(uri) {
                const document = await documentOf(uri);
                await selectProfile(document?.uri, document && (await linter.current(document)));
            },
            async switchRuleOff(id, uri) {
                const rule = isRuleId(id) ? id : await pickRule(vscode.l10n.t('The rule to switch off'));
                if (rule !== undefined) await switchOffInSettings(rule, uri instanceof vscode.Uri ? uri : undefined);
            },
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
