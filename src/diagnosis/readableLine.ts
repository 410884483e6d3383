const escape = String.fromCharCode(27);
const bell = String.fromCharCode(7);
/** Colours and cursor movements (CSI), titles and links (OSC). */
const terminalCodes = new RegExp(
    `${escape}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${bell}${escape}]*(?:${bell}|${escape}\\\\)?|[@-Z\\\\^_])`,
    'g',
);
/** Of `docker logs -t` and of a CI's log: `2026-11-24T20:19:23.123456789Z `. */
const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d) /;
/** Of `docker compose logs`: `api-1  | `. */
const service = /^[\w.-]{1,80} {0,40}\| /;
/** Of BuildKit's plain progress `#12 0.345 `, and of the excerpt that it prints for a step that failed: `0.345 `. */
const step = /^(?:#\d+ )?\d+\.\d{1,3} |^#\d+ /;
const longest = 4096;

/** A line as its program wrote it: without terminal codes, what a progress bar drew over, and what other tools put in front. Cut at 4,096 characters. */
export function readableLine(raw: string): string {
    let line = lastDrawn(raw).slice(0, 2 * longest);
    if (line.includes(escape)) line = line.replace(terminalCodes, '');
    for (const prefix of [timestamp, service, timestamp, step]) line = line.replace(prefix, '');
    return line.slice(0, longest);
}

/** What stands behind the last carriage return that something follows. */
function lastDrawn(line: string): string {
    let end = line.length;
    while (line[end - 1] === '\r') end--;
    return line.slice(line.lastIndexOf('\r', end - 1) + 1, end);
}
