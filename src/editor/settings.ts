import * as vscode from 'vscode';
import { settings, type SettingName, type SettingValue } from '../contributions/settings';

/** What the user has set, or the default where that is missing or of another kind than it must be. */
export function readSetting<Name extends SettingName>(
    name: Name,
    scope?: vscode.ConfigurationScope,
): SettingValue<Name> {
    const { default: fallback, schema } = settings[name];
    const value = vscode.workspace.getConfiguration('gopherdock', scope).get<unknown>(name);
    return (fits(value, fallback, schema) ? value : fallback) as SettingValue<Name>;
}

function fits(value: unknown, fallback: unknown, schema: Readonly<Record<string, unknown>>): boolean {
    if (Array.isArray(fallback)) return Array.isArray(value) && value.every((item) => typeof item === 'string');
    if (typeof value !== typeof fallback || value === null) return false;
    const choices: unknown = schema['enum'];
    if (Array.isArray(choices)) return choices.includes(value);
    return typeof value !== 'number' || (Number.isInteger(value) && value >= 0);
}

export function settingsChanged(names: readonly SettingName[], listener: () => unknown): vscode.Disposable {
    return vscode.workspace.onDidChangeConfiguration((event) => {
        if (names.some((name) => event.affectsConfiguration(`gopherdock.${name}`))) listener();
    });
}
