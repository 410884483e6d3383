import { yamlText } from '../yamlText';

/** What is written as YAML. A key or an item that starts with `#` is a comment line, an `undefined` value leaves its key out. */
export type Yaml = string | number | boolean | readonly Yaml[] | YamlMap;
export interface YamlMap {
    readonly [key: string]: Yaml | null | undefined;
}

/** The lines of a mapping, in the order of its keys. */
export function writeMap(map: YamlMap): string[] {
    return Object.entries(map).flatMap(([key, value]) => {
        if (value === undefined) return [];
        if (key.startsWith('#')) return [key];
        return value === null ? [`${writeKey(key)}:`] : writeUnder(`${writeKey(key)}:`, value);
    });
}

export function indent(lines: readonly string[]): string[] {
    return lines.map((line) => (line === '' ? '' : `  ${line}`));
}

function writeUnder(head: string, value: Yaml): string[] {
    if (isList(value)) return value.length === 0 ? [`${head} []`] : [head, ...indent(value.flatMap(writeItem))];
    if (typeof value === 'object') return [head, ...indent(writeMap(value))];
    if (typeof value !== 'string') return [`${head} ${String(value)}`];
    const lines = value.split('\n');
    return lines.length === 1 ? [`${head} ${yamlText(value)}`] : [`${head} |`, ...indent(lines)];
}

/** Comments in front of the first key stand before the dash. */
function writeItem(item: Yaml): string[] {
    if (typeof item === 'string' && item.startsWith('#')) return [item];
    if (typeof item !== 'object' || isList(item)) return writeUnder('-', item);
    const lines = writeMap(item);
    const first = lines.findIndex((line) => !line.startsWith('#'));
    return [...lines.slice(0, first), `- ${lines[first] ?? ''}`, ...indent(lines.slice(first + 1))];
}

function writeKey(key: string): string {
    return /^[\w.-]+$/.test(key) ? key : yamlText(key);
}

function isList(value: Yaml): value is readonly Yaml[] {
    return Array.isArray(value);
}
