import * as vscode from 'vscode';
import { commandId } from '../../contributions/commands';
import type { Rule } from '../../rules/rule';
import { toRange } from '../convert';
import type { Judgement } from './linter';

/** More than that at one place is no reading for a hover. */
const mostRules = 3;

/** Why the findings at a place are there, each with how it is written well. */
export async function findingHover(judgement: Judgement, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const touched = judgement.findings.filter(({ range }) => toRange(range).contains(position));
    const [first] = touched;
    if (first === undefined) return undefined;
    const { rules } = await import('../../rules/index');
    const ids = [...new Set(touched.map(({ rule }) => rule))].slice(0, mostRules);
    const texts = ids.flatMap((id) => {
        const rule = rules.find((each) => each.id === id);
        return rule === undefined ? [] : describe(rule);
    });
    return new vscode.Hover(texts, toRange(first.range));
}

function describe({ id, why, examples }: Rule): vscode.MarkdownString {
    const text = new vscode.MarkdownString();
    const command = commandId('explainRule');
    text.isTrusted = { enabledCommands: [command] };
    text.appendMarkdown(`${why}\n\n`);
    const good = examples[0]?.good.trimEnd();
    if (good !== undefined) {
        text.appendMarkdown(`${vscode.l10n.t('Written well:')}\n`);
        text.appendCodeblock(good, 'dockerfile');
    }
    const target = `command:${command}?${encodeURIComponent(JSON.stringify([id]))}`;
    text.appendMarkdown(`[${vscode.l10n.t('Explain `{0}`', id)}](${target})`);
    return text;
}
