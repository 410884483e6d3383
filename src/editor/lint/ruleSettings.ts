import * as vscode from 'vscode';

/** Where a setting is changed: where it is set already, nearest first, else in the workspace, else for the user. */
function targetOf(name: string, scope: vscode.Uri | undefined): vscode.ConfigurationTarget {
    const set = vscode.workspace.getConfiguration('gopherdock', scope).inspect(name);
    if (set?.workspaceFolderValue !== undefined) return vscode.ConfigurationTarget.WorkspaceFolder;
    if (set?.workspaceValue === undefined && set?.globalValue !== undefined) return vscode.ConfigurationTarget.Global;
    return vscode.workspace.workspaceFolders === undefined
        ? vscode.ConfigurationTarget.Global
        : vscode.ConfigurationTarget.Workspace;
}

export async function setLintProfile(profile: string, scope: vscode.Uri | undefined): Promise<void> {
    const target = targetOf('lint.profile', scope);
    await vscode.workspace.getConfiguration('gopherdock', scope).update('lint.profile', profile, target);
}

/** Switches a rule off beside whatever the settings of that place say of other rules. */
export async function switchOffInSettings(rule: string, scope: vscode.Uri | undefined): Promise<void> {
    const name = 'lint.rules';
    const target = targetOf(name, scope);
    const configuration = vscode.workspace.getConfiguration('gopherdock', scope);
    const set = configuration.inspect(name);
    const values: Readonly<Record<vscode.ConfigurationTarget, unknown>> = {
        [vscode.ConfigurationTarget.WorkspaceFolder]: set?.workspaceFolderValue,
        [vscode.ConfigurationTarget.Workspace]: set?.workspaceValue,
        [vscode.ConfigurationTarget.Global]: set?.globalValue,
    };
    const current = values[target];
    const rules = typeof current === 'object' && current !== null && !Array.isArray(current) ? current : {};
    await configuration.update(name, { ...rules, [rule]: 'off' }, target);
}
