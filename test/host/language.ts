import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import * as vscode from 'vscode';
import { untitled } from './dockerfiles';
import { eventually, test } from './harness';

const text = `ARG GO=1.27
FROM golang:\${GO} AS build
WORKDIR /src
RUN --mount=type=cache,target=/go/pkg/mod \\
go build -o /out/api ./cmd/api

FROM scratch
COPY --chown=1:1 --from=build /out/api /api
`;

async function ask<Answer>(command: string, document: vscode.TextDocument, ...args: unknown[]): Promise<Answer> {
    return vscode.commands.executeCommand<Answer>(`vscode.${command}`, document.uri, ...args);
}

async function labels(document: vscode.TextDocument, line: number, character: number): Promise<string[]> {
    const { items } = await ask<vscode.CompletionList>(
        'executeCompletionItemProvider',
        document,
        new vscode.Position(line, character),
    );
    return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

function textOf(hover: vscode.Hover | undefined): string {
    return (hover?.contents ?? [])
        .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
        .join('\n');
}

export function languageTests(): void {
    test('completion knows flags, stages and the Go project', async () => {
        const document = await untitled(
            'FROM golang:1.27 AS build\nRUN --\nRUN go build \nFROM scratch\nCOPY --from=\n',
        );
        assert.ok((await labels(document, 1, 6)).includes('--mount'));
        await eventually(
            async () => (await labels(document, 2, 13)).includes('./cmd/api'),
            'the packages of the project',
        );
        assert.ok((await labels(document, 4, 12)).includes('build'));
        const keywords = await labels(document, 5, 0);
        assert.ok(
            keywords.some((label) => label.startsWith('HEALTHCHECK')),
            keywords.join(),
        );
    });

    test('hover and signature help explain', async () => {
        const document = await untitled(text);
        const [flag] = await ask<vscode.Hover[]>('executeHoverProvider', document, new vscode.Position(3, 7));
        assert.match(textOf(flag), /Mounts something/);
        const [keyword] = await ask<vscode.Hover[]>('executeHoverProvider', document, new vscode.Position(2, 2));
        assert.match(textOf(keyword), /working directory/);
        const help = await ask<vscode.SignatureHelp>(
            'executeSignatureHelpProvider',
            document,
            new vscode.Position(2, 9),
            ' ',
        );
        assert.match(help.signatures[0]?.label ?? '', /^WORKDIR/);
    });

    test('the outline has stages with their instructions, and stages fold', async () => {
        const document = await untitled(text);
        const symbols = await ask<vscode.DocumentSymbol[]>('executeDocumentSymbolProvider', document);
        assert.deepEqual(
            symbols.map(({ name, kind, children }) => [name, kind, children.map((child) => child.name)]),
            [
                ['ARG', vscode.SymbolKind.Variable, []],
                ['build', vscode.SymbolKind.Class, ['WORKDIR', 'RUN']],
                ['scratch', vscode.SymbolKind.Class, ['COPY']],
            ],
        );
        const folds = await ask<vscode.FoldingRange[]>('executeFoldingRangeProvider', document);
        const lines = folds.map(({ start, end }) => `${String(start)}-${String(end)}`);
        assert.ok(lines.includes('1-4') && lines.includes('3-4') && lines.includes('6-7'), lines.join());
    });

    test('formatting indents continued lines', async () => {
        const document = await untitled(text);
        const edits = await ask<vscode.TextEdit[]>('executeFormatDocumentProvider', document, {
            tabSize: 4,
            insertSpaces: true,
        });
        const formatted = TextDocument.applyEdits(TextDocument.create('', '', 0, text), edits);
        assert.equal(formatted, text.replace('\ngo build', '\n    go build'));
    });

    test('a stage is renamed wherever it is named, found, and linked', async () => {
        const document = await untitled(text);
        const atUse = new vscode.Position(7, 26);
        const rename = await ask<vscode.WorkspaceEdit>('executeDocumentRenameProvider', document, atUse, 'compile');
        assert.equal(rename.get(document.uri).length, 2);
        const [definition] = await ask<vscode.Location[]>('executeDefinitionProvider', document, atUse);
        assert.equal(definition?.range.start.line, 1);
        const references = await ask<vscode.Location[]>(
            'executeReferenceProvider',
            document,
            new vscode.Position(0, 5),
        );
        assert.deepEqual(
            references.map(({ range }) => range.start.line),
            [0, 1],
        );
        const linked = await untitled('FROM golang:1.27\n');
        const [link] = await ask<vscode.DocumentLink[]>('executeLinkProvider', linked);
        assert.equal(link?.target?.toString(), 'https://hub.docker.com/_/golang');
    });

    test('the language features can be switched off and on', async () => {
        const document = await untitled(text);
        const settings = vscode.workspace.getConfiguration('gopherdock');
        const hovers = (): Promise<vscode.Hover[]> => ask('executeHoverProvider', document, new vscode.Position(3, 7));
        await eventually(async () => (await hovers()).length > 0, 'a hover');
        try {
            await settings.update('language.enabled', 'off', true);
            await eventually(async () => (await hovers()).length === 0, 'no hover');
        } finally {
            await settings.update('language.enabled', undefined, true);
        }
        await eventually(async () => (await hovers()).length > 0, 'the hover again');
    });
}
