import * as vscode from 'vscode';
import { adviseOn } from '../../engine/advice';
import { EngineError } from '../../engine/engineError';
import { HelpfulError } from '../helpfulError';
import type { Tools } from './tools';

/** An engine's failure as one that says what helps; any other failure as it is. */
export function withAdvice(error: unknown, { execute, session }: Pick<Tools, 'execute' | 'session'>): unknown {
    if (!(error instanceof EngineError)) return error;
    const advice = adviseOn(error, process.platform);
    if (advice === undefined) return new HelpfulError(error.message, [], { cause: error });
    return new HelpfulError(
        advice.summary,
        [
            { title: vscode.l10n.t('What to Do'), press: () => execute('showEngineHelp', error) },
            {
                title: vscode.l10n.t('Try Again'),
                press: () => {
                    session.reconnect();
                    return session.engine();
                },
            },
        ],
        { cause: error },
    );
}

/** Throws in Restricted Mode. */
export function requireTrust(): void {
    if (vscode.workspace.isTrusted) return;
    throw new HelpfulError(vscode.l10n.t('This folder is not trusted: nothing is executed for it'), [
        {
            title: vscode.l10n.t('Manage Workspace Trust'),
            press: () => vscode.commands.executeCommand('workbench.trust.manage'),
        },
    ]);
}
