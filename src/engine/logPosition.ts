import type { LogLine, LogOptions } from './engine';
import { compareTimes, nanoseconds } from './times';

/** The two streams are stamped before they are written, so the younger line of one can stand before the older one of the other. */
const overlap = 2_000_000_000n;

interface Mark {
    /** Of the last line given out; empty before the first. */
    readonly time: string;
    /** How many lines with this very time were given out. */
    readonly count: number;
    /** The text of the first of these: a tail may begin in the middle of the lines of one time. */
    readonly first: string;
}

const start: Mark = { time: '', count: 0, first: '' };

/** Where a reader of a log stands, so that it can be taken up again: no line lost, none repeated, though many may carry the same time. */
export class LogPosition {
    readonly #options: LogOptions;
    #marks: Record<LogLine['stream'], Mark> = { stdout: start, stderr: start };
    /** What was given out before this connection; compared with until the stream has passed it. */
    readonly #before = new Map<LogLine['stream'], Mark>();
    #replayed: Record<LogLine['stream'], number> = { stdout: 0, stderr: 0 };
    #earliest = '';
    #openSince: string | undefined;
    #opened: bigint | undefined;

    constructor(options: LogOptions) {
        this.#options = options;
    }

    /** What to ask the engine for at first, and after a lost connection. */
    query(): { readonly since: bigint | undefined; readonly tail: number | undefined } {
        const latest = [this.#marks.stdout.time, this.#marks.stderr.time].sort(compareTimes).at(-1) ?? '';
        const asked = nanoseconds(this.#options.since ?? '');
        if (latest === '') {
            if (this.#opened === undefined) return { since: asked, tail: this.#options.tail };
            return { since: this.#options.tail === 0 ? this.#opened : asked, tail: undefined };
        }
        const times = [nanoseconds(latest), nanoseconds(this.#openSince ?? latest)].filter(
            (time) => time !== undefined,
        );
        const earliest = times.reduce((one, other) => (other < one ? other : one), times[0] ?? 0n);
        return { since: earliest - overlap, tail: undefined };
    }

    /** To be called when a connection is open; `date` is the engine's own clock, as its answer tells it. */
    connected(date: string | undefined, now = Date.now()): void {
        if (this.#opened !== undefined) {
            this.#before.set('stdout', this.#marks.stdout).set('stderr', this.#marks.stderr);
            this.#replayed = { stdout: 0, stderr: 0 };
        }
        const second = Date.parse(date ?? '');
        // it tells whole seconds only; a clock of ours that agrees with it tells more
        const milliseconds = now >= second && now < second + 1500 ? now : second;
        this.#opened ??= Number.isNaN(milliseconds) ? 0n : BigInt(milliseconds) * 1_000_000n;
    }

    /** Remembers that the connection broke in the middle of a line that began at this time, which is read afresh. */
    brokeOff(openSince: string | undefined): void {
        this.#openSince = openSince;
    }

    /** Whether a line is new; it counts as given out from now on. */
    admit(line: LogLine): boolean {
        const { since } = this.#options;
        if (since !== undefined && compareTimes(line.time, since) <= 0) return false;
        if (this.#isRepeated(line)) return false;
        const mark = this.#marks[line.stream];
        this.#marks[line.stream] =
            line.time === mark.time
                ? { ...mark, count: mark.count + 1 }
                : { time: line.time, count: 1, first: line.text };
        if (this.#earliest === '') this.#earliest = line.time;
        return true;
    }

    #isRepeated({ stream, time, text }: LogLine): boolean {
        const before = this.#before.get(stream);
        if (before === undefined) return false;
        // a stream that said nothing so far has nothing older than the first line of the other one, else that would have been shown
        const order = before.time === '' ? compareTimes(time, this.#earliest) : compareTimes(time, before.time);
        if (order < 0) return true;
        if (order === 0 && before.time !== '') {
            const replayed = this.#replayed[stream];
            if (replayed === 0 && text !== before.first) return true;
            this.#replayed[stream] += 1;
            if (replayed < before.count) return true;
        }
        if (order > 0) this.#before.delete(stream);
        return false;
    }
}
