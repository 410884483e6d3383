import * as vscode from 'vscode';
import { chooseContainer } from './choose';
import type { Tools } from './tools';

/** What the engine takes: https://docs.docker.com/reference/cli/docker/container/rename, and its own refusal. */
const goodName = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

export async function renameContainer(argument: unknown, tools: Tools): Promise<void> {
    const { container } = await chooseContainer(argument, tools, () => true, {
        placeholder: vscode.l10n.t('Rename a container'),
        none: vscode.l10n.t('There is no container'),
    });
    const taken = new Set(tools.session.holdings.containers.map(({ name }) => name));
    const name = await vscode.window.showInputBox({
        prompt: vscode.l10n.t('A new name for `{0}`', container.name),
        value: container.name,
        ignoreFocusOut: true,
        validateInput: (text) => {
            if (!goodName.test(text))
                return vscode.l10n.t(
                    'A name starts with a letter or a digit and goes on with letters, digits, `_`, `.` and `-`',
                );
            return text !== container.name && taken.has(text)
                ? vscode.l10n.t('Another container is called `{0}`', text)
                : undefined;
        },
    });
    if (name === undefined || name === container.name) throw new vscode.CancellationError();
    await (await tools.session.engine()).rename(container.id, name);
}
