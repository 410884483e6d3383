/** Go's durations as `time.ParseDuration` reads them, such as `1m30s`: that is also how they are shown to people. */
const units: Readonly<Record<string, string>> = {
    Nanosecond: '1ns',
    Microsecond: '1us',
    Millisecond: '1ms',
    Second: '1s',
    Minute: '1m',
    Hour: '1h',
};
const secondsOf: Readonly<Record<string, number>> = { ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };
const part = /(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g;

/** `1s` for the name of `time.Second`. */
export function unitOfTime(name: string): string | undefined {
    return units[name];
}

/** A count and a duration of one unit, in either order. */
export function multiplyDuration(left: string, right: string): string | undefined {
    const [duration, count] = /[a-zµ]$/.test(left) ? [left, right] : [right, left];
    const [whole, amount = '', unit = ''] = /^(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)$/.exec(duration) ?? [];
    if (whole === undefined || !/^\d+(?:\.\d+)?$/.test(count)) return undefined;
    return `${Number(amount) * Number(count)}${unit}`;
}

/** In seconds; `undefined` where the text is no duration. */
export function parseSeconds(text: string): number | undefined {
    const parts = [...text.matchAll(part)];
    if (parts.length === 0 || text.replaceAll(part, '') !== '') return undefined;
    return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (secondsOf[unit ?? ''] ?? 0), 0);
}
