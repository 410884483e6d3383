import * as vscode from 'vscode';
import { previewPrune, prune, type PruneItem } from '../../engine/prune';
import { toSignal } from '../convert';
import { sizeText } from './faces';
import type { Tools } from './tools';

/** Shows what nothing uses and how much its removal frees; only what is ticked goes. */
export async function cleanUpEngine(tools: Tools): Promise<void> {
    const engine = await tools.session.engine();
    const found = await vscode.window.withProgress(
        {
            location: vscode.ProgressLocation.Notification,
            title: vscode.l10n.t('Looking for what nothing uses'),
            cancellable: true,
        },
        (_, token) => previewPrune(engine, toSignal(token)),
    );
    if (found.length === 0) {
        tools.messages.info(vscode.l10n.t('There is nothing to clean up: all that the engine holds is in use'));
        return;
    }
    const picked = await vscode.window.showQuickPick(itemsOf(found), {
        canPickMany: true,
        ignoreFocusOut: true,
        title: vscode.l10n.t('What goes?'),
        placeHolder: vscode.l10n.t('Enter removes what is ticked, Escape removes nothing'),
    });
    if (picked === undefined || picked.length === 0) throw new vscode.CancellationError();
    const { freed, kept } = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Cleaning up'), cancellable: true },
        (_, token) =>
            prune(
                engine,
                picked.flatMap(({ litter }) => litter),
                toSignal(token),
            ),
    );
    for (const { item, error } of kept) tools.log.warn(`${item.name} was not removed: ${error.message}`);
    if (kept.length === 0) tools.messages.info(vscode.l10n.t('Cleaned up: {0} freed', sizeText(freed)));
    else tools.messages.warn(vscode.l10n.t('{0} were not removed: {1}', kept.length, kept[0]?.error.message ?? ''));
}

type Item = vscode.QuickPickItem & { readonly litter: readonly PruneItem[] };

/** Names that are read before somebody ticks. */
const shownNames = 12;

/** One for each kind that has something; only what nobody can want back is ticked from the start. */
function itemsOf(found: readonly PruneItem[]): readonly Item[] {
    const kinds: readonly (readonly [title: string, kind: PruneItem['kind'], dangling: boolean])[] = [
        [vscode.l10n.t('Images without a name'), 'image', true],
        [vscode.l10n.t('Build cache: the next builds start cold'), 'buildCache', true],
        [vscode.l10n.t('Volumes without a name that no container uses, with their data'), 'volume', true],
        [vscode.l10n.t('Stopped containers, with what they wrote'), 'container', false],
        [vscode.l10n.t('Images that no container uses'), 'image', false],
        [vscode.l10n.t('Networks that no container uses'), 'network', false],
        [vscode.l10n.t('Named volumes that no container uses, with their data'), 'volume', false],
    ];
    return kinds.flatMap(([label, kind, dangling]) => {
        const litter = found.filter((item) => item.kind === kind && item.dangling === dangling);
        if (litter.length === 0) return [];
        const names = litter.map(({ name }) => name).filter((name) => name !== '');
        const more = names.length > shownNames ? ` … (${vscode.l10n.t('{0} more', names.length - shownNames)})` : '';
        const size = sizeText(litter.reduce((total, item) => total + (item.size ?? 0), 0));
        return [
            {
                label,
                description: names.length === 0 ? size : `${String(names.length)} · ${size}`,
                detail: `${names.slice(0, shownNames).join(', ')}${more}`,
                // data in a volume cannot be had again
                picked: dangling && kind !== 'volume',
                litter,
            },
        ];
    });
}
