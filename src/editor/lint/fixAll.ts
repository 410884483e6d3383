import * as vscode from 'vscode';
import { fixAll } from '../../rules/fix';
import { judge } from './judge';
import type { Judgement } from './linter';

/** One edit that applies all preferred fixes, and those that become possible by them; `undefined` where there is nothing to do. */
export function fixAllEdit(document: vscode.TextDocument, judgement: Judgement): vscode.TextEdit | undefined {
    const { text, surroundings } = judgement;
    const fixed = fixAll(text, (changed) =>
        changed === text ? judgement.findings : judge(changed, surroundings).findings,
    );
    return fixed.text === text ? undefined : difference(document, text, fixed.text);
}

/** Only what lies between the common beginning and the common end, so that the cursor and folds elsewhere stay. */
function difference(document: vscode.TextDocument, before: string, after: string): vscode.TextEdit {
    const shorter = Math.min(before.length, after.length);
    let start = 0;
    while (start < shorter && before[start] === after[start]) start++;
    let end = 0;
    while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
    // a CRLF is one line break to the editor
    while (start > 0 && before[start - 1] === '\r') start--;
    while (end > 0 && before[before.length - end] === '\n') end--;
    return vscode.TextEdit.replace(
        new vscode.Range(document.positionAt(start), document.positionAt(before.length - end)),
        after.slice(start, after.length - end),
    );
}
