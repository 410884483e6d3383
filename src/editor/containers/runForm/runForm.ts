import * as vscode from 'vscode';
import { isFromForm, type FromForm, type ToForm } from '../../webview/form/messages';
import { createPages, type Page, type PageServer } from '../../webview/pages';
import type { Program } from '../rows';
import type { Tools } from '../tools';
import { nameOfSubject, subjectOf } from './subject';

/** What of the extension's own context the form needs. */
export type FormContext = Pick<vscode.ExtensionContext, 'extensionUri' | 'workspaceState' | 'secrets'>;

export interface RunForms {
    open(program: Program): void;
    dispose(): void;
}

/** The form that runs a command with options; everything behind the page is loaded when one is opened. */
export function createRunForms(tools: Tools, context: FormContext): RunForms {
    const pages = createPages<ToForm, FromForm>(
        {
            viewType: 'gopherdock.runForm',
            bundle: 'form',
            isMessage: isFromForm,
            title: (subject) => vscode.l10n.t('Run {0}', nameOfSubject(subject)),
            serve: (_subject, page) => serveLater(page, tools, context),
        },
        { extensionUri: context.extensionUri, log: tools.log },
    );
    return {
        open: (program) => {
            pages.open(subjectOf(program));
        },
        dispose: () => {
            pages.dispose();
        },
    };
}

function serveLater(page: Page<ToForm>, tools: Tools, context: FormContext): PageServer<FromForm> {
    const server = import('./serveForm').then(({ serveForm }) => serveForm(page, tools, context));
    return {
        receive: async (message) => (await server).receive(message),
        dispose: () =>
            void server.then((each) => {
                each.dispose();
            }),
    };
}
