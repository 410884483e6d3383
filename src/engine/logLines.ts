import { StringDecoder } from 'node:string_decoder';
import type { LogLine } from './engine';
import { EngineError } from './engineError';

const longestLine = 1024 * 1024;
/** The engine stores a longer line in pieces of this size, and stamps each piece with the time of the first. */
const pieceLength = 16 * 1024;
const newline = 10;
const space = 32;
const longestStamp = 40;

/**
 * Cuts the body of the engine's log answer, asked for with timestamps, into lines; it may be handed over in chunks of any size.
 * Without a terminal the body is frames of an 8-byte header (stream, length) and one piece of a line; with one it is the bare text.
 */
export class LogLineReader {
    readonly #streams: { stdout: LineAssembler; stderr: LineAssembler };
    readonly #header = Buffer.alloc(8);
    readonly #tty: boolean;
    #headerLength = 0;
    #remaining = 0;
    #current: LineAssembler;
    /** Text that the engine itself put into the stream because it cannot go on. */
    #complaint: string | undefined;

    constructor(tty: boolean) {
        this.#tty = tty;
        this.#streams = { stdout: new LineAssembler('stdout', tty), stderr: new LineAssembler('stderr', tty) };
        this.#current = this.#streams.stdout;
    }

    /** The lines that a chunk completes. Throws `EngineError` where the engine reports an error of its own, or the body is none of a log. */
    read(chunk: Buffer): LogLine[] {
        const lines: LogLine[] = [];
        if (this.#tty) this.#current.add(chunk, 0, chunk.length, lines);
        else this.#readFrames(chunk, lines);
        return lines;
    }

    /** The last lines, where they had no break. */
    end(): LogLine[] {
        if (this.#complaint !== undefined) throw new EngineError('protocol', this.#complaint.trim());
        const lines: LogLine[] = [];
        this.#streams.stdout.flush(lines);
        this.#streams.stderr.flush(lines);
        return lines;
    }

    /** The earliest time stamp of a line that has begun but not ended. */
    get openSince(): string | undefined {
        return [this.#streams.stdout.openTime, this.#streams.stderr.openTime].filter((time) => time !== '').sort()[0];
    }

    #readFrames(chunk: Buffer, lines: LogLine[]): void {
        let position = 0;
        while (position < chunk.length) {
            if (this.#remaining === 0) {
                const taken = Math.min(8 - this.#headerLength, chunk.length - position);
                chunk.copy(this.#header, this.#headerLength, position, position + taken);
                this.#headerLength += taken;
                position += taken;
                if (this.#headerLength < 8) return;
                this.#startFrame();
                continue;
            }
            const end = Math.min(position + this.#remaining, chunk.length);
            this.#remaining -= end - position;
            if (this.#complaint === undefined) this.#current.add(chunk, position, end, lines);
            else this.#complaint = (this.#complaint + chunk.toString('utf8', position, end)).slice(0, 1000);
            position = end;
        }
    }

    #startFrame(): void {
        const header = this.#header;
        this.#headerLength = 0;
        this.#remaining = header.readUInt32BE(4);
        const kind = header[0] ?? 0;
        if (kind > 3 || header[1] !== 0 || header[2] !== 0 || header[3] !== 0) {
            throw new EngineError('protocol', 'The engine sent something else than a log');
        }
        if (kind === 3) this.#complaint ??= '';
        else this.#current = kind === 2 ? this.#streams.stderr : this.#streams.stdout;
        this.#current.startPiece();
    }
}

/** Puts the lines of one stream together. */
class LineAssembler {
    readonly #stream: LogLine['stream'];
    readonly #tty: boolean;
    #time = '';
    #stamp = '';
    #expectsStamp = true;
    /** The text of a line so far, where it did not come in one piece. */
    #text: string[] = [];
    #bytes = 0;
    #open = false;
    #decoder = new StringDecoder('utf8');

    constructor(stream: LogLine['stream'], tty: boolean) {
        this.#stream = stream;
        this.#tty = tty;
    }

    get openTime(): string {
        return this.#open ? this.#time : '';
    }

    /** A frame begins: it has a time stamp of its own even in the middle of a line. */
    startPiece(): void {
        this.#expectsStamp = true;
        this.#stamp = '';
    }

    add(chunk: Buffer, from: number, end: number, lines: LogLine[]): void {
        let start = from;
        while (start < end) {
            if (this.#expectsStamp) {
                start = this.#readStamp(chunk, start, end, lines);
                continue;
            }
            const limit = this.#pieceEnd(start, end);
            const found = chunk.indexOf(newline, start);
            const lineEnd = found < 0 || found >= limit ? -1 : found;
            if (lineEnd >= 0) {
                this.#endLine(chunk, start, lineEnd, lines);
                start = lineEnd + 1;
            } else {
                this.#keep(chunk, start, limit);
                start = limit;
                if (this.#tty && this.#bytes % pieceLength === 0) this.startPiece();
            }
        }
    }

    flush(lines: LogLine[]): void {
        if (this.#open) this.#endLine(Buffer.alloc(0), 0, 0, lines);
    }

    /** Where a stored piece may end and the next one's stamp begin; between frames it is the frame that tells. */
    #pieceEnd(start: number, end: number): number {
        if (!this.#tty) return end;
        return Math.min(end, start + pieceLength - (this.#bytes % pieceLength));
    }

    /** Reads `2026-01-02T03:04:05.000000006Z `, which chunks may cut; answers where the text begins. */
    #readStamp(chunk: Buffer, start: number, end: number, lines: LogLine[]): number {
        const limit = Math.min(end, start + longestStamp - this.#stamp.length);
        const found = chunk.indexOf(space, start);
        const isWhole = found >= 0 && found < limit;
        this.#stamp += chunk.toString('latin1', start, isWhole ? found : limit);
        if (!isWhole && this.#stamp.length < longestStamp && !this.#stamp.includes('\n')) return limit;
        const stamp = this.#stamp;
        this.#expectsStamp = false;
        this.#stamp = '';
        if (isWhole && looksLikeTime(stamp)) {
            // the same time again is the next piece of a long line; another one is a new line after one that never ended
            if (this.#open && stamp !== this.#time) this.flush(lines);
            this.#time = stamp;
            this.#open = true;
            return found + 1;
        }
        // no stamp after all: it is text
        this.#open = true;
        this.#addText(Buffer.from(isWhole ? `${stamp} ` : stamp, 'latin1'), lines);
        return isWhole ? found + 1 : limit;
    }

    #addText(bytes: Buffer, lines: LogLine[]): void {
        const lineEnd = bytes.indexOf(newline);
        if (lineEnd < 0) {
            this.#keep(bytes, 0, bytes.length);
            return;
        }
        this.#endLine(bytes, 0, lineEnd, lines);
        this.add(bytes, lineEnd + 1, bytes.length, lines);
    }

    #keep(chunk: Buffer, start: number, end: number): void {
        const room = Math.max(0, longestLine - this.#bytes);
        this.#bytes += end - start;
        if (room === 0) return;
        this.#text.push(this.#decoder.write(chunk.subarray(start, Math.min(end, start + room))));
    }

    /**
     * A last line without a break is followed by the next one's stamp at once, and a terminal's log has no frames to tell. The engine stamps a line when
     * it is complete, so a later time inside of it is never the program's own.
     */
    #cutAtStamps(text: string, lines: LogLine[]): string {
        let start = 0;
        for (const match of text.matchAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z /g)) {
            const stamp = match[0].trimEnd();
            if (stamp <= this.#time) continue;
            lines.push(this.#line(text.slice(start, match.index), false));
            this.#time = stamp;
            start = match.index + match[0].length;
        }
        return text.slice(start);
    }

    #line(text: string, truncated: boolean): LogLine {
        const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
        return { stream: this.#stream, time: this.#time, text: whole, truncated };
    }

    #endLine(chunk: Buffer, start: number, end: number, lines: LogLine[]): void {
        let text: string;
        if (this.#bytes === 0 && end - start <= longestLine) {
            text = chunk.toString('utf8', start, end);
        } else {
            this.#keep(chunk, start, end);
            // a character that the bound cut in half is left out
            text = this.#text.join('') + (this.#bytes > longestLine ? '' : this.#decoder.end());
        }
        const truncated = this.#bytes > longestLine;
        if (this.#tty) text = this.#cutAtStamps(text, lines);
        lines.push(this.#line(text, truncated));
        if (truncated) this.#decoder = new StringDecoder('utf8');
        this.#text = [];
        this.#bytes = 0;
        this.#open = false;
        this.startPiece();
    }
}

function looksLikeTime(text: string): boolean {
    return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(text);
}
