import * as vscode from 'vscode';
import { findLitter, isHarmless, removeLitter, type Litter, type LitterKind } from './cleanUp';
import { sizeText } from './faces';
import type { Tools } from './tools';

/** Shows what nothing uses and how much its removal frees; only what is ticked goes. */
export async function cleanUpEngine(tools: Tools): Promise<void> {
    const found = await vscode.window.withProgress(
        {
            location: vscode.ProgressLocation.Notification,
            title: vscode.l10n.t('Looking for what nothing uses'),
            cancellable: true,
        },
        async (_, token) => {
            const signal = signalOf(token);
            const { engine, ...holdings } = await tools.session.read(signal);
            return { engine, litter: findLitter(holdings, await engine.diskUsage(signal)) };
        },
    );
    if (found.litter.length === 0) {
        tools.messages.info(vscode.l10n.t('There is nothing to clean up: all that the engine holds is in use'));
        return;
    }
    const picked = await vscode.window.showQuickPick(found.litter.map(itemOf), {
        canPickMany: true,
        ignoreFocusOut: true,
        title: vscode.l10n.t('What goes?'),
        placeHolder: vscode.l10n.t('Enter removes what is ticked, Escape removes nothing'),
    });
    if (picked === undefined || picked.length === 0) throw new vscode.CancellationError();
    const refused = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Cleaning up'), cancellable: true },
        async (progress, token) => {
            const signal = signalOf(token);
            const all: string[] = [];
            for (const { label, litter } of picked) {
                progress.report({ message: label, increment: 100 / picked.length });
                all.push(...(await removeLitter(litter, found.engine, signal)));
            }
            return all;
        },
    );
    const freed = sizeText(picked.reduce((total, { litter }) => total + litter.frees, 0));
    if (refused.length === 0) tools.messages.info(vscode.l10n.t('Cleaned up: {0} freed', freed));
    else {
        for (const words of refused) tools.log.warn(`Not removed: ${words}`);
        tools.messages.warn(vscode.l10n.t('{0} were not removed: {1}', refused.length, refused[0] ?? ''));
    }
}

type Item = vscode.QuickPickItem & { readonly litter: Litter };

/** Names that are read before somebody ticks. */
const shownNames = 12;

function itemOf(litter: Litter): Item {
    const { names } = litter;
    const more = names.length > shownNames ? ` … (${vscode.l10n.t('{0} more', names.length - shownNames)})` : '';
    return {
        label: titles()[litter.kind],
        description: `${String(names.length)} · ${sizeText(litter.frees)}`,
        detail: `${names.slice(0, shownNames).join(', ')}${more}`,
        picked: isHarmless(litter),
        litter,
    };
}

function titles(): Readonly<Record<LitterKind, string>> {
    return {
        stoppedContainers: vscode.l10n.t('Stopped containers, with what they wrote'),
        danglingImages: vscode.l10n.t('Images without a name'),
        unusedImages: vscode.l10n.t('Images that no container uses'),
        buildCache: vscode.l10n.t('Build cache: the next builds start cold'),
        unusedNetworks: vscode.l10n.t('Networks that no container uses'),
        anonymousVolumes: vscode.l10n.t('Volumes without a name that no container uses, with their data'),
        namedVolumes: vscode.l10n.t('Named volumes that no container uses, with their data'),
    };
}

function signalOf(token: vscode.CancellationToken): AbortSignal {
    const controller = new AbortController();
    token.onCancellationRequested(() => {
        controller.abort(new vscode.CancellationError());
    });
    return controller.signal;
}
