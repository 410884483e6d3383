import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { withFile } from './dockerfiles';
import { eventually, hasPage, page, test } from './harness';
import { workspaceFolder } from './scaffold';

interface TreeRow {
    readonly label: string;
    readonly description: string;
    readonly level: number;
}

const view = 'Build Context';

export function buildContextTests(): void {
    if (!hasPage) return;
    test('what a build is sent is shown, opened, and left out by a line of the ignore file', async () => {
        const root = workspaceFolder();
        const folder = join(root, 'large folder');
        const ignoreFile = join(root, 'Dockerfile.sizes.dockerignore');
        await mkdir(folder, { recursive: true });
        await writeFile(join(folder, 'large.bin'), new Uint8Array(3_000_000));
        await writeFile(ignoreFile, '# ours\n*.md\n');
        try {
            await withFile('Dockerfile.sizes', 'FROM scratch\nCOPY . .\n', async ({ uri }) => {
                await vscode.commands.executeCommand('gopherdock.showBuildContext', uri);
                const [sent] = await rowsWith('large folder');
                assert.equal(sent?.label, 'Sent to the builder');
                assert.match(sent.description, /^\d+ files, 3\.\d MB$/);
                assert.ok((await rows()).some(({ label }) => label === 'Left out by Dockerfile.sizes.dockerignore'));
                await page('screenshot', 'build context');

                await page('expandRow', 'large folder', view);
                await page('clickRow', 'large.bin', view);
                await eventually(
                    () => vscode.window.tabGroups.activeTabGroup.activeTab?.label === 'large.bin',
                    'the file to be opened',
                );
                await vscode.commands.executeCommand('workbench.action.closeActiveEditor');

                await page('clickRowAction', 'large folder', 'Leave Out of the Build', view);
                await eventually(
                    async () => (await readFile(ignoreFile, 'utf8')) === '# ours\n*.md\n/large folder\n',
                    'the line in the ignore file',
                );
                await eventually(
                    async () => !(await rows()).some(({ label }) => label === 'large folder'),
                    'the folder to leave',
                );
                const [smaller] = await rows();
                assert.doesNotMatch(smaller?.description ?? '', /MB/);
            });
        } finally {
            await rm(folder, { recursive: true, force: true });
            await rm(ignoreFile, { force: true });
            await vscode.commands.executeCommand('gopherdock.closeBuildContext');
            await vscode.commands.executeCommand('workbench.action.closeAllEditors');
        }
    });
}

const rows = (): Promise<readonly TreeRow[]> => page<readonly TreeRow[]>('treeRows', view);

function rowsWith(label: string): Promise<readonly TreeRow[]> {
    return eventually(async () => {
        const found = await rows();
        return found.some((row) => row.label === label) ? found : undefined;
    }, `the row "${label}"`);
}
