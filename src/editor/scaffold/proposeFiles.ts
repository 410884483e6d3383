import * as vscode from 'vscode';
import type { Files } from '../../files';
import type { Project } from '../../project/project';
import { pathsToRead, propose } from '../../scaffold/propose';
import { checkChoices, defaultChoices } from '../../scaffold/render';
import type { Choices, ProposedFile } from '../../scaffold/scaffold';
import { HelpfulError } from '../helpfulError';
import { workspaceFiles } from '../workspaceFiles';
import { askBeforeWriting } from './askBeforeWriting';
import type { MergeBases } from './mergeBases';
import type { Preview } from './preview';
import { scaffoldWithTemplates } from './templates/scaffoldWithTemplates';
import { writeFiles } from './writeFiles';

/** Shows what would be written until the user accepts or refuses; gives the paths that were written. */
export async function proposeFiles({
    root,
    project,
    preview,
    bases,
}: {
    root: vscode.Uri;
    project: Project;
    preview: Preview;
    bases: MergeBases;
}): Promise<readonly string[]> {
    const files = workspaceFiles(root);
    for (let choices: Choices = defaultChoices; ;) {
        const { proposed, current } = await compare(root, project, choices, files);
        const changed = proposed.filter(({ action }) => action !== 'unchanged');
        if (changed.length === 0) {
            const names = proposed.map(({ path }) => path).join(', ');
            void vscode.window.showInformationMessage(vscode.l10n.t('The container files are up to date: {0}', names));
            return [];
        }
        const mergeable = await findMergeable(root, changed, bases);
        const answer = await askBeforeWriting({ root, project, choices, proposed: changed, mergeable, preview });
        if (answer.kind === 'choices') {
            choices = answer.choices;
            continue;
        }
        await preview.close();
        if (answer.kind === 'refused') return [];
        const written = await writeFiles({ root, files: answer.files, current, read: files, bases, preview });
        await showWritten(root, written);
        return written;
    }
}

/** What would be written, held against what is there; `current` has the texts that are there, by path. */
async function compare(
    root: vscode.Uri,
    project: Project,
    choices: Choices,
    files: Files,
): Promise<{ proposed: readonly ProposedFile[]; current: ReadonlyMap<string, string> }> {
    const [problem] = checkChoices(project, choices);
    if (problem !== undefined) throw new HelpfulError(problem);
    const scaffolded = await scaffoldWithTemplates(root, project, choices);
    const current = new Map<string, string>();
    for (const path of pathsToRead(scaffolded)) {
        const bytes = await files.read(path);
        if (bytes !== undefined) current.set(path, new TextDecoder().decode(bytes));
    }
    return { proposed: propose(scaffolded, current), current };
}

async function findMergeable(
    root: vscode.Uri,
    files: readonly ProposedFile[],
    bases: MergeBases,
): Promise<ReadonlySet<string>> {
    const mergeable = new Set<string>();
    for (const { path, action } of files) {
        if (action === 'conflict' && (await bases.find(vscode.Uri.joinPath(root, path))) !== undefined)
            mergeable.add(path);
    }
    return mergeable;
}

async function showWritten(root: vscode.Uri, written: readonly string[]): Promise<void> {
    const path = written.find((each) => each.endsWith('Dockerfile')) ?? written[0];
    if (path === undefined) return;
    await vscode.window.showTextDocument(vscode.Uri.joinPath(root, path), { preview: false });
    const build = vscode.l10n.t('Build Image');
    void vscode.window
        .showInformationMessage(
            vscode.l10n.t('Wrote {0}', written.join(', ')),
            ...(vscode.workspace.isTrusted ? [build] : []),
        )
        .then((pressed) => (pressed === build ? vscode.commands.executeCommand('gopherdock.buildImage') : undefined));
}
