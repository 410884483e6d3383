import * as vscode from 'vscode';
import {
    type CompletionItem,
    CompletionItemTag,
    type DocumentSymbol,
    type FoldingRange,
    type Hover,
    InsertTextFormat,
    type MarkupContent,
    type SignatureHelp,
    type TextEdit,
} from 'vscode-languageserver-types';
import { toRange } from '../convert';

/** What the rings below answer, as the editor's own. */

export function toCompletionItem(item: CompletionItem): vscode.CompletionItem {
    const result = new vscode.CompletionItem(item.label);
    if (item.kind !== undefined) {
        // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- the same kinds, counted from one there and from zero here
        result.kind = item.kind - 1;
    }
    const edit = item.textEdit;
    if (edit !== undefined) {
        const isSnippet = item.insertTextFormat === InsertTextFormat.Snippet;
        result.range = toRange('range' in edit ? edit.range : edit.replace);
        result.insertText = isSnippet ? new vscode.SnippetString(edit.newText) : edit.newText;
        result.filterText = item.filterText ?? item.label;
    }
    if (item.sortText !== undefined) result.sortText = item.sortText;
    if (item.detail !== undefined) result.detail = item.detail;
    if (item.documentation !== undefined) result.documentation = toMarkdown(item.documentation);
    if (item.tags?.includes(CompletionItemTag.Deprecated) === true) result.tags = [vscode.CompletionItemTag.Deprecated];
    if (item.command !== undefined) result.command = item.command;
    return result;
}

/** `undefined` for the old forms of contents, but a bare text, which is a value and no Markdown. */
export function toHover({ contents, range }: Hover): vscode.Hover | undefined {
    const place = range && toRange(range);
    if (typeof contents === 'string')
        return contents === '' ? undefined : new vscode.Hover(new vscode.MarkdownString().appendText(contents), place);
    return 'kind' in contents ? new vscode.Hover(toMarkdown(contents), place) : undefined;
}

export function toSignatureHelp({ activeParameter, activeSignature, signatures }: SignatureHelp): vscode.SignatureHelp {
    const help = new vscode.SignatureHelp();
    help.activeSignature = activeSignature ?? 0;
    help.activeParameter = activeParameter ?? 0;
    help.signatures = signatures.map(({ label, documentation, parameters = [] }) => {
        const signature = new vscode.SignatureInformation(label, documentation && toMarkdown(documentation));
        signature.parameters = parameters.map(
            (parameter) =>
                new vscode.ParameterInformation(
                    parameter.label,
                    parameter.documentation && toMarkdown(parameter.documentation),
                ),
        );
        return signature;
    });
    return help;
}

export function toSymbol({
    name,
    detail,
    kind,
    range,
    selectionRange,
    children,
}: DocumentSymbol): vscode.DocumentSymbol {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- the same kinds, counted from one there and from zero here
    const ownKind: vscode.SymbolKind = kind - 1;
    const symbol = new vscode.DocumentSymbol(name, detail ?? '', ownKind, toRange(range), toRange(selectionRange));
    symbol.children = (children ?? []).map(toSymbol);
    return symbol;
}

export function toFoldingRange({ startLine, endLine, kind }: FoldingRange): vscode.FoldingRange {
    return kind === 'comment'
        ? new vscode.FoldingRange(startLine, endLine, vscode.FoldingRangeKind.Comment)
        : new vscode.FoldingRange(startLine, endLine);
}

export function toTextEdit({ range, newText }: TextEdit): vscode.TextEdit {
    return new vscode.TextEdit(toRange(range), newText);
}

function toMarkdown(content: string | MarkupContent): vscode.MarkdownString {
    return new vscode.MarkdownString(typeof content === 'string' ? content : content.value);
}
