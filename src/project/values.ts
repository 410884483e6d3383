import type { Source } from './project';

/** What an expression may be at run time, as far as the sources tell. */
export interface Value {
    /** `undefined` where only the environment knows. */
    readonly text: string | undefined;
    /** The environment variable that decides, where one does. */
    readonly env: string | null;
    /** Where the text, or else the name of the variable, is written. */
    readonly source: Source;
}

/** More alternatives than this are not told apart. */
const mostValues = 12;

/** Alternatives together: what stands beside a read of the environment is that variable's default. */
export function mergeValues(values: readonly Value[]): Value[] {
    const fromEnvironment = values.find(({ env }) => env !== null);
    const distinct = new Map<string, Value>();
    const known = values.some(({ text }) => text !== undefined && text !== '');
    for (const value of values) {
        if (known && (value.text === undefined || (value.text === '' && fromEnvironment !== undefined))) continue;
        const env = value.env ?? (value.text === undefined ? null : (fromEnvironment?.env ?? null));
        const key = `${value.text ?? '\0'}\0${env ?? ''}`;
        if (!distinct.has(key)) distinct.set(key, { ...value, env });
    }
    return [...distinct.values()].slice(0, mostValues);
}

/** Every combination, put together by `combine`; unknown where one part is unknown. */
export function combineValues(
    parts: readonly (readonly Value[])[],
    combine: (texts: readonly string[]) => string | undefined,
): Value[] {
    let rows: readonly (readonly Value[])[] = [[]];
    for (const part of parts) rows = rows.flatMap((row) => part.map((value) => [...row, value])).slice(0, mostValues);
    return mergeValues(
        rows.flatMap((row) => {
            const texts = row.flatMap(({ text }) => text ?? []);
            const text = texts.length === row.length ? combine(texts) : undefined;
            const env = row.find((value) => value.env !== null)?.env ?? null;
            const source = (
                row.find((value) => /\d/.test(value.text ?? '')) ??
                row.find((value) => value.env !== null) ??
                row[0]
            )?.source;
            return source === undefined || (text === undefined && env === null) ? [] : { text, env, source };
        }),
    );
}

/** `fmt.Sprintf` for the verbs that make addresses and paths; `undefined` for any other. */
export function formatText(format: string, texts: readonly string[]): string | undefined {
    let next = 0;
    const unknown: string[] = [];
    const text = format.replaceAll(/%(?:%|[-+# 0]*\d*(?:\.\d+)?([a-zA-Z]))/g, (verb, letter?: string) => {
        if (verb === '%%') return '%';
        const value = texts[next++];
        if (value === undefined || !'sdvqi'.includes(letter ?? '')) unknown.push(verb);
        return letter === 'q' ? `"${value ?? ''}"` : (value ?? '');
    });
    return unknown.length === 0 ? text : undefined;
}
