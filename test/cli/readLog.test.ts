import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { readLog } from '../../src/cli/readLog';

// eslint-disable-next-line @typescript-eslint/require-await -- a stream is read asynchronously even where it is all there
async function* inPieces(bytes: Buffer, length: number): AsyncIterable<Uint8Array> {
    for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

suite('a log file', () => {
    test('is lines, whatever their ends and however it comes', async () => {
        for (const length of [3, 1000])
            assert.deepEqual(await readLog(inPieces(Buffer.from('\uFEFFone\r\nzwölf 😀\nlast'), length)), {
                lines: ['one', 'zwölf 😀', 'last'],
                dropped: 0,
            });
    });

    test('may be written by a shell that knows UTF-16 only', async () => {
        const bytes = Buffer.from('\uFEFFone\r\ntwo\r\n', 'utf16le');
        assert.deepEqual(await readLog(inPieces(bytes, 1000)), { lines: ['one', 'two'], dropped: 0 });
    });

    test('is kept from its end where it is long, and the lines before are counted', async () => {
        const text = Array.from({ length: 160_000 }, (_, index) => `line ${index}\n`).join('');
        const { lines, dropped } = await readLog(inPieces(Buffer.from(text), 65_536));
        assert.deepEqual(
            [lines.length, dropped, lines[0], lines.at(-1)],
            [50_000, 110_000, 'line 110000', 'line 159999'],
        );
    });

    test('may be empty', async () => {
        assert.deepEqual(await readLog(inPieces(Buffer.alloc(0), 1)), { lines: [], dropped: 0 });
    });
});
