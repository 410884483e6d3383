import { signatures } from '../diagnosis';
import { rules } from '../rules';
import { describeBelowTitle } from '../rules/describeRule';
import type { Rule } from '../rules/rule';
import { category, commands, type CommandContribution } from './commands';
import { settings } from './settings';

/** The parts of the README that follow from the code, by the name between their markers. */
export function readmeParts(): Readonly<Record<string, string>> {
    return {
        rules: table(
            ['Rule', 'What it wants', 'Severity', 'Profile', 'Same as'],
            rules.map(({ id, summary, severity, profile, covers = [] }) => [
                `[\`${id}\`](#${id})`,
                summary,
                severity,
                profile,
                covers.map((alias) => alias.replace(':', ' ')).join(', '),
            ]),
        ),
        'rule-pages': rules.map(rulePage).join('\n\n'),
        diagnoses: table(
            ['Failure', 'What it says'],
            signatures.map(({ id, summary }) => [`\`${id}\``, summary]),
        ),
        commands: table(
            ['Command', 'What it does'],
            Object.values<CommandContribution>(commands).map(({ title, does }) => [`*${category}: ${title}*`, does]),
        ),
        settings: table(
            ['Setting', 'Default', 'What it does'],
            Object.entries(settings).map(([name, each]) => [
                `\`gopherdock.${name}\``,
                `\`${JSON.stringify(each.default)}\``,
                each.description,
            ]),
        ),
    };
}

/** Examples of tokens are made up, but whoever scans the package for secrets cannot know. */
const tokens = /\b(gh[pousr]_)\w{20,}/g;

/** Folded, so that the list of rules stays a list. */
function rulePage(rule: Rule): string {
    return [
        `<details id="${rule.id}">`,
        `<summary><code>${rule.id}</code></summary>`,
        `\n${describeBelowTitle(rule).replaceAll(tokens, '$1…')}\n`,
        '</details>',
    ].join('\n');
}

/** Puts each part between its markers, `<!-- generated:name -->` and `<!-- /generated:name -->`; throws where a marker is missing. */
export function fillReadme(readme: string, parts: Readonly<Record<string, string>>): string {
    return Object.entries(parts).reduce((text, [name, part]) => {
        const start = `<!-- generated:${name} -->\n`;
        const end = `<!-- /generated:${name} -->`;
        const from = text.indexOf(start);
        const to = text.indexOf(end);
        if (from < 0 || to < from) throw new Error(`the README has no place for \`${name}\``);
        return `${text.slice(0, from + start.length)}${part}\n${text.slice(to)}`;
    }, readme);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
    const line = (cells: readonly string[]): string =>
        `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
    return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
