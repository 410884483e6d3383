import * as vscode from 'vscode';
import type { FormattingOptions } from 'vscode-languageserver-types';
import { parseDockerfile } from '../../dockerfile/parse';
import { offsetAt, rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Span } from '../../dockerfile/syntax';
import type { Log } from '../../engine/log';
import type { Project } from '../../project/project';
import { rules } from '../../rules/index';
import { fromPosition, fromRange, toRange } from '../convert';
import type { Projects } from '../projects';
import { complete } from './completion/complete';
import { toCompletionItem, toFoldingRange, toHover, toSignatureHelp, toSymbol, toTextEdit } from './convertItems';
import { harmlessEdits } from './formatting';
import { hoverAt } from './hover';
import { createLanguageService } from './languageService';
import { imageLinks } from './links';
import { isValidName, nameAt, renamePlaces, type NamedThing } from './names';
import { symbolsOf } from './symbols';

export interface ProviderDependencies {
    readonly projects: Projects;
    readonly log: Log;
    readonly mayAskRegistry: () => boolean;
}

/** What VS Code asks of a language, each question a function. */
export type Providers = ReturnType<typeof createProviders>;

export function createProviders({ projects, log, mayAskRegistry }: ProviderDependencies) {
    const service = createLanguageService({ log, mayAskRegistry });
    const ruleIds = rules.map(({ id }) => id);
    const parse = createParser();
    return {
        async complete(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.CompletionItem[]> {
            const items = await complete({
                dockerfile: parse(document),
                position: fromPosition(position),
                project: await soonKnown(projects, document.uri),
                ruleIds,
                service,
            });
            return items.map(toCompletionItem);
        },
        hover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
            const dockerfile = parse(document);
            const at = fromPosition(position);
            const hover = hoverAt(dockerfile, at) ?? service.hover(dockerfile.text, at);
            return hover && toHover(hover);
        },
        signatureHelp(document: vscode.TextDocument, position: vscode.Position): vscode.SignatureHelp | undefined {
            const help = service.signatureHelp(document.getText(), fromPosition(position));
            return help && toSignatureHelp(help);
        },
        symbols: (document: vscode.TextDocument): vscode.DocumentSymbol[] => symbolsOf(parse(document)).map(toSymbol),
        /** Whole stages, and what the service folds: instructions of several lines, and comments. */
        fold(document: vscode.TextDocument): vscode.FoldingRange[] {
            const dockerfile = parse(document);
            const stages = dockerfile.stages
                .map((stage) => rangeOf(dockerfile, stage))
                .filter(({ start, end }) => start.line < end.line)
                .map(({ start, end }) => new vscode.FoldingRange(start.line, end.line));
            return [...stages, ...service.fold(dockerfile.text).map(toFoldingRange)];
        },
        /** The whole document, or a range of it. */
        format(document: vscode.TextDocument, options: FormattingOptions, range?: vscode.Range): vscode.TextEdit[] {
            const dockerfile = parse(document);
            const edits = service.format(dockerfile.text, options, range && fromRange(range));
            return harmlessEdits(dockerfile, edits).map(toTextEdit);
        },
        formatOnType(
            document: vscode.TextDocument,
            position: vscode.Position,
            typed: string,
            options: FormattingOptions,
        ): vscode.TextEdit[] {
            const dockerfile = parse(document);
            const edits = service.formatOnType(dockerfile.text, fromPosition(position), typed, options);
            return harmlessEdits(dockerfile, edits).map(toTextEdit);
        },
        /** The name to be changed; throws what the editor then shows where there is none. */
        prepareRename(document: vscode.TextDocument, position: vscode.Position): vscode.Range {
            const dockerfile = parse(document);
            const thing = nameUnder(dockerfile, position);
            if (thing?.kind === 'builtin')
                throw new Error(vscode.l10n.t('`{0}` is set by the builder or the base image', thing.name));
            const ranges = ((thing && renamePlaces(thing)) ?? []).map((span) => toRange(rangeOf(dockerfile, span)));
            const here = ranges.find((range) => range.contains(position));
            if (here === undefined) throw new Error(vscode.l10n.t('Only names of stages and variables can be changed'));
            return here;
        },
        rename(
            document: vscode.TextDocument,
            position: vscode.Position,
            newName: string,
        ): vscode.WorkspaceEdit | undefined {
            const dockerfile = parse(document);
            const thing = nameUnder(dockerfile, position);
            const places = thing && renamePlaces(thing);
            if (thing === undefined || places === undefined) return undefined;
            if (!isValidName(thing, newName))
                throw new Error(vscode.l10n.t('`{0}` is no name that a builder accepts', newName));
            const edit = new vscode.WorkspaceEdit();
            for (const span of places) edit.replace(document.uri, toRange(rangeOf(dockerfile, span)), newName);
            return edit;
        },
        define(document: vscode.TextDocument, position: vscode.Position): vscode.Location[] {
            const dockerfile = parse(document);
            const thing = nameUnder(dockerfile, position);
            return (thing?.definitions ?? []).map((span) => locate(document, dockerfile, span));
        },
        refer(document: vscode.TextDocument, position: vscode.Position, withDefinition: boolean): vscode.Location[] {
            const dockerfile = parse(document);
            const thing = nameUnder(dockerfile, position);
            if (thing === undefined) return [];
            const places = [...(withDefinition ? thing.definitions : []), ...thing.uses, ...thing.numbers];
            return places.map((span) => locate(document, dockerfile, span));
        },
        highlight(document: vscode.TextDocument, position: vscode.Position): vscode.DocumentHighlight[] | undefined {
            const dockerfile = parse(document);
            const thing = nameUnder(dockerfile, position);
            if (thing === undefined) return undefined;
            const { Read, Write } = vscode.DocumentHighlightKind;
            const as = (kind: vscode.DocumentHighlightKind) => (span: Span) =>
                new vscode.DocumentHighlight(toRange(rangeOf(dockerfile, span)), kind);
            return [...thing.definitions.map(as(Write)), ...[...thing.uses, ...thing.numbers].map(as(Read))];
        },
        link(document: vscode.TextDocument): vscode.DocumentLink[] {
            const dockerfile = parse(document);
            return imageLinks(dockerfile).map(
                (link) =>
                    new vscode.DocumentLink(toRange(rangeOf(dockerfile, link)), vscode.Uri.parse(link.target, true)),
            );
        },
    };
}

