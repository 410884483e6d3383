import * as vscode from 'vscode';
import type { Project } from '../../project/project';
import type { Choices, ProposedFile } from '../../scaffold/scaffold';
import type { Preview } from './preview';
import { pickBase } from './pickBase';
import { pickKinds } from './pickKinds';

export type Answer =
    | { readonly kind: 'write'; readonly files: readonly ProposedFile[] }
    | { readonly kind: 'choices'; readonly choices: Choices }
    | { readonly kind: 'refused' };

interface FileItem extends vscode.QuickPickItem {
    readonly file: ProposedFile;
}

/** Lists the files to be written, ticked but for those that the user has edited, with the preview of the one that is active behind them; Enter writes, Escape does not. */
export async function askBeforeWriting({
    root,
    project,
    choices,
    proposed,
    mergeable,
    preview,
}: {
    root: vscode.Uri;
    project: Project;
    choices: Choices;
    proposed: readonly ProposedFile[];
    /** Paths whose base text is known, so that the user's changes can be kept. */
    mergeable: ReadonlySet<string>;
    preview: Preview;
}): Promise<Answer> {
    const pick = vscode.window.createQuickPick<FileItem>();
    const changeBase: vscode.QuickInputButton = {
        iconPath: new vscode.ThemeIcon('layers'),
        tooltip: vscode.l10n.t('Another base image'),
    };
    const otherFiles: vscode.QuickInputButton = {
        iconPath: new vscode.ThemeIcon('add'),
        tooltip: vscode.l10n.t('More files'),
    };
    const reasons: vscode.QuickInputButton = {
        iconPath: new vscode.ThemeIcon('question'),
        tooltip: vscode.l10n.t('Reasons'),
    };
    pick.title = vscode.l10n.t('Write these files to {0}?', nameOf(root));
    pick.placeholder = vscode.l10n.t('Enter writes the ticked files, Escape writes nothing');
    pick.canSelectMany = true;
    pick.ignoreFocusOut = true;
    pick.buttons = [reasons, otherFiles, changeBase];
    pick.items = proposed.map((file) => ({
        file,
        label: file.path,
        description: describeAction(file, mergeable),
        detail: summarize(file),
    }));
    pick.selectedItems = pick.items.filter(({ file }) => file.action !== 'conflict');
    const showing = pick.onDidChangeActive(([item]) => {
        if (item !== undefined) void preview.show(root, item.file);
    });
    const [first] = proposed;
    if (first !== undefined) await preview.show(root, first);
    pick.show();
    try {
        for (;;) {
            const event = await nextEvent(pick);
            if (event === 'hidden') return { kind: 'refused' };
            if (event === 'accepted') return { kind: 'write', files: pick.selectedItems.map(({ file }) => file) };
            if (event === reasons) {
                await preview.showReasons(proposed);
                pick.show();
                continue;
            }
            const change = event === otherFiles ? pickKinds(choices) : pickBase(project, choices);
            return { kind: 'choices', choices: await change };
        }
    } finally {
        showing.dispose();
        pick.dispose();
    }
}

function nameOf(root: vscode.Uri): string {
    return vscode.workspace.getWorkspaceFolder(root)?.name ?? root.path;
}

type PickEvent = 'accepted' | 'hidden' | vscode.QuickInputButton;

function nextEvent(pick: vscode.QuickPick<FileItem>): Promise<PickEvent> {
    return new Promise((resolve) => {
        const listening: vscode.Disposable[] = [];
        const settle = (event: PickEvent): void => {
            vscode.Disposable.from(...listening).dispose();
            resolve(event);
        };
        listening.push(
            pick.onDidAccept(() => {
                settle('accepted');
            }),
            pick.onDidHide(() => {
                settle('hidden');
            }),
            pick.onDidTriggerButton(settle),
        );
    });
}

function describeAction({ action, path }: ProposedFile, mergeable: ReadonlySet<string>): string {
    switch (action) {
        case 'create':
            return vscode.l10n.t('new');
        case 'update':
            return vscode.l10n.t('updated, you have not edited it');
        case 'conflict':
            return mergeable.has(path)
                ? vscode.l10n.t('edited by you: tick it to merge your version with the new one')
                : vscode.l10n.t('not written by Gopherdock: tick it to replace it');
        case 'unchanged':
            return '';
    }
}

/** The choices that a reader asks about first, as one line. */
function summarize({ reasons }: ProposedFile): string {
    return reasons
        .slice(0, 3)
        .map(({ what, because }) => `${what}: ${because}`)
        .join(' · ');
}
