import * as vscode from 'vscode';
import { commandId } from '../../contributions/commands';
import { baseOf } from '../../project/paths';
import { toRange } from '../convert';
import { workspaceFiles } from '../workspaceFiles';
import type { Judgement } from './linter';

const newConfigName = '.gopherdock.yaml';

/** Ways to switch a rule off everywhere: in the settings, and in the configuration file that speaks for the team. */
export async function switchOffActions(
    document: vscode.TextDocument,
    judgement: Judgement,
    rules: readonly string[],
): Promise<vscode.CodeAction[]> {
    const actions = rules.map((rule) => {
        const title = vscode.l10n.t('Switch `{0}` off in the settings', rule);
        const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
        action.command = { title, command: commandId('switchRuleOff'), arguments: [rule, document.uri] };
        return action;
    });
    const file = configFileFor(document, judgement);
    if (file === undefined) return actions;
    const { switchOffEdit } = await import('./switchOffEdit');
    const bytes = await workspaceFiles(vscode.Uri.joinPath(file, '..')).read(baseOf(file.path));
    const text = new TextDecoder().decode(bytes);
    return [
        ...actions,
        ...rules.flatMap((rule) => {
            const change = switchOffEdit(text, rule);
            if (change === undefined) return [];
            const title = vscode.l10n.t('Switch `{0}` off in {1}', rule, baseOf(file.path));
            const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
            action.edit = new vscode.WorkspaceEdit();
            if (bytes === undefined) action.edit.createFile(file, { ignoreIfExists: true });
            action.edit.replace(file, toRange(change.range), change.newText);
            return action;
        }),
    ];
}

/** The file that counts for a document, or where one would be created; none beside a hadolint configuration, which a file of ours would replace. */
function configFileFor(document: vscode.TextDocument, { surroundings }: Judgement): vscode.Uri | undefined {
    const { configFile } = surroundings;
    if (configFile !== undefined)
        return baseOf(configFile.uri.path).startsWith('.gopherdock.') ? configFile.uri : undefined;
    const folder = vscode.workspace.getWorkspaceFolder(document.uri)?.uri;
    return folder && vscode.Uri.joinPath(folder, newConfigName);
}
