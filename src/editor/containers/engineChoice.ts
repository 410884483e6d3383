import * as vscode from 'vscode';
import { adviseOn } from '../../engine/advice';
import { parseAddress } from '../../engine/address';
import { EngineError } from '../../engine/engineError';
import { readSetting } from '../settings';
import type { Tools } from './tools';

/** Switches to another engine of this machine, or one whose address is typed in; kept in the setting. */
export async function selectEngine({ session }: Pick<Tools, 'session'>): Promise<void> {
    const { candidates } = await session.discover();
    const setting = readSetting('engine');
    type Item = vscode.QuickPickItem & { readonly take: () => Promise<string | undefined> };
    const items: Item[] = [
        {
            label: `$(sparkle) ${vscode.l10n.t('Automatic')}`,
            description: vscode.l10n.t('as the `docker` command finds it'),
            picked: setting === '',
            take: () => Promise.resolve(''),
        },
        ...candidates.map(({ address, context, because }) => ({
            label: `$(plug) ${context ?? address}`,
            description: context === undefined ? because : address,
            picked: setting === (context ?? address),
            take: () => Promise.resolve(context ?? address),
        })),
        { label: `$(edit) ${vscode.l10n.t('Enter an Address…')}`, take: askAddress },
    ];
    const picked = await vscode.window.showQuickPick(items, {
        placeHolder: vscode.l10n.t('Which container engine is used?'),
        matchOnDescription: true,
    });
    const value = await picked?.take();
    if (value === undefined) throw new vscode.CancellationError();
    // the change of the setting is what makes the session connect
    if (value === setting) session.reconnect();
    else
        await vscode.workspace
            .getConfiguration('gopherdock')
            .update('engine', value || undefined, vscode.ConfigurationTarget.Global);
}

async function askAddress(): Promise<string | undefined> {
    const value = await vscode.window.showInputBox({
        prompt: vscode.l10n.t(
            'An address such as `unix:///run/docker.sock` or `ssh://me@host`, or the name of a docker context',
        ),
        ignoreFocusOut: true,
        validateInput: (text) => {
            if (!text.includes('://')) return undefined;
            try {
                parseAddress(text.trim());
                return undefined;
            } catch (error) {
                return error instanceof Error ? error.message : String(error);
            }
        },
    });
    return value?.trim();
}

export async function retryEngine({ session, messages }: Pick<Tools, 'session' | 'messages'>): Promise<void> {
    session.reconnect();
    const engine = await session.engine();
    const { name, version } = await engine.version();
    messages.info(vscode.l10n.t('{0} {1} answers at {2}', name, version, engine.endpoint.address));
}

/** What a person can do about an engine that cannot be used: a list of steps, of which a command is copied and an address opened. */
export async function showEngineHelp(
    argument: unknown,
    { session, messages }: Pick<Tools, 'session' | 'messages'>,
): Promise<void> {
    const error = argument instanceof EngineError ? argument : await engineError(session);
    const advice = error && adviseOn(error, process.platform);
    if (error === undefined || advice === undefined) {
        const { name, version } = await (await session.engine()).version();
        messages.info(vscode.l10n.t('{0} {1} answers: there is nothing to do', name, version));
        return;
    }
    const picked = await vscode.window.showQuickPick(
        advice.steps.map(({ title, command }) => {
            const url = /https:\/\/\S+/.exec(title)?.[0];
            return {
                label: `$(${command !== undefined ? 'copy' : url !== undefined ? 'link-external' : 'info'}) ${title}`,
                ...(command !== undefined && { detail: command }),
                command,
                url,
            };
        }),
        { title: advice.summary, placeHolder: vscode.l10n.t('Take a step to copy its command'), ignoreFocusOut: true },
    );
    if (picked?.command !== undefined) {
        await vscode.env.clipboard.writeText(picked.command);
        messages.info(vscode.l10n.t('Copied `{0}`', picked.command));
    } else if (picked?.url !== undefined) await vscode.env.openExternal(vscode.Uri.parse(picked.url));
}

async function engineError(session: Tools['session']): Promise<EngineError | undefined> {
    if (session.state.kind === 'lost') return session.state.error;
    try {
        await (await session.engine()).containers();
        return undefined;
    } catch (error) {
        if (error instanceof EngineError) return error;
        throw error;
    }
}
