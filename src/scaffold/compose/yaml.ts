/** What is written between a key and the next: text by our own hand, every string of it quoted where YAML would read it otherwise. */
export type YamlValue = string | number | boolean | null | YamlList | YamlMap;
type YamlList = { readonly list: readonly YamlValue[] };
export type YamlMap = { readonly entries: readonly YamlEntry[] };

export interface YamlEntry {
    readonly key: string;
    readonly value: YamlValue;
    /** Sentences above the entry. */
    readonly comment?: string;
}

export function listOf(...list: readonly YamlValue[]): YamlList {
    return { list };
}

export function mapOf(...entries: readonly (YamlEntry | undefined)[]): YamlMap {
    return { entries: entries.filter((entry) => entry !== undefined) };
}

export function entry(key: string, value: YamlValue, comment?: string): YamlEntry {
    return comment === undefined ? { key, value } : { key, value, comment };
}

/** The entries as lines of text, at any depth without a blank line between them. */
export function renderMap({ entries }: YamlMap, indent = ''): string[] {
    return entries.flatMap(({ key, value, comment }) => [
        ...(comment === undefined ? [] : [`${indent}# ${comment}`]),
        ...renderEntry(`${indent}${quote(key)}:`, value, indent),
    ]);
}

const widest = 100;

function renderEntry(start: string, value: YamlValue, indent: string): string[] {
    if (value === null) return [start];
    if (typeof value !== 'object') return [`${start} ${scalar(value, true)}`];
    const deeper = `${indent}  `;
    if ('entries' in value) return value.entries.length === 0 ? [`${start} {}`] : [start, ...renderMap(value, deeper)];
    const items = value.list.map((item) => (typeof item === 'object' ? undefined : scalar(item, false)));
    const line = `${start} [${items.join(', ')}]`;
    if (!items.includes(undefined) && line.length <= widest) return [line];
    return [start, ...value.list.flatMap((item) => renderItem(item, deeper))];
}

function renderItem(item: YamlValue, indent: string): string[] {
    if (item === null || typeof item !== 'object') return [`${indent}- ${scalar(item, false)}`];
    if ('list' in item) return renderEntry(`${indent}-`, item, `${indent}  `);
    const [first = '', ...others] = renderMap(item, `${indent}  `);
    return [`${indent}- ${first.trimStart()}`, ...others];
}

function scalar(value: string | number | boolean | null, alone: boolean): string {
    if (typeof value !== 'string') return String(value);
    return alone && plainWithColon.test(value) ? value : quote(value);
}

/** Words that some reader of YAML, 1.1 or 1.2, takes for something else than text. */
const meaningful = /^(?:null|true|false|yes|no|on|off|y|n|nan|inf)$/i;
/** `.` is a number to the letter of YAML 1.1 and to no reader of compose files. */
const plain = /^(?:[A-Za-z][\w./@-]*|\.|\.?\/[\w./-]+|\d+(?:s|m|g|MiB))$/;
/** Such as an image and its tag; between brackets some readers would take it for a key and its value. */
const plainWithColon = /^[A-Za-z][\w./@-]*:[A-Za-z0-9][\w.-]*$/;

/** The text as a scalar that every reader of YAML gives back as it is, in a list between brackets too. */
export function quote(text: string): string {
    if (plain.test(text) && !meaningful.test(text)) return text;
    // Between single quotes nothing has a meaning, but what is no printable character cannot stand there.
    if (!/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]/u.test(text)) return `'${text.replaceAll("'", "''")}'`;
    const characters = Array.from(text, (character) => (isHarmless(character) ? character : escape(character)));
    return `"${characters.join('')}"`;
}

function isHarmless(character: string): boolean {
    return /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(character) && character !== '"' && character !== '\\';
}

function escape(character: string): string {
    const code = character.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
}

function hex(code: number, digits: number): string {
    return code.toString(16).padStart(digits, '0');
}

/** The text as compose gives it back: what stands behind a `$` it would look up. */
export function literal(text: string): string {
    return text.replaceAll('$', '$$$$');
}
