import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { extensionId } from './commands';
import { eventually } from './harness';
import { workspaceFolder } from './scaffold';

/** An untitled Dockerfile, once the extension is there. */
export async function untitled(content: string): Promise<vscode.TextDocument> {
    await vscode.extensions.getExtension(extensionId)?.activate();
    return vscode.workspace.openTextDocument({ language: 'dockerfile', content });
}

/** Opens a file that exists while `use` runs. */
export async function withFile(
    path: string,
    content: string | Uint8Array,
    use: (document: vscode.TextDocument) => Promise<void>,
): Promise<void> {
    const file = join(workspaceFolder(), path);
    await writeFile(file, content);
    try {
        await use(await vscode.workspace.openTextDocument(vscode.Uri.file(file)));
    } finally {
        await rm(file, { force: true });
    }
}

export function ruleOf({ code }: vscode.Diagnostic): string {
    return typeof code === 'object' ? String(code.value) : '';
}

/** Our findings, once one of the rule is among them. */
export function findings(document: vscode.TextDocument, rule: string): Promise<readonly vscode.Diagnostic[]> {
    return eventually(() => {
        const found = ownDiagnostics(document.uri);
        return found.some((diagnostic) => ruleOf(diagnostic) === rule) ? found : undefined;
    }, `a finding of ${rule}`);
}

export async function without(document: vscode.TextDocument, rule: string): Promise<void> {
    await eventually(
        () => ownDiagnostics(document.uri).every((diagnostic) => ruleOf(diagnostic) !== rule),
        `no finding of ${rule}`,
    );
}

export function ownDiagnostics(uri: vscode.Uri): vscode.Diagnostic[] {
    return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'gopherdock');
}

export async function one(document: vscode.TextDocument, rule: string): Promise<vscode.Diagnostic> {
    const found = (await findings(document, rule)).find((diagnostic) => ruleOf(diagnostic) === rule);
    assert.ok(found);
    return found;
}

/** What the lightbulb offers at a place. */
export async function actionsAt(
    document: vscode.TextDocument,
    range: vscode.Range,
    kind?: vscode.CodeActionKind,
): Promise<vscode.CodeAction[]> {
    return vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        range,
        kind?.value,
    );
}

export async function apply(action: vscode.CodeAction | undefined): Promise<void> {
    assert.ok(action?.edit, 'there is such an action, and it edits');
    assert.ok(await vscode.workspace.applyEdit(action.edit));
}

export async function replaceAll(document: vscode.TextDocument, text: string): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
    assert.ok(await vscode.workspace.applyEdit(edit));
}
