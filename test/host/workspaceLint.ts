import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { diskFiles } from '../../src/cli/diskFiles';
import { readProject } from '../../src/project/reader';
import { defaultChoices, scaffold } from '../../src/scaffold/render';
import { actionsAt, apply, one, ownDiagnostics, ruleOf, untitled, withFile, without } from './dockerfiles';
import { eventually, hasPage, page, test } from './harness';
import { workspaceFolder } from './scaffold';

const maintainer = 'FROM scratch\nMAINTAINER me\n';
const rule = 'maintainer-deprecated';

export function workspaceLintTests(): void {
    test('all Dockerfiles of the workspace are judged, opened or not', async () => {
        const folder = join(workspaceFolder(), 'many');
        await mkdir(join(folder, 'vendor'), { recursive: true });
        for (const name of ['Dockerfile', 'worker.Dockerfile', 'Dockerfile.md', 'vendor/Dockerfile'])
            await writeFile(join(folder, name), maintainer);
        const uri = (name: string): vscode.Uri => vscode.Uri.file(join(folder, name));
        try {
            await vscode.commands.executeCommand('gopherdock.lintWorkspace');
            if (hasPage)
                assert.match(await page<string>('notification', 'Dockerfiles judged'), /errors: \d+, warnings: [2-9]/);
            for (const name of ['Dockerfile', 'worker.Dockerfile'])
                assert.ok(ownDiagnostics(uri(name)).some((each) => ruleOf(each) === rule));
            for (const name of ['Dockerfile.md', 'vendor/Dockerfile']) assert.deepEqual(ownDiagnostics(uri(name)), []);
            const document = await vscode.workspace.openTextDocument(uri('Dockerfile'));
            await one(document, rule);
            const told = ownDiagnostics(document.uri).filter((each) => ruleOf(each) === rule);
            assert.equal(told.length, 1, 'an opened file tells everything once');
            await writeFile(join(folder, 'worker.Dockerfile'), 'FROM scratch\n');
            await eventually(
                () => ownDiagnostics(uri('worker.Dockerfile')).every((each) => ruleOf(each) !== rule),
                'silence about a file that has changed',
            );
        } finally {
            await rm(folder, { recursive: true, force: true });
        }
    });

    test('a rule is switched off in the settings from where it is shown', async () => {
        const settings = vscode.workspace.getConfiguration('gopherdock');
        const document = await untitled(maintainer);
        const finding = await one(document, rule);
        const actions = await actionsAt(document, finding.range);
        const action = actions.find(({ title }) => title.includes('off in the settings'));
        assert.ok(action?.command);
        try {
            assert.equal(action.command.arguments?.[0], rule);
            await vscode.commands.executeCommand(action.command.command, rule, document.uri);
            await without(document, rule);
            const set = vscode.workspace.getConfiguration('gopherdock').inspect('lint.rules');
            assert.deepEqual(set?.workspaceValue, { [rule]: 'off' });
        } finally {
            await settings.update('lint.rules', undefined, vscode.ConfigurationTarget.Workspace);
        }
        await one(document, rule);
    });

    test('a rule is switched off in .gopherdock.yaml, whose comments stay', async () => {
        const config = join(workspaceFolder(), '.gopherdock.yaml');
        await writeFile(config, '# why we differ\nrules:\n  from-as-casing: off # as before\n');
        try {
            await withFile('Dockerfile.off', maintainer, async (document) => {
                const finding = await one(document, rule);
                const actions = await actionsAt(document, finding.range);
                await apply(actions.find(({ title }) => title.includes('off in .gopherdock.yaml')));
                await without(document, rule);
                const edited = await vscode.workspace.openTextDocument(vscode.Uri.file(config));
                assert.ok(await edited.save());
                assert.equal(
                    await readFile(config, 'utf8'),
                    `# why we differ\nrules:\n  from-as-casing: off # as before\n  ${rule}: off\n`,
                );
            });
        } finally {
            await rm(config, { force: true });
            await vscode.commands.executeCommand('workbench.action.closeAllEditors');
        }
    });

    test('hovering over a finding says why, and how it is written well', async () => {
        const document = await untitled(maintainer);
        const finding = await one(document, rule);
        const texts = await hoversAt(document, finding.range.start);
        const text = texts.find((each) => each.includes(rule));
        assert.match(text ?? '', /```dockerfile\nFROM [^]*LABEL/);
    });

    test('hovering over a line that was written for the project says why, with the place in the source', async () => {
        const project = await readProject(diskFiles(workspaceFolder()));
        const [file] = scaffold(project, { ...defaultChoices, files: ['dockerfile'] });
        assert.ok(file);
        await withFile(file.path, file.text, async (document) => {
            const line = file.text.split('\n').findIndex((each) => each.startsWith('EXPOSE 8080'));
            const texts = await hoversAt(document, new vscode.Position(line, 8));
            assert.ok(texts.some((each) => /api: port 8080\*\*.*cmd\/api\/main\.go:\d+\]/.test(each)));
        });
    });

    if (!hasPage) return;

    test('the language status tells the profile and changes it', async () => {
        const settings = vscode.workspace.getConfiguration('gopherdock');
        const document = await untitled('FROM golang:1.27\nMAINTAINER me\nRUN apt-get update\n');
        await vscode.window.showTextDocument(document);
        try {
            await settings.update('lint.profile', 'recommended', vscode.ConfigurationTarget.Workspace);
            const before = await eventually(() => ownDiagnostics(document.uri).length, 'findings');
            void vscode.commands.executeCommand('gopherdock.selectLintProfile', document.uri);
            await page('pick', 'all');
            await eventually(() => ownDiagnostics(document.uri).length > before, 'more findings');
            assert.equal(vscode.workspace.getConfiguration('gopherdock').get('lint.profile'), 'all');
        } finally {
            await settings.update('lint.profile', undefined, vscode.ConfigurationTarget.Workspace);
        }
        await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    });

    test('a configuration file that sets the profile is offered instead', async () => {
        const config = join(workspaceFolder(), '.gopherdock.yaml');
        await writeFile(config, 'profile: strict\n');
        try {
            await withFile('Dockerfile.profile', maintainer, async (document) => {
                await one(document, rule);
                void vscode.commands.executeCommand('gopherdock.selectLintProfile', document.uri);
                await page('pick', 'Open .gopherdock.yaml');
                await eventually(
                    () => vscode.window.activeTextEditor?.document.uri.fsPath === config,
                    'the configuration file',
                );
            });
        } finally {
            await rm(config, { force: true });
            await vscode.commands.executeCommand('workbench.action.closeAllEditors');
        }
    });

    test('a template of the user replaces the text of its kind, and a bad one is told with its line', async () => {
        const settings = vscode.workspace.getConfiguration('gopherdock');
        const folder = join(workspaceFolder(), 'templates');
        const template = join(folder, 'dockerfile.template');
        await mkdir(folder, { recursive: true });
        await writeFile(template, 'FROM golang:{{goVersion}}\n{{#commands}}\n# is {{command}}\n{{/commands}}\n');
        try {
            await settings.update('templates', 'templates', vscode.ConfigurationTarget.Workspace);
            void vscode.commands.executeCommand('gopherdock.addContainerFiles');
            const shown = await eventually(
                () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'gopherdock-preview'),
                'the preview',
            );
            assert.match(shown.getText(), /^FROM golang:1\.\d+\n# is api\n/);
            await page('press', 'Escape');

            await writeFile(template, 'FROM scratch\n{{nonsense}}\n');
            void vscode.commands.executeCommand('gopherdock.addContainerFiles');
            const said = await page<string>('notification', 'dockerfile.template:2');
            assert.match(said, /nothing called `nonsense`/);
        } finally {
            await settings.update('templates', undefined, vscode.ConfigurationTarget.Workspace);
            await rm(folder, { recursive: true, force: true });
        }
    });
}

async function hoversAt(document: vscode.TextDocument, position: vscode.Position): Promise<string[]> {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        position,
    );
    return hovers.flatMap(({ contents }) =>
        contents.map((each) => (each instanceof vscode.MarkdownString ? each.value : '')),
    );
}
