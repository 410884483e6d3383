import { CompletionItemKind, InsertTextFormat, type CompletionItem, type Range } from 'vscode-languageserver-types';

export interface Offer {
    readonly label: string;
    /** What is inserted where that is more than the label; with `isSnippet` in snippet syntax. */
    readonly text?: string | undefined;
    readonly isSnippet?: boolean;
    readonly kind: CompletionItemKind;
    /** Behind the label, such as where it comes from. */
    readonly detail?: string | undefined;
    /** Markdown. */
    readonly does?: string | undefined;
    /** Whether the list opens again behind it. */
    readonly goesOn?: boolean;
}

/** Items in the order they are offered, each replacing the same range. */
export function itemsAt(range: Range, offers: readonly Offer[]): CompletionItem[] {
    return offers.map(({ label, text = label, isSnippet, kind, detail, does, goesOn }, index) => ({
        label,
        kind,
        sortText: String(index).padStart(4, '0'),
        textEdit: { range, newText: text },
        insertTextFormat: isSnippet === true ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
        ...(detail !== undefined && { detail }),
        ...(does !== undefined && { documentation: { kind: 'markdown' as const, value: does } }),
        ...(goesOn === true && { command: { title: '', command: 'editor.action.triggerSuggest' } }),
    }));
}

export { CompletionItemKind };
