import * as vscode from 'vscode';

/** Lets the user pick, or go back to where they came from: by the button, or by Escape. */
export async function pickWithBack<Item extends vscode.QuickPickItem>(
    items: readonly Item[],
    { title, many = false }: { title: string; many?: boolean },
): Promise<readonly Item[] | undefined> {
    const pick = vscode.window.createQuickPick<Item>();
    pick.title = title;
    pick.canSelectMany = many;
    pick.ignoreFocusOut = true;
    pick.matchOnDescription = true;
    pick.buttons = [vscode.QuickInputButtons.Back];
    pick.items = items;
    if (many) pick.selectedItems = items.filter(({ picked }) => picked === true);
    try {
        return await new Promise((resolve) => {
            pick.onDidAccept(() => {
                resolve(pick.selectedItems);
            });
            for (const leave of [pick.onDidHide, pick.onDidTriggerButton]) {
                leave(() => {
                    resolve(undefined);
                });
            }
            pick.show();
        });
    } finally {
        pick.dispose();
    }
}
