import type { Rule } from './rule';

/** The page about a rule, as Markdown. */
export function describeRule(rule: Rule): string {
    const silence = `To silence it for one instruction, write \`# gopherdock ignore=${rule.id}\` on the line above; for a project, switch it off in \`.gopherdock.yaml\` or in the setting \`gopherdock.lint.rules\`.`;
    return `# ${rule.id}\n\n${describeBelowTitle(rule)}\n\n${silence}\n`;
}

/** The page without its title, and without how to silence the rule, which is the same for all. */
export function describeBelowTitle({ severity, profile, summary, why, examples, covers, departures }: Rule): string {
    const fenced = (text: string): string => `\`\`\`dockerfile\n${text.trimEnd()}\n\`\`\``;
    return [
        `**${summary}.** ${why}`,
        `Severity \`${severity}\`, profile \`${profile}\`.`,
        ...examples.flatMap(({ bad, good, files }) => [
            ...Object.entries(files ?? {}).map(
                ([path, text]) => `With \`${path}\`:\n\n\`\`\`\n${text.trimEnd()}\n\`\`\``,
            ),
            `Instead of\n\n${fenced(bad)}`,
            `write\n\n${fenced(good)}`,
        ]),
        ...(covers === undefined || covers.length === 0
            ? []
            : [`Reports what these checks report: ${covers.map((alias) => `\`${alias}\``).join(', ')}.`]),
        ...(departures ?? []).map(({ from, why: reason }) => `Judges otherwise than \`${from}\`: ${reason}.`),
    ].join('\n\n');
}
