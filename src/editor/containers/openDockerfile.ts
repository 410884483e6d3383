import * as vscode from 'vscode';
import { HelpfulError, type HelpfulButton } from '../helpfulError';
import { workspaceFiles } from '../workspaceFiles';
import type { FoundDockerfile } from './dockerfileOf';
import type { Program } from './rows';
import type { Tools } from './tools';

/** The Dockerfile of a command. Throws a `HelpfulError` that offers to write one where there is none. */
export async function dockerfileOf(
    { folder, command }: Program,
    { execute }: Pick<Tools, 'execute'>,
): Promise<FoundDockerfile> {
    const { findDockerfile } = await import('./dockerfileOf');
    const root = vscode.Uri.parse(folder.uri);
    const found = await findDockerfile(workspaceFiles(root), folder.project, command);
    if (found !== undefined) return found;
    throw new HelpfulError(vscode.l10n.t('There is no Dockerfile for `{0}` yet', command.name), [
        addFiles(root, execute),
    ]);
}

export function addFiles(root: vscode.Uri, execute: Tools['execute']): HelpfulButton {
    return { title: vscode.l10n.t('Add Container Files'), press: () => execute('addContainerFiles', root) };
}

export function openButton(root: vscode.Uri, path: string): HelpfulButton {
    return {
        title: vscode.l10n.t('Open Dockerfile'),
        press: () => vscode.window.showTextDocument(vscode.Uri.joinPath(root, path)),
    };
}

export async function openDockerfile(program: Program, tools: Tools): Promise<void> {
    const { path } = await dockerfileOf(program, tools);
    await vscode.window.showTextDocument(vscode.Uri.joinPath(vscode.Uri.parse(program.folder.uri), path));
}

/** Opens the Go file with the command's `main`. */
export async function openMain({ folder, command }: Program): Promise<void> {
    const root = vscode.Uri.parse(folder.uri);
    const files = workspaceFiles(root);
    const names = (await files.list(command.dir))
        .filter(({ name, kind }) => kind !== 'folder' && name.endsWith('.go') && !name.endsWith('_test.go'))
        .map(({ name }) => name)
        // where it nearly always is
        .sort((one, other) => Number(other === 'main.go') - Number(one === 'main.go'));
    for (const name of names) {
        const path = command.dir === '' ? name : `${command.dir}/${name}`;
        const text = new TextDecoder().decode(await files.read(path));
        const found = /^func main\(\)/m.exec(text);
        if (found === null) continue;
        const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(root, path));
        const position = document.positionAt(found.index);
        await vscode.window.showTextDocument(document, { selection: new vscode.Range(position, position) });
        return;
    }
    throw new HelpfulError(vscode.l10n.t('No `func main` was found in `{0}`', command.dir === '' ? '.' : command.dir));
}
