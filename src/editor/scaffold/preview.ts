import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { ProposedFile } from '../../scaffold/scaffold';

const scheme = 'gopherdock-preview';

/** Shows files that are not written yet beside those that are there. */
export interface Preview {
    /** Shows one file: its text where it is new, else what changes; the keyboard stays where it is. */
    show(root: vscode.Uri, file: ProposedFile): Promise<void>;
    /** A page of the reasons for every choice, beside the preview. */
    showReasons(files: readonly ProposedFile[]): Promise<void>;
    /** A text that can be read at the answered place as long as the extension runs, for a merge. */
    keep(path: string, text: string): vscode.Uri;
    close(): Promise<void>;
    dispose(): void;
}

export function createPreview(): Preview {
    const texts = new Map<string, string>();
    const changed = new vscode.EventEmitter<vscode.Uri>();
    const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: changed.event,
        provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? '',
    });
    const title = (path: string): string => vscode.l10n.t('{0} (yours and proposed)', path);
    const reasonsUri = vscode.Uri.from({ scheme, path: `/${vscode.l10n.t('Reasons')}.md` });

    const put = (uri: vscode.Uri, text: string): void => {
        texts.set(uri.toString(), text);
        changed.fire(uri);
    };

    return {
        async show(root, { path, text, action }) {
            const there = vscode.Uri.joinPath(root, path);
            const proposed = vscode.Uri.from({ scheme, path: there.path });
            put(proposed, text);
            const options = { preview: true, preserveFocus: true };
            if (action === 'create') await vscode.window.showTextDocument(proposed, options);
            else await vscode.commands.executeCommand('vscode.diff', there, proposed, title(path), options);
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
            const ours = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ input }) => isOurs(input));
            if (ours.length > 0) await vscode.window.tabGroups.close(ours);
        },
        dispose() {
            provider.dispose();
            changed.dispose();
        },
    };
}

/** The page of reasons is the markdown extension's, which shows it by its name only. */
function isOurs(input: unknown): boolean {
    if (input instanceof vscode.TabInputText) return input.uri.scheme === scheme;
    if (input instanceof vscode.TabInputTextDiff) return input.modified.scheme === scheme;
    return false;
}

/** What was chosen, why, and where that was read, as markdown. */
function describeReasons(files: readonly ProposedFile[]): string {
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
