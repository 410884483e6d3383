import * as vscode from 'vscode';
import { availableFiles, type FileKind } from '../../../scaffold/scaffold';
import { HelpfulError } from '../../helpfulError';
import { readSetting } from '../../settings';
import { inside } from '../../workspaceFiles';

export interface Template {
    readonly uri: vscode.Uri;
    readonly text: string;
}

/** In bytes: no container file that people write is near it. */
const largest = 256 * 1024;

/** The user's own templates by the kind of file that they are for; none where no folder is set. */
export async function readTemplates(root: vscode.Uri): Promise<ReadonlyMap<FileKind, Template>> {
    const set = readSetting('templates', root).trim();
    const templates = new Map<FileKind, Template>();
    if (set === '') return templates;
    const folder = folderAt(root, set);
    const entries = folder && (await Promise.resolve(vscode.workspace.fs.readDirectory(folder)).catch(() => undefined));
    if (folder === undefined || entries === undefined) {
        throw new HelpfulError(vscode.l10n.t('The folder of templates `{0}` cannot be read', set), [openSetting()]);
    }
    for (const [name] of entries) {
        if (!name.endsWith('.template')) continue;
        const kind = availableFiles.find((each) => `${each}.template` === name);
        const uri = vscode.Uri.joinPath(folder, name);
        if (kind === undefined) {
            const kinds = availableFiles.map((each) => `${each}.template`).join(', ');
            throw new HelpfulError(vscode.l10n.t('`{0}` is no template that is known: there are {1}', name, kinds), [
                openFile(uri, 0),
            ]);
        }
        templates.set(kind, { uri, text: await readText(uri, name) });
    }
    return templates;
}

export function openFile(uri: vscode.Uri, line: number): { title: string; press: () => unknown } {
    const selection = new vscode.Range(line, 0, line, 0);
    return {
        title: vscode.l10n.t('Open File'),
        press: () => vscode.window.showTextDocument(uri, { selection }),
    };
}

/** A full path may lead anywhere: the setting is not read from a folder without trust. */
function folderAt(root: vscode.Uri, set: string): vscode.Uri | undefined {
    if (!/^(?:[\\/]|[A-Za-z]:[\\/])/.test(set)) return inside(root, set);
    return root.scheme === 'file' ? vscode.Uri.file(set) : root.with({ path: set.replaceAll('\\', '/') });
}

async function readText(uri: vscode.Uri, name: string): Promise<string> {
    try {
        const { size } = await vscode.workspace.fs.stat(uri);
        if (size > largest) throw new Error(vscode.l10n.t('it is larger than {0} KB', largest / 1024));
        return new TextDecoder('utf-8', { fatal: true }).decode(await vscode.workspace.fs.readFile(uri));
    } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        throw new HelpfulError(vscode.l10n.t('The template `{0}` cannot be read: {1}', name, why), [], {
            cause: error,
        });
    }
}

function openSetting(): { title: string; press: () => unknown } {
    return {
        title: vscode.l10n.t('Open Setting'),
        press: () => vscode.commands.executeCommand('workbench.action.openSettings', 'gopherdock.templates'),
    };
}
