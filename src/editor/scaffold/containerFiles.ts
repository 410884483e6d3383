import * as vscode from 'vscode';
import type { Project } from '../../project/project';
import { HelpfulError } from '../helpfulError';
import { dockerfileSelector } from '../lint/dockerfileDocuments';
import type { Projects } from '../projects';
import { createMergeBases } from './mergeBases';
import { createPreview } from './preview';
import { pickFolder } from './pickFolder';

export interface ContainerFiles {
    /** Proposes container files for the project of a resource, or of a folder that is asked for where there are several. */
    readonly addContainerFiles: (resource?: vscode.Uri) => Promise<void>;
    dispose(): void;
}

/** The command that turns what the Go project is into files, after the user has seen them. */
export function containerFiles({
    projects,
    log,
    storage,
}: {
    projects: Projects;
    log: vscode.LogOutputChannel;
    /** Where the texts that were written are kept, to merge from; `undefined` without a folder. */
    storage: vscode.Uri | undefined;
}): ContainerFiles {
    const preview = createPreview();
    const bases = createMergeBases(storage);
    const hover = vscode.languages.registerHoverProvider(dockerfileSelector, {
        async provideHover(document, position) {
            // Only what we wrote has reasons of ours: the project of another Dockerfile need not be read for this.
            if (!/^# gopherdock:hash=/m.test(document.getText())) return undefined;
            const found = await projects.projectAt(document.uri);
            return found && (await import('./reasonHover')).reasonHover(document, position, found);
        },
    });
    return {
        addContainerFiles: async (resource) => {
            const folder = await pickFolder(resource);
            if (folder === undefined) return;
            const found = await readProject(projects, folder);
            requireCommands(found.project, found.root);
            // The scaffold and its facts load when they are first needed.
            const { proposeFiles } = await import('./proposeFiles');
            const written = await proposeFiles({ ...found, preview, bases });
            if (written.length > 0) log.info(`Wrote ${written.join(', ')} in ${found.root.toString(true)}`);
        },
        dispose: () => {
            hover.dispose();
            preview.dispose();
        },
    };
}

interface Found {
    readonly root: vscode.Uri;
    readonly project: Project;
}

function readProject(projects: Projects, folder: vscode.Uri): Promise<Found> {
    const options = {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Reading the Go project'),
        cancellable: true,
    };
    return Promise.resolve(
        vscode.window.withProgress(options, async (_, token) => {
            const abort = new AbortController();
            token.onCancellationRequested(() => {
                abort.abort(new vscode.CancellationError());
            });
            const found = await projects.projectAt(folder, abort.signal);
            if (found === undefined) throw noModule(folder);
            return found;
        }),
    );
}

/** Says what is missing where nothing can be proposed: a module, or a program in it. */
function requireCommands(project: Project, root: vscode.Uri): void {
    const [fault] = project.faults;
    if (project.commands.length > 0) return;
    if (fault !== undefined) {
        throw new HelpfulError(`${fault.file}:${String(fault.line + 1)}: ${fault.message}`, [
            {
                title: vscode.l10n.t('Open File'),
                press: () =>
                    vscode.window.showTextDocument(vscode.Uri.joinPath(root, fault.file), {
                        selection: new vscode.Range(fault.line, 0, fault.line, 0),
                    }),
            },
        ]);
    }
    if (project.modules.length === 0) throw noModule(root);
    const [other] = project.otherMains;
    if (other === undefined) {
        throw new HelpfulError(
            vscode.l10n.t(
                'This Go project has no `package main` with a `func main`, so there is nothing to put into a container',
            ),
        );
    }
    throw new HelpfulError(
        vscode.l10n.t('No program of this Go project is one to ship: `{0}`, for example, {1}', other.dir, other.why),
    );
}

function noModule(folder: vscode.Uri): HelpfulError {
    return new HelpfulError(
        vscode.l10n.t('There is no `go.mod` in {0}: run `go mod init` where your program is', folder.path),
    );
}
