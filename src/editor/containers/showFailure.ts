import * as vscode from 'vscode';
import { diagnose } from '../../diagnosis/diagnose';
import type { Failure } from '../../diagnosis/failure';
import type { FileEdit, Fix } from '../../rules/rule';
import { toRange } from '../convert';
import type { HelpfulButton } from '../helpfulError';
import { inside } from '../workspaceFiles';
import type { FoundDockerfile } from './dockerfileOf';
import { openButton } from './openDockerfile';
import type { Program } from './rows';
import type { Tools } from './tools';

export interface FailureContext {
    /** What failed, such as "Building `api` failed". */
    readonly title: string;
    /** What is said where the failure is not known. */
    readonly words: string;
    readonly program: Program | undefined;
    readonly found?: FoundDockerfile | undefined;
    readonly buttons?: readonly HelpfulButton[];
    readonly tools: Tools;
}

const mostFixes = 2;

/** Says why something failed: cause, remedy and the line that shows it, with what repairs it as buttons. */
export function showFailure(
    failure: Failure,
    { title, words, program, found, buttons = [], tools }: FailureContext,
): void {
    const [known] = diagnose(failure, program?.folder.project);
    const root = program === undefined ? undefined : vscode.Uri.parse(program.folder.uri);
    const isBuild = failure.phase === 'build';
    const files =
        root === undefined || found === undefined
            ? []
            : [
                  ...(known?.fixes ?? [])
                      .slice(0, mostFixes)
                      .map((fix) => ({ title: fix.title, press: () => applyFix(fix, root, found) })),
                  openButton(root, found.path),
              ];
    const offered: readonly HelpfulButton[] = [
        ...files,
        ...buttons,
        ...(isBuild
            ? [
                  {
                      title: vscode.l10n.t('Show Build Log'),
                      press: () => {
                          tools.buildOutput.show();
                      },
                  },
              ]
            : []),
    ];
    if (known === undefined) {
        tools.messages.error(`${title}: ${words}`, offered);
        return;
    }
    tools.log.info(`${title}: ${known.id}: ${known.evidence.text}`);
    const evidence = known.evidence.text === '' ? '' : ` (${known.evidence.text})`;
    tools.messages.error(`${title}: ${known.cause}. ${known.remedy}${evidence}`, offered);
}

/** The edits are left in open editors for the user to look at and save. */
async function applyFix({ title, edits }: Fix, root: vscode.Uri, found: FoundDockerfile): Promise<void> {
    const context = vscode.Uri.joinPath(root, found.context);
    const place = ({ file }: FileEdit): vscode.Uri | undefined =>
        file === undefined ? vscode.Uri.joinPath(root, found.path) : inside(context, file);
    const change = new vscode.WorkspaceEdit();
    for (const edit of edits) {
        const uri = place(edit);
        if (uri === undefined) continue;
        if (edit.file !== undefined) change.createFile(uri, { ignoreIfExists: true });
        change.replace(uri, toRange(edit.range), edit.newText, { label: title, needsConfirmation: false });
    }
    await vscode.workspace.applyEdit(change);
    const [first] = edits;
    const uri = first && place(first);
    if (uri !== undefined) await vscode.window.showTextDocument(uri);
}
