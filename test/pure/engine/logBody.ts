import type { LogLine } from '../../../src/engine/engine';

/** The nth stamp of a log, in nanoseconds behind the start of a second. */
export const stamp = (nth: number): string =>
    `2026-01-02T03:04:${String(5 + Math.floor(nth / 1e9)).padStart(2, '0')}.${String(nth % 1e9).padStart(9, '0')}Z`;

/** One frame of a log without a terminal, as the engine writes it. */
export function frame(stream: LogLine['stream'] | 'error', body: string | Buffer): Buffer {
    const bytes = Buffer.from(body);
    const header = Buffer.alloc(8);
    header[0] = stream === 'stdout' ? 1 : stream === 'stderr' ? 2 : 3;
    header.writeUInt32BE(bytes.length, 4);
    return Buffer.concat([header, bytes]);
}

/** A line as one frame, or as the frames of its pieces of 16 KiB, each with the stamp of the first. */
export function framesOf(stream: LogLine['stream'], time: string, text: string): Buffer {
    return Buffer.concat(piecesOf(text).map((piece) => frame(stream, Buffer.concat([Buffer.from(`${time} `), piece]))));
}

/** A line of a terminal's log: its pieces stand one after the other. */
export function terminalText(time: string, text: string): Buffer {
    return Buffer.concat(piecesOf(text).flatMap((piece) => [Buffer.from(`${time} `), piece]));
}

function piecesOf(text: string): Buffer[] {
    const bytes = Buffer.from(`${text}\n`);
    const size = 16 * 1024;
    return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
        bytes.subarray(index * size, (index + 1) * size),
    );
}
