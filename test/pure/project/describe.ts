/** A value for people: JSON without what is empty, false or null, and with a place as `file:line`, one-based. */
export function describe(value: unknown): string {
    return `${JSON.stringify(condense(value), undefined, 2)}\n`;
}

function condense(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(condense);
    if (typeof value !== 'object' || value === null) return value;
    const { file, line, ...all } = value as Record<string, unknown>;
    // What everybody calls a program is shown where it is not its name.
    const rest = 'binary' in all && all['binary'] === all['name'] ? { ...all, binary: null } : all;
    const place = typeof file === 'string' && typeof line === 'number' ? `${file}:${line + 1}` : undefined;
    const entries = Object.entries(rest).filter(([, each]) => !isEmpty(each));
    if (place !== undefined && entries.length === 0) return place;
    const shown = Object.fromEntries(entries.map(([key, each]) => [key, condense(each)]));
    return place === undefined ? shown : { ...shown, at: place };
}

function isEmpty(value: unknown): boolean {
    return value === null || value === false || value === undefined || (Array.isArray(value) && value.length === 0);
}
