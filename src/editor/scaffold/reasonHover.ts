import * as vscode from 'vscode';
import { parseDockerfile } from '../../dockerfile/parse';
import { rangeOf } from '../../dockerfile/positions';
import { defaultChoices, scaffold } from '../../scaffold/render';
import { fromPosition, toRange } from '../convert';
import type { LocatedProject } from '../projects';
import { inside, pathBelow } from '../workspaceFiles';
import { reasonsAt } from './lineReasons';

/** Why an instruction of a Dockerfile that we wrote is as it is, each reason with the line that it was read from. */
export function reasonHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    { root, project }: LocatedProject,
): vscode.Hover | undefined {
    const path = pathBelow(root, document.uri);
    const file = scaffold(project, { ...defaultChoices, files: ['dockerfile'] }).find((each) => each.path === path);
    if (file === undefined) return undefined;
    const dockerfile = parseDockerfile(document.getText());
    const found = reasonsAt(dockerfile, fromPosition(position), file);
    if (found === undefined) return undefined;
    const text = new vscode.MarkdownString();
    for (const { what, because, source } of found.reasons) {
        text.appendMarkdown(`- **${what}**: ${because}`);
        const uri = source === null ? undefined : inside(root, source.file);
        if (source !== null && uri !== undefined) {
            const line = String(source.line + 1);
            text.appendMarkdown(` ([${source.file}:${line}](${uri.with({ fragment: `L${line}` }).toString()}))`);
        }
        text.appendMarkdown('\n');
    }
    return new vscode.Hover(text, toRange(rangeOf(dockerfile, found.instruction)));
}
