import * as vscode from 'vscode';
import { runtimeBases } from '../../facts/runtimeBases';
import type { Project } from '../../project/project';
import { checkChoices } from '../../scaffold/render';
import type { Choices } from '../../scaffold/scaffold';
import { pickWithBack } from './pickWithBack';

/** The choices with another base, the one that fits this project first; the same choices where the user goes back. */
export async function pickBase(project: Project, choices: Choices): Promise<Choices> {
    const bases = runtimeBases
        .filter(({ name }) => checkChoices(project, { ...choices, base: name }).length === 0)
        .map(({ name, image, summary }) => ({ label: name, description: image, detail: summary, base: name }));
    const recommended = {
        label: vscode.l10n.t('Recommended'),
        detail: vscode.l10n.t('The smallest that has what each program needs'),
        base: undefined,
    };
    const title = vscode.l10n.t('Base image of the final stage');
    const [picked] = (await pickWithBack([recommended, ...bases], { title })) ?? [];
    return picked === undefined ? choices : { ...choices, base: picked.base };
}
