import * as vscode from 'vscode';
import type { Project } from '../../../project/project';
import { signText } from '../../../scaffold/contentHash';
import { scaffold } from '../../../scaffold/render';
import type { Choices, FileKind, ScaffoldedFile } from '../../../scaffold/scaffold';
import { HelpfulError } from '../../helpfulError';
import { fillTemplate, type TemplateProblem } from './fillTemplate';
import { openFile, readTemplates, type Template } from './readTemplates';
import { templateValues } from './templateValues';

/** The files for a project, those for which the user has a template with the text of that. */
export async function scaffoldWithTemplates(
    root: vscode.Uri,
    project: Project,
    choices: Choices,
): Promise<readonly ScaffoldedFile[]> {
    const files = scaffold(project, choices);
    const templates = await readTemplates(root);
    const replaced = new Map<string, ScaffoldedFile>();
    for (const [kind, template] of templates) {
        if (!choices.files.includes(kind)) continue;
        const own = scaffold(project, { ...choices, files: [kind] });
        for (const { path } of own.filter((_, index) => index === 0 || isForEachDockerfile(kind)))
            replaced.set(path, fill(path, template, project, choices));
    }
    return files.map((file) => replaced.get(file.path) ?? file);
}

/** Of the other kinds only the first file is the one that a template is for: what goes with it stays ours. */
function isForEachDockerfile(kind: FileKind): boolean {
    return kind === 'dockerfile' || kind === 'dockerignore';
}

function fill(path: string, { uri, text }: Template, project: Project, choices: Choices): ScaffoldedFile {
    const filled = fillTemplate(text.replaceAll('\r\n', '\n'), templateValues(project, choices, path));
    if ('problem' in filled) {
        const { problem } = filled;
        const place = `${uri.path.slice(uri.path.lastIndexOf('/') + 1)}:${String(problem.line + 1)}`;
        throw new HelpfulError(`${place}: ${describe(problem)}`, [openFile(uri, problem.line)]);
    }
    const what = vscode.l10n.t('Your template');
    const because = vscode.l10n.t('`{0}` replaces what would be written', vscode.workspace.asRelativePath(uri));
    return {
        path,
        text: signText(`${filled.text.trimEnd()}\n`, path.endsWith('.json') ? '//' : '#'),
        reasons: [{ what, because, source: null }],
    };
}

function describe({ kind, name }: TemplateProblem): string {
    switch (kind) {
        case 'unknown':
            return vscode.l10n.t('there is nothing called `{0}` to put in', name);
        case 'unopened':
            return vscode.l10n.t('the block `{0}` ends here and does not begin', name);
        case 'unclosed':
            return vscode.l10n.t('the block `{0}` begins here and does not end', name);
        case 'nested':
            return vscode.l10n.t('the block `{0}` begins inside another block', name);
    }
}
