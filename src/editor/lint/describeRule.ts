import type { Rule } from '../../rules/rule';

/** The page about a rule, as Markdown. */
export function describeRule({ id, severity, profile, summary, why, examples, covers, departures }: Rule): string {
    const fenced = (text: string): string => `\`\`\`dockerfile\n${text.trimEnd()}\n\`\`\``;
    return [
        `# ${id}`,
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
        `To silence it for one instruction, write \`# gopherdock ignore=${id}\` on the line above; for a project, switch it off in \`.gopherdock.yaml\` or in the setting \`gopherdock.lint.rules\`.`,
    ]
        .join('\n\n')
        .concat('\n');
}
