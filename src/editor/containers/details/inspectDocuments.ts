import * as vscode from 'vscode';
import type { ObjectKind } from '../../../engine/engine';
import type { EngineSession } from '../session';

const scheme = 'gopherdock-inspect';

/** What the engine knows of an object, as a JSON document that can be searched and compared, read afresh each time it is opened. */
export interface InspectDocuments {
    show(kind: ObjectKind, id: string, name: string): Promise<void>;
    dispose(): void;
}

export function createInspectDocuments(session: Pick<EngineSession, 'engine'>): InspectDocuments {
    const changed = new vscode.EventEmitter<vscode.Uri>();
    const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: changed.event,
        async provideTextDocumentContent({ authority, query }) {
            const engine = await session.engine();
            const raw = await engine.inspectRaw(authority as ObjectKind, query);
            return `${JSON.stringify(raw, undefined, 4)}\n`;
        },
    });
    return {
        async show(kind, id, name) {
            // a name of an image has slashes and colons, which a tab would show as folders
            const file = `${name.replaceAll(/[^\w.-]+/g, '-')}.json`;
            const uri = vscode.Uri.from({ scheme, authority: kind, path: `/${file}`, query: id });
            changed.fire(uri);
            await vscode.window.showTextDocument(uri, { preview: true });
        },
        dispose() {
            provider.dispose();
            changed.dispose();
        },
    };
}
