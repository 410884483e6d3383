/** An RFC 3339 time as nanoseconds since 1970; `undefined` for what is none. */
export function nanoseconds(time: string): bigint | undefined {
    const [, date, clock, fraction = '', zone] =
        /^(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(?:\.(\d{1,9})\d*)?([Zz]|[+-]\d\d:\d\d)$/.exec(time) ?? [];
    if (date === undefined || clock === undefined || zone === undefined) return undefined;
    const milliseconds = Date.parse(`${date}T${clock}${zone.toUpperCase()}`);
    if (Number.isNaN(milliseconds)) return undefined;
    return BigInt(milliseconds) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}

/** Negative where `one` is earlier. The engine's stamps are all of one length in UTC, which compares as text; others are read. */
export function compareTimes(one: string, other: string): number {
    if (one === other) return 0;
    const comparable = one.length === other.length && one.endsWith('Z') && other.endsWith('Z');
    if (comparable) return one < other ? -1 : 1;
    const [left = 0n, right = 0n] = [nanoseconds(one), nanoseconds(other)];
    return left === right ? 0 : left < right ? -1 : 1;
}

/** Milliseconds since 1970 of a time that the engine wrote; `undefined` for none and for its year 1, which stands for never. */
export function milliseconds(time: string): number | undefined {
    const parsed = Date.parse(time);
    return Number.isNaN(parsed) || parsed < 0 ? undefined : parsed;
}
