import { createReadStream } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { LineSplitter } from '../programs/lines';

const mostLines = 50_000;

export interface LogEnd {
    /** The last lines, at most 50,000. */
    readonly lines: readonly string[];
    /** How many lines stand before them. */
    readonly dropped: number;
}

/** The last lines of a log file of any size. Rejects with the system's error. */
export function readLogFile(file: string): Promise<LogEnd> {
    return readLog(createReadStream(file));
}

/** UTF-8, or UTF-16 as PowerShell's `>` writes it. */
export async function readLog(stream: AsyncIterable<Uint8Array>): Promise<LogEnd> {
    let lines: string[] = [];
    let dropped = 0;
    const splitter = new LineSplitter((line) => {
        lines.push(line);
    });
    let decoder: StringDecoder | undefined;
    for await (const chunk of stream) {
        decoder ??= new StringDecoder(chunk[0] === 0xff && chunk[1] === 0xfe ? 'utf16le' : 'utf8');
        splitter.add(decoder.write(Buffer.from(chunk)));
        if (lines.length > 2 * mostLines) drop();
    }
    if (decoder !== undefined) splitter.add(decoder.end());
    splitter.end();
    drop();
    if (dropped === 0 && lines[0]?.startsWith('\uFEFF') === true) lines[0] = lines[0].slice(1);
    return { lines, dropped };

    function drop(): void {
        dropped += Math.max(0, lines.length - mostLines);
        lines = lines.slice(-mostLines);
    }
}
