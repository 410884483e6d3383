import * as vscode from 'vscode';
import type { Position, Range } from 'vscode-languageserver-types';
import type { Severity } from '../rules/rule';

/** The plain values of the rings below become the editor's, and back. */

export function toRange({ start, end }: Range): vscode.Range {
    return new vscode.Range(start.line, start.character, end.line, end.character);
}

export function fromPosition({ line, character }: vscode.Position): Position {
    return { line, character };
}

export function fromRange({ start, end }: vscode.Range): Range {
    return { start: fromPosition(start), end: fromPosition(end) };
}

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
    error: vscode.DiagnosticSeverity.Error,
    warning: vscode.DiagnosticSeverity.Warning,
    info: vscode.DiagnosticSeverity.Information,
    hint: vscode.DiagnosticSeverity.Hint,
};

export function toSeverity(severity: Severity): vscode.DiagnosticSeverity {
    return severities[severity];
}

/** A signal that aborts when the token is cancelled; the token's listener goes with the token. */
export function toSignal(token: vscode.CancellationToken): AbortSignal {
    const controller = new AbortController();
    if (token.isCancellationRequested) controller.abort();
    else
        token.onCancellationRequested(() => {
            controller.abort();
        });
    return controller.signal;
}

/** The text with the line breaks that the document has. */
export function withLineBreaksOf(document: vscode.TextDocument, text: string): string {
    const lineBreak = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
    return text.replaceAll(/\r\n|\r|\n/g, lineBreak);
}
