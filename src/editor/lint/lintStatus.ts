import * as vscode from 'vscode';
import { commandId } from '../../contributions/commands';
import { dockerfileSelector, isDockerfile } from './dockerfileDocuments';
import type { Judgement } from './linter';

/** The language status of a Dockerfile: which profile judges it, and how much that finds. */
export interface LintStatus {
    show(document: vscode.TextDocument, judgement: Judgement | undefined): void;
    dispose(): void;
}

export function createLintStatus(): LintStatus {
    const item = vscode.languages.createLanguageStatusItem('gopherdock.lint', dockerfileSelector);
    item.name = 'Gopherdock';
    const judgements = new WeakMap<vscode.TextDocument, Judgement>();

    const update = (): void => {
        const document = vscode.window.activeTextEditor?.document;
        if (document === undefined || !isDockerfile(document)) return;
        const judgement = judgements.get(document);
        item.text = judgement === undefined ? vscode.l10n.t('Not judged') : describe(judgement);
        item.detail = vscode.l10n.t('lint profile and findings of Gopherdock');
        item.accessibilityInformation = { label: `Gopherdock: ${item.text}` };
        item.severity = judgement?.findings.some(({ severity }) => severity === 'error')
            ? vscode.LanguageStatusSeverity.Error
            : vscode.LanguageStatusSeverity.Information;
        item.command = {
            title: vscode.l10n.t('Change Profile'),
            command: commandId('selectLintProfile'),
            arguments: [document.uri],
        };
    };
    const subscription = vscode.window.onDidChangeActiveTextEditor(update);
    update();
    return {
        show(document, judgement) {
            if (judgement === undefined) judgements.delete(document);
            else judgements.set(document, judgement);
            update();
        },
        dispose() {
            subscription.dispose();
            item.dispose();
        },
    };
}

function describe({ findings, surroundings }: Judgement): string {
    const { profile } = surroundings.options;
    if (findings.length === 0) return vscode.l10n.t('{0}, no findings', profile);
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    const warnings = findings.filter(({ severity }) => severity === 'warning').length;
    const others = findings.length - errors - warnings;
    return vscode.l10n.t('{0}, errors: {1}, warnings: {2}, others: {3}', profile, errors, warnings, others);
}
