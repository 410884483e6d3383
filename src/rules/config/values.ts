import type { ConfigEntry, ConfigProblem, ConfigValue } from './yaml';

/** Each reader tells what is wrong and gives `undefined`, or leaves the wrong part out. */

export function readOneOf<T extends string>(
    { key, value }: Pick<ConfigEntry, 'key' | 'value'>,
    allowed: readonly T[],
    problems: ConfigProblem[],
): T | undefined {
    const found = allowed.find((choice) => choice === value.text);
    if (found === undefined)
        refuse(value, `\`${key}\` is one of ${allowed.map((name) => `\`${name}\``).join(', ')}`, problems);
    return found;
}

/** YAML 1.1 spellings such as `yes` are understood: hadolint's parser does. */
export function readBoolean({ key, value }: ConfigEntry, problems: ConfigProblem[]): boolean | undefined {
    const text = value.text?.toLowerCase();
    if (text !== undefined && ['true', 'yes', 'on', 'y'].includes(text)) return true;
    if (text !== undefined && ['false', 'no', 'off', 'n'].includes(text)) return false;
    refuse(value, `\`${key}\` is \`true\` or \`false\``, problems);
    return undefined;
}

/** A list of texts; one text alone counts as a list of one. */
export function readTexts({ key, value }: ConfigEntry, problems: ConfigProblem[]): string[] {
    if (value.isEmpty) return [];
    if (value.text !== undefined) return [value.text];
    if (value.items === undefined) refuse(value, `\`${key}\` is a list`, problems);
    return (value.items ?? []).flatMap((item) => {
        if (item.text === undefined) refuse(item, `\`${key}\` lists texts only`, problems);
        return item.text === undefined ? [] : [item.text];
    });
}

export function readEntries({ key, value }: ConfigEntry, problems: ConfigProblem[]): readonly ConfigEntry[] {
    if (value.isEmpty) return [];
    if (value.entries === undefined) refuse(value, `\`${key}\` maps names to values`, problems);
    return value.entries ?? [];
}

export function refuse({ range }: Pick<ConfigValue, 'range'>, message: string, problems: ConfigProblem[]): void {
    problems.push({ message, range });
}
