import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { ProposedFile } from '../../scaffold/scaffold';

const scheme = 'gopherdock-preview';

/** Shows files that are not written yet beside those that are there. */
export interface Preview extends vscode.Disposable {
    show(root: vscode.Uri, files: readonly ProposedFile[]): Promise<void>;
    /** A page of the reasons for every choice, beside the preview. */
    showReasons(files: readonly ProposedFile[]): Promise<void>;
    /** A text that can be read at the answered place as long as the extension runs, for a merge. */
    keep(path: string, text: string): vscode.Uri;
    close(): Promise<void>;
}

export function createPreview(): Preview {
    const texts = new Map<string, string>();
    const changed = new vscode.EventEmitter<vscode.Uri>();
    const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: changed.event,
        provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? '',
    });
    const title = vscode.l10n.t('Container files to be written');
    const reasonsUri = vscode.Uri.from({ scheme, path: `/${vscode.l10n.t('Reasons')}.md` });

    const put = (uri: vscode.Uri, text: string): void => {
        texts.set(uri.toString(), text);
        changed.fire(uri);
    };

    return {
        async show(root, files) {
            const resources = files.map(({ path, text, action }) => {
                const there = vscode.Uri.joinPath(root, path);
                const proposed = vscode.Uri.from({ scheme, path: there.path, query: there.scheme });
                put(proposed, text);
                return [there, action === 'create' ? undefined : there, proposed] as const;
            });
            await vscode.commands.executeCommand('vscode.changes', title, resources);
        },
        async showReasons(files) {
            put(reasonsUri, describeReasons(files));
            await vscode.commands.executeCommand('markdown.showPreviewToSide', reasonsUri);
        },
        keep(path, text) {
            const uri = vscode.Uri.from({ scheme, path, query: randomUUID() });
            put(uri, text);
            return uri;
        },
        async close() {
            const reasons = vscode.l10n.t('Reasons');
            const ours = vscode.window.tabGroups.all
                .flatMap(({ tabs }) => tabs)
                .filter(({ label }) => label === title || label.includes(`${reasons}.md`));
            if (ours.length > 0) await vscode.window.tabGroups.close(ours);
        },
        dispose() {
            provider.dispose();
            changed.dispose();
        },
    };
}

/** What was chosen, why, and where that was read, as markdown. */
export function describeReasons(files: readonly ProposedFile[]): string {
    return files
        .map(({ path, reasons }) => {
            const lines = reasons.map(({ what, because, source }) => {
                const where = source === null ? '' : ` (${source.file}:${String(source.line + 1)})`;
                return `- **${what}**: ${because}${where}`;
            });
            return `## ${path}\n\n${lines.join('\n')}\n`;
        })
        .join('\n');
}
