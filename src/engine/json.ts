/**
 * Reading JSON that others wrote: whatever is absent, null or of another type becomes the empty value of the type that is asked for,
 * so that an engine that adds, drops or nulls a field is never a crash.
 */
export type JsonObject = Readonly<Record<string, unknown>>;

export function object(value: unknown): JsonObject {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

export function list(value: unknown): readonly unknown[] {
    return Array.isArray(value) ? value : [];
}

export function text(value: unknown): string {
    return typeof value === 'string' ? value : '';
}

export function number(value: unknown): number {
    return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

/** The texts of a list; a single text counts as a list of one, as the engine's older answers have it. */
export function texts(value: unknown): readonly string[] {
    if (typeof value === 'string') return [value];
    return list(value).filter((item) => typeof item === 'string');
}

export function textRecord(value: unknown): Readonly<Record<string, string>> {
    return Object.fromEntries(
        Object.entries(object(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
}

/** `undefined` for what is no JSON. */
export function parseJson(source: string): unknown {
    try {
        return JSON.parse(source) as unknown;
    } catch {
        return undefined;
    }
}

/** A name or status as one harmless line: control and direction-changing characters, which could forge a row, become visible. */
export function plain(value: unknown): string {
    return text(value).replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, '\uFFFD');
}
