import * as vscode from 'vscode';
import type { LintProfile } from '../../rules/config';
import { baseOf } from '../../project/paths';
import type { Judgement } from './linter';
import { setLintProfile } from './ruleSettings';

interface Choice extends vscode.QuickPickItem {
    readonly choose?: () => unknown;
}

/** Asks which rules run; a configuration file that says so is opened instead, because it has the last word. */
export async function selectProfile(scope: vscode.Uri | undefined, judgement: Judgement | undefined): Promise<void> {
    const current = judgement?.surroundings.options.profile;
    const file = judgement?.surroundings.configFile;
    const profiles: readonly { readonly profile: LintProfile; readonly detail: string }[] = [
        { profile: 'recommended', detail: vscode.l10n.t('Rules that are right nearly always') },
        { profile: 'strict', detail: vscode.l10n.t('Team policy as well') },
        { profile: 'all', detail: vscode.l10n.t('Everything that other tools know too') },
    ];
    const choices: Choice[] =
        file?.setsProfile === true
            ? [
                  {
                      label: vscode.l10n.t('Open {0}', baseOf(file.uri.path)),
                      detail: vscode.l10n.t('It sets the profile `{0}` and has the last word', current ?? ''),
                      choose: () => vscode.window.showTextDocument(file.uri),
                  },
              ]
            : profiles.map(({ profile, detail }) => ({
                  label: profile,
                  detail,
                  ...(profile === current && { description: vscode.l10n.t('now') }),
                  choose: () => setLintProfile(profile, scope),
              }));
    choices.push(
        { label: '', kind: vscode.QuickPickItemKind.Separator },
        {
            label: vscode.l10n.t('Show Problems'),
            choose: () => vscode.commands.executeCommand('workbench.actions.view.problems'),
        },
    );
    const title = vscode.l10n.t('Which rules judge Dockerfiles?');
    const picked = await vscode.window.showQuickPick(choices, { title, matchOnDetail: true });
    await picked?.choose?.();
}
