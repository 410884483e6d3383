import * as vscode from 'vscode';

/** Extensions that serve the language of Dockerfiles themselves. */
const others = ['ms-azuretools.vscode-docker', 'ms-azuretools.vscode-containers', 'docker.docker'];

/** Whether one of them is installed and switched on. */
export function isServedByOthers(): boolean {
    return others.some((id) => vscode.extensions.getExtension(id) !== undefined);
}
