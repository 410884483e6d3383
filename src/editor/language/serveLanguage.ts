import * as vscode from 'vscode';
import type { FormattingOptions } from 'vscode-languageserver-types';
import type { Log } from '../../engine/log';
import { dockerfileSelector, isDockerfile } from '../lint/dockerfileDocuments';
import type { Projects } from '../projects';
import { readSetting, settingsChanged } from '../settings';
import { isServedByOthers } from './otherExtensions';
import type { Providers } from './providers';

export interface LanguageDependencies {
    readonly projects: Projects;
    readonly log: Log;
}

/** Completion, hover and what else belongs to a language, for Dockerfiles, where no other extension serves them. */
export function serveLanguage({ projects, log }: LanguageDependencies): vscode.Disposable {
    let providers: Promise<Providers> | undefined;
    const load = (): Promise<Providers> =>
        (providers ??= import('./providers').then(({ createProviders }) =>
            createProviders({ projects, log, mayAskRegistry: () => readSetting('language.registryLookups') }),
        ));

    let registered: vscode.Disposable | undefined;
    const follow = (): void => {
        const choice = readSetting('language.enabled');
        const wanted = choice === 'on' || (choice === 'auto' && !isServedByOthers());
        if (wanted === (registered !== undefined)) return;
        log.info(`language features of Dockerfiles are ${wanted ? 'on' : 'off'} (${choice})`);
        registered?.dispose();
        registered = wanted ? registerProviders(load) : undefined;
    };
    follow();

    return vscode.Disposable.from(
        vscode.extensions.onDidChange(follow),
        settingsChanged(['language.enabled'], follow),
        {
            dispose() {
                registered?.dispose();
            },
        },
    );
}

/** Registers stand-ins that load the real providers when the first of them is asked. */
function registerProviders(load: () => Promise<Providers>): vscode.Disposable {
    /** Nothing where the document turns out to be none of ours. */
    const ask =
        <Args extends unknown[], Answer>(
            question: (providers: Providers, document: vscode.TextDocument, ...args: Args) => Answer | Promise<Answer>,
        ) =>
        async (document: vscode.TextDocument, ...args: Args): Promise<Answer | undefined> =>
            isDockerfile(document) ? question(await load(), document, ...args) : undefined;
    const { languages } = vscode;
    const all = dockerfileSelector;

    return vscode.Disposable.from(
        languages.registerCompletionItemProvider(
            all,
            { provideCompletionItems: ask((to, document, at: vscode.Position) => to.complete(document, at)) },
            ...['-', '=', ',', '$', '{', ':', '/', '#', '"'],
        ),
        languages.registerHoverProvider(all, {
            provideHover: ask((to, document, at: vscode.Position) => to.hover(document, at)),
        }),
        languages.registerSignatureHelpProvider(
            all,
            { provideSignatureHelp: ask((to, document, at: vscode.Position) => to.signatureHelp(document, at)) },
            ...[' ', '[', ',', '='],
        ),
        languages.registerDocumentSymbolProvider(all, {
            provideDocumentSymbols: ask((to, document) => to.symbols(document)),
        }),
        languages.registerFoldingRangeProvider(all, {
            provideFoldingRanges: ask((to, document) => to.fold(document)),
        }),
        languages.registerDocumentFormattingEditProvider(all, {
            provideDocumentFormattingEdits: ask((to, document, options: vscode.FormattingOptions) =>
                to.format(document, style(options)),
            ),
        }),
        languages.registerDocumentRangeFormattingEditProvider(all, {
            provideDocumentRangeFormattingEdits: ask(
                (to, document, range: vscode.Range, options: vscode.FormattingOptions) =>
                    to.format(document, style(options), range),
            ),
        }),
        languages.registerOnTypeFormattingEditProvider(
            all,
            {
                provideOnTypeFormattingEdits: ask(
                    (to, document, at: vscode.Position, typed: string, options: vscode.FormattingOptions) =>
                        to.formatOnType(document, at, typed, style(options)),
                ),
            },
            '\\',
            '`',
        ),
        languages.registerRenameProvider(all, {
            prepareRename: ask((to, document, at: vscode.Position) => to.prepareRename(document, at)),
            provideRenameEdits: ask((to, document, at: vscode.Position, name: string) => to.rename(document, at, name)),
        }),
        languages.registerDefinitionProvider(all, {
            provideDefinition: ask((to, document, at: vscode.Position) => to.define(document, at)),
        }),
        languages.registerReferenceProvider(all, {
            provideReferences: ask(
                (to, document, at: vscode.Position, { includeDeclaration }: vscode.ReferenceContext) =>
                    to.refer(document, at, includeDeclaration),
            ),
        }),
        languages.registerDocumentHighlightProvider(all, {
            provideDocumentHighlights: ask((to, document, at: vscode.Position) => to.highlight(document, at)),
        }),
        languages.registerDocumentLinkProvider(all, {
            provideDocumentLinks: ask((to, document) => to.link(document)),
        }),
    );
}

function style({ tabSize, insertSpaces }: vscode.FormattingOptions): FormattingOptions {
    return { tabSize, insertSpaces };
}
