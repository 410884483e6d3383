import * as vscode from 'vscode';
import type { Log } from '../../engine/log';
import type { Finding } from '../../rules/rule';
import { dockerfileSelector } from '../lint/dockerfileDocuments';
import type { Judgement } from '../lint/linter';
import { readSetting, settingsChanged } from '../settings';
import { createScriptChecker } from './checkScripts';

/** Shows what the user's ShellCheck finds in RUN, some time after a Dockerfile has been judged. */
export interface ShellCheck {
    /** `undefined` where the document is no longer judged. */
    judged(document: vscode.TextDocument, judgement: Judgement | undefined): void;
    dispose(): void;
}

interface DocumentState {
    readonly judgement: Judgement;
    readonly controller: AbortController;
    /** What is shown; `undefined` until ShellCheck has answered. */
    found: ReadonlyMap<Finding, vscode.Diagnostic> | undefined;
}

export function checkShell({ log }: { readonly log: Log }): ShellCheck {
    const collection = vscode.languages.createDiagnosticCollection('shellcheck');
    const checker = createScriptChecker(process.env);
    const states = new Map<vscode.TextDocument, DocumentState>();
    const told = new Set<string>();
    const tell = (message: string): void => {
        if (!told.has(message)) log.warn(message);
        told.add(message);
    };

    const find = async (document: vscode.TextDocument, state: DocumentState): Promise<readonly Finding[]> => {
        const { dockerfile, surroundings } = state.judgement;
        const start = performance.now();
        const { judgeScripts } = await import('./judgeScripts');
        const judged = await judgeScripts(dockerfile, surroundings, checker, {
            program: readSetting('shellcheck.path'),
            folder: document.uri.scheme === 'file' ? vscode.Uri.joinPath(document.uri, '..').fsPath : undefined,
            signal: state.controller.signal,
        });
        if (judged === undefined) return [];
        const milliseconds = String(Math.round(performance.now() - start));
        log.trace(
            `ShellCheck read ${String(judged.scripts)} scripts of ${document.uri.toString(true)} in ${milliseconds} ms`,
        );
        return judged.findings;
    };

    const check = (document: vscode.TextDocument, judgement: Judgement): void => {
        states.get(document)?.controller.abort();
        if (!isWanted(document)) {
            states.set(document, { judgement, controller: new AbortController(), found: undefined });
            collection.delete(document.uri);
            return;
        }
        const state: DocumentState = { judgement, controller: new AbortController(), found: undefined };
        states.set(document, state);
        find(document, state)
            .then(async (findings) => {
                const { toShellDiagnostic } = await import('./present');
                if (states.get(document) !== state || state.controller.signal.aborted) return;
                state.found = new Map(findings.map((finding) => [finding, toShellDiagnostic(finding)]));
                collection.set(document.uri, [...state.found.values()]);
            })
            .catch((error: unknown) => {
                if (state.controller.signal.aborted) return;
                collection.delete(document.uri);
                tell(`ShellCheck did not answer: ${error instanceof Error ? error.message : String(error)}`);
            });
    };
    const checkAll = (): void => {
        for (const [document, { judgement }] of states) check(document, judgement);
    };

    const configs = vscode.workspace.createFileSystemWatcher('**/{.shellcheckrc,shellcheckrc}');
    const configChanged = (): void => {
        checker.forget();
        checkAll();
    };

    const subscriptions = vscode.Disposable.from(
        collection,
        configs,
        configs.onDidCreate(configChanged),
        configs.onDidChange(configChanged),
        configs.onDidDelete(configChanged),
        vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
            if (contentChanges.length > 0) states.get(document)?.controller.abort();
        }),
        vscode.workspace.onDidGrantWorkspaceTrust(checkAll),
        settingsChanged(['shellcheck.enabled', 'shellcheck.path'], checkAll),
        vscode.languages.registerCodeActionsProvider(
            dockerfileSelector,
            {
                async provideCodeActions(document, range) {
                    const state = states.get(document);
                    if (state?.found === undefined || state.judgement.version !== document.version) return [];
                    const { shellCheckActions } = await import('./present');
                    return shellCheckActions(document, state.judgement.dockerfile, state.found, range);
                },
            },
            { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
        ),
    );

    return {
        judged(document, judgement) {
            if (judgement !== undefined) {
                check(document, judgement);
                return;
            }
            states.get(document)?.controller.abort();
            states.delete(document);
            collection.delete(document.uri);
        },
        dispose() {
            for (const { controller } of states.values()) controller.abort();
            states.clear();
            subscriptions.dispose();
        },
    };
}

/** A folder that is not trusted could lead ShellCheck astray by its `.shellcheckrc`. */
function isWanted(document: vscode.TextDocument): boolean {
    return vscode.workspace.isTrusted && readSetting('shellcheck.enabled', document.uri) === 'auto';
}
