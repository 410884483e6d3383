import * as vscode from 'vscode';
import type { Log } from '../../engine/log';
import type { Projects } from '../projects';
import type { ProjectFolder } from './rows';

/** The Go projects of the workspace as the view needs them; read when they are first asked for, and after a change. */
export interface ProjectFolders {
    /** As of the last reading; `undefined` before the first. */
    readonly known: readonly ProjectFolder[] | undefined;
    read(): Promise<readonly ProjectFolder[]>;
}

export function createProjectFolders({
    projects,
    log,
}: {
    readonly projects: Projects;
    readonly log: Log;
}): ProjectFolders {
    let known: readonly ProjectFolder[] | undefined;
    let newest: object | undefined;
    return {
        get known() {
            return known;
        },
        async read() {
            const own = {};
            newest = own;
            const read = await Promise.all(projects.roots().map((root) => readFolder(projects, root, log)));
            const folders = read.filter((folder) => folder !== undefined);
            if (newest === own) known = folders;
            return folders;
        },
    };
}

async function readFolder(projects: Projects, uri: vscode.Uri, log: Log): Promise<ProjectFolder | undefined> {
    try {
        const found = await projects.projectAt(uri);
        if (found === undefined) return undefined;
        const name = vscode.workspace.getWorkspaceFolder(found.root)?.name ?? found.root.path.split('/').at(-1) ?? '';
        const workspace = found.root.scheme === 'file' ? found.root.fsPath : found.root.toString();
        return { uri: found.root.toString(), workspace, name, project: found.project };
    } catch (error) {
        log.error(`The Go project in ${uri.toString(true)} could not be read: ${String(error)}`);
        return undefined;
    }
}
