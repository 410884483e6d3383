import * as vscode from 'vscode';
import { createBuildContexts } from '../../compose/buildContexts';
import type { LocatedProject, Projects } from '../projects';
import { inside, pathBelow, workspaceFiles } from '../workspaceFiles';

export interface Place {
    readonly root: vscode.Uri;
    /** Of the Dockerfile, below the root. */
    readonly path: string;
}

/**
 * Up to where configuration is looked for, what a build is sent, and the Go project. The context is what compose says, else
 * the project's root as at the command line, else the file's own folder; of an untitled document, and of a file outside all
 * workspace folders, it cannot be known.
 */
export async function locate(
    uri: vscode.Uri,
    projects: Projects,
): Promise<{
    readonly top?: Place | undefined;
    readonly context?: Place | undefined;
    readonly project?: LocatedProject | undefined;
}> {
    if (uri.scheme === 'untitled') {
        const [only, ...others] = projects.roots();
        if (only === undefined || others.length > 0) return {};
        return { top: { root: only, path: '' }, project: withModules(await projects.projectAt(only)) };
    }
    const own = vscode.Uri.joinPath(uri, '..');
    const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri;
    if (folder === undefined) return { top: placeIn(own, uri) };
    const project = withModules(await projects.projectAround(uri));
    const given = await createBuildContexts(workspaceFiles(folder))(pathBelow(folder, uri) ?? '');
    const root = given === undefined ? undefined : inside(folder, given);
    if (root !== undefined && root.path !== project?.root.path) {
        // of a context inside the module the builder does not get the module
        const isAround = project === undefined || pathBelow(root, project.root) !== undefined;
        const sent = isAround ? withModules(await projects.projectIn(root)) : undefined;
        return { top: placeIn(folder, uri), context: placeIn(root, uri), project: sent };
    }
    return { top: placeIn(folder, uri), context: placeIn(project?.root ?? own, uri), project };
}

function placeIn(root: vscode.Uri, uri: vscode.Uri): Place {
    return { root, path: pathBelow(root, uri) ?? '' };
}

function withModules(located: LocatedProject | undefined): LocatedProject | undefined {
    return located !== undefined && located.project.modules.length > 0 ? located : undefined;
}
