import * as vscode from 'vscode';
import { runtimeBases } from '../../facts/runtimeBases';
import type { Project } from '../../project/project';
import { checkChoices } from '../../scaffold/render';
import type { Choices } from '../../scaffold/scaffold';

/** The bases that this project can run on; `undefined` where the user picks none. */
export async function pickBase(project: Project, choices: Choices): Promise<string | undefined> {
    const items = runtimeBases
        .filter(({ name }) => checkChoices(project, { ...choices, base: name }).length === 0)
        .map(({ name, image, summary }) => ({ label: name, description: image, detail: summary }));
    const picked = await vscode.window.showQuickPick(items, {
        title: vscode.l10n.t('Base image of the final stage'),
        matchOnDescription: true,
        ignoreFocusOut: true,
    });
    return picked?.label;
}
