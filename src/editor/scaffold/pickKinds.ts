import * as vscode from 'vscode';
import { availableFiles, type Choices, type FileKind } from '../../scaffold/scaffold';
import { pickWithBack } from './pickWithBack';

/** The choices with other kinds of files; the same choices where the user goes back. */
export async function pickKinds(choices: Choices): Promise<Choices> {
    const items = availableFiles.map((kind) => ({
        label: kind,
        picked: choices.files.includes(kind),
        detail: describe(kind),
    }));
    const picked = (await pickWithBack(items, { title: vscode.l10n.t('Files to write'), many: true })) ?? [];
    return picked.length === 0 ? choices : { ...choices, files: picked.map(({ label }) => label) };
}

function describe(kind: FileKind): string {
    switch (kind) {
        case 'dockerfile':
            return vscode.l10n.t('Builds an image of each program');
        case 'dockerignore':
            return vscode.l10n.t('Keeps out of the build what it does not need');
        case 'compose':
            return vscode.l10n.t('Runs the programs with the services that they talk to');
        case 'debug':
            return vscode.l10n.t('Runs a program under the debugger');
        case 'kubernetes':
            return vscode.l10n.t('Runs the programs in a cluster');
        case 'monitoring':
            return vscode.l10n.t('Watches the programs by their metrics');
        case 'ci':
            return vscode.l10n.t('Tests, builds and publishes the images on a build server');
    }
}
