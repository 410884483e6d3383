import * as vscode from 'vscode';
import { kindOfName } from '../../cli/lint/containerFiles';
import { baseOf } from '../../project/paths';

/** Far more than a person looks through. */
const most = 5000;

/** The Dockerfiles on disk in all workspace folders, in the order of their paths; other people's folders are passed over. */
export async function findWorkspaceDockerfiles(token?: vscode.CancellationToken): Promise<readonly vscode.Uri[]> {
    const found = await vscode.workspace.findFiles(
        '**/{*[Dd][Oo][Cc][Kk][Ee][Rr][Ff][Ii][Ll][Ee]*,*[Cc][Oo][Nn][Tt][Aa][Ii][Nn][Ee][Rr][Ff][Ii][Ll][Ee]*}',
        '**/{node_modules,vendor,.git,.hg,.svn,.jj}/**',
        most,
        token,
    );
    return found
        .filter(({ path }) => kindOfName(baseOf(path)) === 'dockerfile')
        .sort((a, b) => (a.path < b.path ? -1 : 1));
}
