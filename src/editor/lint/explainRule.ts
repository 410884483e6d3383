import * as vscode from 'vscode';

const scheme = 'gopherdock-rule';

/** The page about a rule. */
export function rulePage(id: string): vscode.Uri {
    return vscode.Uri.from({ scheme, path: `/${id}.md` });
}

/** Serves a page about each rule under `gopherdock-rule:/<id>.md`. */
export function serveRulePages(): vscode.Disposable {
    return vscode.workspace.registerTextDocumentContentProvider(scheme, {
        async provideTextDocumentContent({ path }) {
            const id = path.slice(1).replace(/\.md$/, '');
            const [{ rules }, { describeRule }] = await Promise.all([
                import('../../rules/index'),
                import('../../rules/describeRule'),
            ]);
            const rule = rules.find((each) => each.id === id);
            return rule === undefined ? vscode.l10n.t('There is no rule `{0}`.', id) : describeRule(rule);
        },
    });
}

/** Shows the page about a rule; asks which one where no name is given. */
export async function explainRule(id: unknown): Promise<void> {
    const wanted = isRuleId(id) ? id : await pickRule(vscode.l10n.t('The rule to explain'));
    if (wanted === undefined) return;
    const uri = rulePage(wanted);
    try {
        await vscode.commands.executeCommand('markdown.showPreview', uri);
    } catch {
        // the preview is an extension of its own and may be switched off
        await vscode.window.showTextDocument(uri, { preview: true });
    }
}

/** A command can be called with anything. */
export function isRuleId(id: unknown): id is string {
    return typeof id === 'string' && /^[a-z0-9-]+$/.test(id);
}

export async function pickRule(placeHolder: string): Promise<string | undefined> {
    const { rules } = await import('../../rules/index');
    const items = rules.map(({ id, summary }) => ({ label: id, detail: summary }));
    const picked = await vscode.window.showQuickPick(items, { placeHolder, matchOnDetail: true });
    return picked?.label;
}
