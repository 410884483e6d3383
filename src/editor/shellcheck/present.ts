import * as vscode from 'vscode';
import type { TextEdit } from 'vscode-languageserver-types';
import { checkOf } from '../../rules/names';
import type { Dockerfile } from '../../dockerfile/syntax';
import type { Finding } from '../../rules/rule';
import { toRange, toSeverity, withLineBreaksOf } from '../convert';
import { ignoreForInstruction, ignoreInFile } from '../lint/ignoreComment';

export function toShellDiagnostic(finding: Finding): vscode.Diagnostic {
    const check = nameOf(finding);
    const diagnostic = new vscode.Diagnostic(toRange(finding.range), finding.message, toSeverity(finding.severity));
    diagnostic.source = 'shellcheck';
    diagnostic.code = { value: check, target: vscode.Uri.parse(`https://www.shellcheck.net/wiki/${check}`) };
    return diagnostic;
}

/** The repairs of the findings that a range touches, then ways to silence them. */
export function shellCheckActions(
    document: vscode.TextDocument,
    dockerfile: Dockerfile,
    found: ReadonlyMap<Finding, vscode.Diagnostic>,
    range: vscode.Range,
): vscode.CodeAction[] {
    const touched = [...found].filter(([, diagnostic]) => diagnostic.range.intersection(range) !== undefined);
    const action = (title: string, diagnostic: vscode.Diagnostic, edits: readonly TextEdit[]): vscode.CodeAction => {
        const created = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
        created.diagnostics = [diagnostic];
        created.edit = new vscode.WorkspaceEdit();
        created.edit.set(
            document.uri,
            edits.map((edit) => new vscode.TextEdit(toRange(edit.range), withLineBreaksOf(document, edit.newText))),
        );
        return created;
    };
    const repairs = touched.flatMap(([{ fixes }, diagnostic]) =>
        fixes.map(({ title, edits }) => action(title, diagnostic, edits)),
    );
    const ignores = touched.flatMap(([finding, diagnostic]) => {
        const check = nameOf(finding);
        const here = ignoreForInstruction(dockerfile, finding.range.start, check);
        const inFile = ignoreInFile(dockerfile, check);
        return [
            ...(here === undefined
                ? []
                : [action(vscode.l10n.t('Ignore `{0}` for this instruction', check), diagnostic, [here])]),
            action(vscode.l10n.t('Ignore `{0}` in this file', check), diagnostic, [inFile]),
        ];
    });
    return [...repairs, ...ignores];
}

function nameOf({ aliases: [alias], rule }: Finding): string {
    return alias === undefined ? rule : checkOf(alias);
}
