import * as vscode from 'vscode';
import type { Log } from '../../engine/log';
import { pageHtml } from './pageHtml';
import { object, text, type Shape } from './shape';

/** One kind of page: what it is about is a text that finds its way back after a reload of the window. */
export interface PageKind<ToPage, FromPage> {
    /** Its view type; package.json lists `onWebviewPanel:` and this among the activation events. */
    readonly viewType: string;
    /** The name of its bundle in dist/webview. */
    readonly bundle: string;
    readonly isMessage: Shape<FromPage>;
    readonly title: (subject: string) => string;
    /** Serves one page for as long as it is open. */
    readonly serve: (subject: string, page: Page<ToPage>) => PageServer<FromPage>;
}

export interface Page<ToPage> {
    readonly subject: string;
    send(message: ToPage): void;
    setTitle(title: string): void;
    close(): void;
}

export interface PageServer<FromPage> {
    receive(message: FromPage): unknown;
    dispose(): void;
}

export interface Pages {
    /** Opens the page of a subject, or shows the one that is open. */
    open(subject: string): void;
    dispose(): void;
}

const hasSubject = object({ subject: text() });

/** Pages of one kind, each subject with one of its own. A page that is hidden ends, and begins again where it was when it is shown. */
export function createPages<ToPage, FromPage>(
    kind: PageKind<ToPage, FromPage>,
    { extensionUri, log }: { readonly extensionUri: vscode.Uri; readonly log: Log },
): Pages {
    const open = new Map<string, vscode.WebviewPanel>();
    const { viewType, bundle } = kind;
    const bundles = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');

    const fill = (panel: vscode.WebviewPanel, subject: string): void => {
        const { webview } = panel;
        open.set(subject, panel);
        const server = kind.serve(subject, {
            subject,
            send: (message) => void webview.postMessage(message),
            setTitle: (title) => {
                panel.title = title;
            },
            close: () => {
                panel.dispose();
            },
        });
        webview.onDidReceiveMessage((message: unknown) => {
            if (kind.isMessage(message)) server.receive(message);
            else log.warn(`A message of the page \`${viewType}\` was not understood`);
        });
        panel.onDidDispose(() => {
            if (open.get(subject) === panel) open.delete(subject);
            server.dispose();
        });
        const address = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(bundles, name)).toString();
        webview.options = { enableScripts: true, localResourceRoots: [bundles] };
        webview.html = pageHtml({
            title: panel.title,
            language: vscode.env.language,
            script: address(`${bundle}.js`),
            style: address(`${bundle}.css`),
            source: webview.cspSource,
        });
    };

    const restoring = vscode.window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel(panel, state: unknown) {
            const subject = hasSubject(state) ? state.subject : undefined;
            // a subject opened meanwhile has its page already
            if (subject === undefined || open.has(subject)) panel.dispose();
            else fill(panel, subject);
            return Promise.resolve();
        },
    });

    return {
        open(subject) {
            const shown = open.get(subject);
            if (shown !== undefined) {
                shown.reveal();
                return;
            }
            const panel = vscode.window.createWebviewPanel(viewType, kind.title(subject), vscode.ViewColumn.Active);
            panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.png');
            fill(panel, subject);
        },
        // open pages stay: after a reload of the window they come back
        dispose() {
            restoring.dispose();
        },
    };
}
