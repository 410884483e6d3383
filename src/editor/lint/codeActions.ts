import * as vscode from 'vscode';
import type { FileEdit, Finding, Fix } from '../../rules/rule';
import { toRange, withLineBreaksOf } from '../convert';
import { inside } from '../workspaceFiles';
import { ignoreForInstruction, ignoreInFile } from './ignoreComment';
import type { Judgement } from './linter';

/** What a code action gets: the judgement of the document's version, and its findings as they are shown. */
export interface Shown {
    readonly document: vscode.TextDocument;
    readonly judgement: Judgement;
    readonly diagnostics: ReadonlyMap<Finding, vscode.Diagnostic>;
}

/** Quick fixes of the findings that a range touches: their fixes first, then ways to silence them, then why. */
export function quickFixes(shown: Shown, range: vscode.Range): vscode.CodeAction[] {
    const { findings } = shown.judgement;
    const touched = findings.filter((finding) => toRange(finding.range).intersection(range) !== undefined);
    return [
        ...touched.flatMap((finding) => finding.fixes.flatMap((fix) => fixAction(shown, finding, fix) ?? [])),
        ...unique(touched).flatMap((finding) => sameRule(shown, finding) ?? []),
        ...touched.flatMap((finding) => ignoreActions(shown, finding)),
        ...unique(touched).map((finding) => explainAction(shown, finding)),
    ];
}

/** The rules whose findings a range touches, each once. */
export function rulesAt({ findings }: Judgement, range: vscode.Range): string[] {
    const touched = findings.filter((finding) => toRange(finding.range).intersection(range) !== undefined);
    return unique(touched).map(({ rule }) => rule);
}

function unique(findings: readonly Finding[]): Finding[] {
    return findings.filter(({ rule }, index) => findings.findIndex((other) => other.rule === rule) === index);
}

function action(shown: Shown, finding: Finding, title: string): vscode.CodeAction {
    const created = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    const diagnostic = shown.diagnostics.get(finding);
    if (diagnostic !== undefined) created.diagnostics = [diagnostic];
    return created;
}

function fixAction(shown: Shown, finding: Finding, fix: Fix): vscode.CodeAction | undefined {
    // what reaches beyond the lines in view is seen in the refactor preview first
    const needsConfirmation = fix.isRewrite === true || fix.edits.some(({ file }) => file !== undefined);
    const edit = workspaceEdit(shown, fix.edits, { label: fix.title, needsConfirmation });
    if (edit === undefined) return undefined;
    return Object.assign(action(shown, finding, fix.title), { edit, isPreferred: fix.preferred });
}

/** One action for all places of a rule, where there are several that need no person to look. */
function sameRule(shown: Shown, { rule }: Finding): vscode.CodeAction | undefined {
    const edits: FileEdit[] = [];
    let count = 0;
    for (const { rule: other, fixes } of shown.judgement.findings) {
        const fix = other === rule ? fixes.find(({ preferred }) => preferred) : undefined;
        if (fix === undefined || fix.edits.some((edit) => edit.file !== undefined || touches(edit, edits))) continue;
        edits.push(...fix.edits);
        count++;
    }
    const edit = workspaceEdit(shown, edits);
    if (count < 2 || edit === undefined) return undefined;
    const created = new vscode.CodeAction(
        vscode.l10n.t('Fix all {0} findings of `{1}` in this file', count, rule),
        vscode.CodeActionKind.QuickFix,
    );
    return Object.assign(created, { edit });
}

function touches({ range }: FileEdit, others: readonly FileEdit[]): boolean {
    return others.some((other) => toRange(other.range).intersection(toRange(range)) !== undefined);
}

function ignoreActions(shown: Shown, finding: Finding): vscode.CodeAction[] {
    const { rule } = finding;
    const { dockerfile } = shown.judgement;
    const here = ignoreForInstruction(dockerfile, finding.range.start, rule);
    const ways = [
        { title: vscode.l10n.t('Ignore `{0}` for this instruction', rule), edit: here && workspaceEdit(shown, [here]) },
        {
            title: vscode.l10n.t('Ignore `{0}` for this instruction, with a reason', rule),
            edit: here && ignoreWithReason(shown, here),
        },
        {
            title: vscode.l10n.t('Ignore `{0}` in this file', rule),
            edit: workspaceEdit(shown, [ignoreInFile(dockerfile, rule)]),
        },
    ];
    return ways.flatMap(({ title, edit }) =>
        edit === undefined ? [] : Object.assign(action(shown, finding, title), { edit }),
    );
}

/** The comment with a place for the reason that the cursor goes to; none where the rule joins others in a comment that is there. */
function ignoreWithReason({ document }: Shown, { range, newText }: FileEdit): vscode.WorkspaceEdit | undefined {
    if (!newText.endsWith('\n')) return undefined;
    const comment = withLineBreaksOf(document, newText).trimEnd();
    const snippet = new vscode.SnippetString()
        .appendText(`${comment} `)
        .appendPlaceholder(vscode.l10n.t('why'))
        .appendText(document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n');
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, [vscode.SnippetTextEdit.replace(toRange(range), snippet)]);
    return edit;
}

function explainAction(shown: Shown, finding: Finding): vscode.CodeAction {
    const title = vscode.l10n.t('Explain `{0}`', finding.rule);
    const command = { title, command: 'gopherdock.explainRule', arguments: [finding.rule] };
    return Object.assign(action(shown, finding, title), { command });
}

/** `undefined` where an edit is of a file that cannot be reached from here. */
function workspaceEdit(
    { document, judgement }: Shown,
    edits: readonly FileEdit[],
    metadata?: vscode.WorkspaceEditEntryMetadata,
): vscode.WorkspaceEdit | undefined {
    const result = new vscode.WorkspaceEdit();
    const { contextRoot } = judgement.surroundings;
    for (const { file, range, newText } of edits) {
        if (file === undefined) {
            result.replace(document.uri, toRange(range), withLineBreaksOf(document, newText), metadata);
            continue;
        }
        const uri = contextRoot && inside(contextRoot, file);
        if (uri === undefined) return undefined;
        result.createFile(uri, { ignoreIfExists: true }, metadata);
        result.replace(uri, toRange(range), newText, metadata);
    }
    return result;
}
