import * as vscode from 'vscode';
import { toRange } from '../convert';
import { diagnosticSource } from './diagnostics';
import type { ConfigProblems } from './judge';

/** What is wrong in configuration files: those that a judged document uses, and those that are open. */
export interface ConfigProblemView {
    show(uri: vscode.Uri, problems: ConfigProblems): void;
    /** Reads an open document if it is a configuration file. */
    showOpen(document: vscode.TextDocument): void;
    forget(uri: vscode.Uri): void;
    dispose(): void;
}

const configName = /^\.(?:gopherdock|hadolint)\.ya?ml$/;

export function isConfigFile(uri: vscode.Uri): boolean {
    return configName.test(uri.path.slice(uri.path.lastIndexOf('/') + 1));
}

export function createConfigProblemView(): ConfigProblemView {
    const collection = vscode.languages.createDiagnosticCollection('gopherdock configuration');
    const show = (uri: vscode.Uri, problems: ConfigProblems): void => {
        const diagnostics = problems.map(({ message, range }) => {
            const diagnostic = new vscode.Diagnostic(toRange(range), message, vscode.DiagnosticSeverity.Warning);
            diagnostic.source = diagnosticSource;
            return diagnostic;
        });
        collection.set(uri, diagnostics);
    };
    return {
        show,
        showOpen(document) {
            if (!isConfigFile(document.uri) || document.isClosed) return;
            void import('../../rules/config').then(({ readConfig }) => {
                if (document.isClosed) return;
                show(document.uri, readConfig(document.uri.path, document.getText()).problems);
            });
        },
        forget(uri) {
            collection.delete(uri);
        },
        dispose() {
            collection.dispose();
        },
    };
}
