/** Longer lines are cut: a terminal shows no more of them. */
const longestLine = 16 * 1024;

const red = 31;
const yellow = 33;
const blue = 34;
const grey = 90;

/** A line of a container's log for a terminal: its own colours are kept, every other control sequence is taken out, and the level is coloured. */
export function logLineText(text: string): string {
    const cut = text.length > longestLine ? `${text.slice(0, longestLine)}…` : text;
    const safe = cut.replace(escapes, (sequence) => (isColor(sequence) ? sequence : ''));
    if (safe.includes('\u001B')) return `${safe}\u001B[0m`;
    const level = findLevel(safe);
    if (level === undefined) return safe;
    const { start, end, color } = level;
    return `${safe.slice(0, start)}\u001B[${color}m${safe.slice(start, end)}\u001B[39m${safe.slice(end)}`;
}

/** Colours and other looks of letters, which end with the line. */
function isColor(sequence: string): boolean {
    return sequence.startsWith('\u001B[') && /^[\d;]*m$/.test(sequence.slice(2));
}

// what could move the cursor, write to the clipboard or rename the window
const escapes =
    // eslint-disable-next-line no-control-regex -- control characters are what it is about
    /\u001B\[[0-?]*[ -/]*[@-~]|\u001B[\]PX^_][^\u0007\u001B]*(?:\u0007|\u001B\\)?|\u001B[ -/]*[0-~]?|[\u0000-\u0008\u000A-\u001F\u007F-\u009F]/g;

const colors: readonly (readonly [word: RegExp, color: number])[] = [
    [/^(?:e|err|error|f|fatal|crit|critical|panic|dpanic)$/i, red],
    [/^(?:w|warn|warning)$/i, yellow],
    [/^(?:i|inf|info)$/i, blue],
    [/^(?:d|dbg|debug|trc|trace)$/i, grey],
];

/** The word that tells the level, as log/slog, zap, zerolog, logrus, klog and a panic of Go write it. */
const levels: readonly RegExp[] = [
    /"(?:level|lvl|severity|levelname)"\s*:\s*"([A-Za-z]+)/d,
    /(?:^|\s)(?:level|lvl|severity)="?([A-Za-z]+)/d,
    /^([EWIF])\d{4} \d\d:\d\d:\d\d/d,
    /^\S*\d\S*(?: \d\S*)?\s+\[?(ERROR|ERR|FATAL|PANIC|WARN|WARNING|WRN|INFO|INF|DEBUG|DBG)\b/d,
    /^\[?(ERROR|ERR|FATAL|PANIC|WARN|WARNING|WRN|INFO|INF|DEBUG|DBG)\b/d,
    /^(panic|fatal error):/d,
];

function findLevel(text: string): { start: number; end: number; color: number } | undefined {
    for (const level of levels) {
        const match = level.exec(text.slice(0, 1024));
        const place = match?.indices?.[1];
        if (match === null || place === undefined) continue;
        const word = match[1] === 'fatal error' ? 'fatal' : (match[1] ?? '');
        const [, color] = colors.find(([words]) => words.test(word)) ?? [];
        if (color !== undefined) return { start: place[0], end: place[1], color };
    }
    return undefined;
}
