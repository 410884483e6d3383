import * as vscode from 'vscode';
import { readContainerFailure } from '../../cli/containerFailure';
import type { Failure } from '../../diagnosis/failure';
import type { Engine } from '../../engine/engine';
import { dockerfileOf } from './openDockerfile';
import type { Program } from './rows';
import { showFailure } from './showFailure';
import type { Tools } from './tools';

export interface EndedContainer {
    readonly id: string;
    readonly name: string;
    readonly program: Program | undefined;
}

/** Says why a container has ended: what is known of such a failure, else its exit code and its last words. */
export async function explainContainer(
    { id, name, program }: EndedContainer,
    engine: Engine,
    tools: Tools,
): Promise<void> {
    const failure = await readContainerFailure(engine, id, AbortSignal.timeout(longestReading));
    showFailure(failure, {
        title: vscode.l10n.t('`{0}` ended', name),
        words: lastWords(failure),
        program,
        found: program === undefined ? undefined : await dockerfileOf(program, tools).catch(() => undefined),
        buttons: [{ title: vscode.l10n.t('Follow Log'), press: () => tools.execute('followLogs', { id, name }) }],
        tools,
    });
}

const longestWords = 300;
const longestReading = 30_000;

function lastWords({ exitCode, oomKilled, engineError, lines }: Failure): string {
    const code =
        exitCode === undefined ? vscode.l10n.t('without an exit code') : vscode.l10n.t('exit code {0}', exitCode);
    const last = lines.findLast((line) => line.trim() !== '')?.trim() ?? vscode.l10n.t('it wrote nothing');
    const words = [
        oomKilled ? vscode.l10n.t('it used more memory than it may') : undefined,
        engineError === '' ? undefined : engineError,
        last,
    ].filter((part) => part !== undefined);
    return `${code}; ${words.join('; ').slice(0, longestWords)}`;
}
