import type { ScriptPlace } from '../../dockerfile/shellScript';

/** What ShellCheck says of one place in a script. */
export interface Comment extends ScriptPlace {
    /** Such as 2086. */
    readonly code: number;
    readonly level: 'error' | 'warning' | 'info' | 'style';
    readonly message: string;
    /** What repairs it, all together. */
    readonly replacements: readonly Replacement[];
}

interface Replacement extends ScriptPlace {
    readonly text: string;
}

const mostComments = 500;
const longestText = 2000;

/** Reads the `json1` format; whatever is not as it must be is left out. */
export function readReport(output: string): readonly Comment[] {
    let report: unknown;
    try {
        report = JSON.parse(output);
    } catch {
        return [];
    }
    return listIn(report, 'comments')
        .slice(0, mostComments)
        .flatMap((entry) => readComment(entry) ?? []);
}

function readComment(entry: unknown): Comment | undefined {
    const place = readPlace(entry);
    const code = field(entry, 'code');
    const level = levels.find((each) => each === field(entry, 'level'));
    const message = field(entry, 'message');
    if (place === undefined || level === undefined || typeof message !== 'string' || !isCount(code)) return undefined;
    const replacements = listIn(field(entry, 'fix'), 'replacements').map(readReplacement);
    const known = replacements.filter((replacement) => replacement !== undefined);
    return {
        ...place,
        code,
        level,
        message: message.slice(0, longestText),
        // half of a repair is none
        replacements: known.length === replacements.length ? known : [],
    };
}

const levels = ['error', 'warning', 'info', 'style'] as const;

function readReplacement(entry: unknown): Replacement | undefined {
    const place = readPlace(entry);
    const text = field(entry, 'replacement');
    return place === undefined || typeof text !== 'string' || text.length > longestText
        ? undefined
        : { ...place, text };
}

function readPlace(entry: unknown): ScriptPlace | undefined {
    const [line, column] = [field(entry, 'line'), field(entry, 'column')];
    const [endLine, endColumn] = [field(entry, 'endLine'), field(entry, 'endColumn')];
    if (!isCount(line) || !isCount(column) || !isCount(endLine) || !isCount(endColumn)) return undefined;
    return { line, column, endLine, endColumn };
}

function listIn(value: unknown, name: string): readonly unknown[] {
    const list = field(value, name);
    return Array.isArray(list) ? list : [];
}

function field(value: unknown, name: string): unknown {
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

function isCount(value: unknown): value is number {
    return typeof value === 'number' && Number.isInteger(value) && value > 0;
}
