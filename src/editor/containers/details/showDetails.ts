import * as vscode from 'vscode';
import type { ObjectKind } from '../../../engine/engine';
import { chooseContainer, rowOf } from '../choose';
import type { Tools } from '../tools';
import { containerPage } from './containerPage';

const scheme = 'gopherdock-details';

/** Readable pages about containers, shown by the markdown preview. */
export interface DetailPages {
    show(name: string, markdown: string): Promise<void>;
    dispose(): void;
}

export function createDetailPages(): DetailPages {
    const texts = new Map<string, string>();
    const changed = new vscode.EventEmitter<vscode.Uri>();
    const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: changed.event,
        provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? '',
    });
    return {
        async show(name, markdown) {
            const uri = vscode.Uri.from({ scheme, path: `/${name.replaceAll(/[^\w.-]+/g, '-')}.md` });
            texts.set(uri.toString(), markdown);
            changed.fire(uri);
            await vscode.commands.executeCommand('markdown.showPreview', uri);
        },
        dispose() {
            provider.dispose();
            changed.dispose();
        },
    };
}

export async function showContainerDetails(argument: unknown, tools: Tools): Promise<void> {
    const { container } = await chooseContainer(argument, tools, () => true, {
        placeholder: vscode.l10n.t('Show the details of a container'),
        none: vscode.l10n.t('There is no container'),
    });
    const engine = await tools.session.engine();
    const details = await engine.inspect(container.id);
    await tools.detailPages.show(container.name, containerPage(details, container, vscode.l10n));
}

/** What the engine knows of the row's object, or of a container that the user picks, as JSON. */
export async function inspectObject(argument: unknown, tools: Tools): Promise<void> {
    const { kind, id, name } = await chooseObject(argument, tools);
    await tools.inspectDocuments.show(kind, id, name);
}

async function chooseObject(
    argument: unknown,
    tools: Tools,
): Promise<{ readonly kind: ObjectKind; readonly id: string; readonly name: string }> {
    const subject = rowOf(argument, tools)?.subject;
    switch (subject?.kind) {
        case 'image':
            return { kind: 'image', id: subject.image.id, name: subject.image.tags[0] ?? subject.image.id };
        case 'volume':
            return { kind: 'volume', id: subject.volume.name, name: subject.volume.name };
        case 'network':
            return { kind: 'network', id: subject.network.id, name: subject.network.name };
        default: {
            const { container } = await chooseContainer(argument, tools, () => true, {
                placeholder: vscode.l10n.t('Inspect a container'),
                none: vscode.l10n.t('There is no container'),
            });
            return { kind: 'container', id: container.id, name: container.name };
        }
    }
}
