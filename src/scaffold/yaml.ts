/**
 * Writes YAML: compose files from entries, whose names come from outside, pipelines from literals, whose shape is known. A
 * text that some reader would take for something else is quoted.
 */
import { yamlText } from './yamlText';

export type YamlValue = string | number | boolean | null | YamlList | YamlMap | Script;
interface YamlList {
    readonly list: readonly (YamlValue | Comment)[];
    /** Whether it stands between brackets where it fits into a line. */
    readonly brackets: boolean;
}
interface Script {
    readonly script: string;
}
interface Comment {
    readonly comment: string;
}
export interface YamlMap {
    readonly entries: readonly YamlEntry[];
}

export interface YamlEntry {
    readonly key: string;
    readonly value: YamlValue;
    /** Sentences above the entry, a line for each. */
    readonly comment?: string;
}

export function listOf(...list: readonly YamlValue[]): YamlList {
    return { list, brackets: true };
}

export function mapOf(...entries: readonly (YamlEntry | undefined)[]): YamlMap {
    return { entries: entries.filter((entry) => entry !== undefined) };
}

export function entry(key: string, value: YamlValue, comment?: string): YamlEntry {
    return comment === undefined ? { key, value } : { key, value, comment };
}

/**
 * A map as it is written in TypeScript, of our own texts. A key or an item that starts with `# ` is a comment on what follows,
 * an `undefined` value leaves its key out, and a text of several lines is a script.
 */
export interface YamlLiteral {
    readonly [key: string]: LiteralValue | null | undefined;
}
export type LiteralValue = string | number | boolean | readonly LiteralValue[] | YamlLiteral;

/** The lines of a literal, in the order of its keys. */
export function writeMap(literal: YamlLiteral, indent = ''): string[] {
    return renderMap(readLiteral(literal), indent);
}

function readLiteral(literal: YamlLiteral): YamlMap {
    const entries: YamlEntry[] = [];
    let comments: string[] = [];
    for (const [key, value] of Object.entries(literal)) {
        if (value === undefined) continue;
        if (key.startsWith('# ')) {
            comments.push(key.slice(2));
            continue;
        }
        entries.push(entry(key, readValue(value), comments.length === 0 ? undefined : comments.join('\n')));
        comments = [];
    }
    return { entries };
}

function readValue(value: LiteralValue | null): YamlValue {
    if (isList(value)) return { list: value.map((item) => readComment(item) ?? readValue(item)), brackets: false };
    if (typeof value === 'string') return value.includes('\n') ? { script: value } : value;
    return typeof value === 'object' && value !== null ? readLiteral(value) : value;
}

function readComment(item: LiteralValue): Comment | undefined {
    return typeof item === 'string' && item.startsWith('# ') ? { comment: item.slice(2) } : undefined;
}

function isList(value: LiteralValue | null): value is readonly LiteralValue[] {
    return Array.isArray(value);
}

/** The entries as lines of text, at any depth without a blank line between them. */
export function renderMap({ entries }: YamlMap, indent = ''): string[] {
    return entries.flatMap(({ key, value, comment }) => [
        ...(comment?.split('\n').map((line) => `${indent}# ${line}`) ?? []),
        ...renderUnder(`${indent}${yamlText(key, 'brackets')}:`, value, indent),
    ]);
}

const widest = 100;

function renderUnder(start: string, value: YamlValue, indent: string): string[] {
    if (value === null) return [start];
    if (typeof value !== 'object') return [`${start} ${scalar(value, 'line')}`];
    const deeper = `${indent}  `;
    if ('script' in value)
        return [`${start} |`, ...value.script.split('\n').map((line) => (line === '' ? '' : `${deeper}${line}`))];
    if ('entries' in value) return value.entries.length === 0 ? [`${start} {}`] : [start, ...renderMap(value, deeper)];
    const items = value.list.map((item) => (typeof item === 'object' ? undefined : scalar(item, 'brackets')));
    const line = `${start} [${items.join(', ')}]`;
    if (items.length === 0 || (value.brackets && !items.includes(undefined) && line.length <= widest)) return [line];
    return [start, ...value.list.flatMap((item) => renderItem(item, deeper))];
}

/** Comments on the first entry of a map stand before the dash. */
function renderItem(item: YamlValue | Comment, indent: string): string[] {
    if (typeof item !== 'object' || item === null) return renderUnder(`${indent}-`, item, indent);
    if ('comment' in item) return [`${indent}# ${item.comment}`];
    if (!('entries' in item)) return renderUnder(`${indent}-`, item, indent);
    const lines = renderMap(item, `${indent}  `);
    const first = lines.findIndex((line) => !line.trimStart().startsWith('#'));
    return [
        ...lines.slice(0, first).map((line) => line.slice(2)),
        `${indent}- ${lines[first]?.trimStart() ?? '{}'}`,
        ...lines.slice(first + 1),
    ];
}

function scalar(value: string | number | boolean, place: 'line' | 'brackets'): string {
    return typeof value === 'string' ? yamlText(value, place) : String(value);
}
