import type { Source } from './project';

/** What an expression may be at run time, as far as the sources tell. */
export interface Value {
    /** `undefined` where only the environment knows. */
    readonly text: string | undefined;
    /** Where parts of the text are unknown, the others: an address without its host still says the port. */
    readonly partial?: string | undefined;
    /** The environment variable that decides, where one does. */
    readonly env: string | null;
    /** Whether the program gives up without the variable. */
    readonly required?: boolean | undefined;
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
        const key = `${value.text ?? '\0'}\0${value.partial ?? ''}\0${env ?? ''}`;
        if (!distinct.has(key)) distinct.set(key, { ...value, env });
    }
    return [...distinct.values()].slice(0, mostValues);
}

/** Every combination, put together by `combine`; unknown where one part is unknown. */
export function combineValues(
    parts: readonly (readonly Value[])[],
    combine: (texts: readonly string[]) => string | undefined,
): Value[] {
    let rows: readonly (readonly (Value | undefined)[])[] = [[]];
    for (const part of parts) {
        const values = part.length === 0 ? [undefined] : part;
        rows = rows.flatMap((row) => values.map((value) => [...row, value])).slice(0, mostValues);
    }
    return mergeValues(
        rows.flatMap((row): Value[] => {
            const known = row.flatMap((value) => value ?? []);
            const source = (
                known.find((value) => /\d/.test(value.text ?? '')) ??
                known.find((value) => value.env !== null) ??
                known[0]
            )?.source;
            // Of a host and a port that are both chosen, the port's variable counts.
            const env =
                known.findLast((value) => value.env !== null && /\d/.test(value.text ?? ''))?.env ??
                known.findLast((value) => value.env !== null)?.env ??
                null;
            if (source === undefined) return [];
            const texts = known.flatMap(({ text }) => text ?? []);
            if (texts.length === row.length) {
                const text = combine(texts);
                return text === undefined && env === null ? [] : [{ text, env, source }];
            }
            const partial = combine(row.map((value) => value?.text ?? value?.partial ?? ''));
            if (env === null && !/:/.test(partial ?? '')) return [];
            return [{ text: undefined, partial, env, source }];
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