/** Several questions come for each version of a document, at every move of the cursor. */
function createParser(): (document: vscode.TextDocument) => Dockerfile {
    const parsed = new WeakMap<vscode.TextDocument, { readonly version: number; readonly dockerfile: Dockerfile }>();
    return (document) => {
        const known = parsed.get(document);
        if (known?.version === document.version) return known.dockerfile;
        const dockerfile = parseDockerfile(document.getText());
        parsed.set(document, { version: document.version, dockerfile });
        return dockerfile;
    };
}

function nameUnder(dockerfile: Dockerfile, position: vscode.Position): NamedThing | undefined {
    return nameAt(dockerfile, offsetAt(dockerfile, fromPosition(position)));
}

function locate(document: vscode.TextDocument, dockerfile: Dockerfile, span: Span): vscode.Location {
    return new vscode.Location(document.uri, toRange(rangeOf(dockerfile, span)));
}

/** In milliseconds: a completion list does not wait for the first reading of a large project. */
const longestWait = 400;

async function soonKnown(projects: Projects, uri: vscode.Uri): Promise<Project | undefined> {
    const [only, ...others] = projects.roots();
    const isUntitled = uri.scheme === 'untitled' && only !== undefined && others.length === 0;
    const reading = isUntitled ? projects.projectAt(only) : projects.projectAround(uri);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
        timer = setTimeout(resolve, longestWait, undefined);
    });
    const located = await Promise.race([reading, late]).catch(() => undefined);
    clearTimeout(timer);
    return located?.project;
}
