import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogLine } from '../../../src/engine/engine';
import { LogLineReader } from '../../../src/engine/logLines';
import { failsWith } from './failure';
import { frame, framesOf, stamp, terminalText } from './logBody';

function read(tty: boolean, ...chunks: readonly Buffer[]): LogLine[] {
    const reader = new LogLineReader(tty);
    return [...chunks.flatMap((chunk) => reader.read(chunk)), ...reader.end()];
}

const line = (stream: LogLine['stream'], nth: number, text: string): LogLine => ({
    stream,
    time: stamp(nth),
    text,
    truncated: false,
});

const small = Buffer.concat([
    framesOf('stdout', stamp(1), 'hello'),
    framesOf('stderr', stamp(2), 'größe 🐹 世界'),
    framesOf('stdout', stamp(3), ''),
    framesOf('stdout', stamp(4), 'windows\r'),
    framesOf('stderr', stamp(4), `${stamp(1)} a stamp of its own`),
    frame('stdout', `${stamp(5)} no break at the end`),
]);
const smallLines = [
    line('stdout', 1, 'hello'),
    line('stderr', 2, 'größe 🐹 世界'),
    line('stdout', 3, ''),
    line('stdout', 4, 'windows'),
    line('stderr', 4, `${stamp(1)} a stamp of its own`),
    line('stdout', 5, 'no break at the end'),
];

test('frames cut in two at every byte give the same lines', () => {
    for (let cut = 0; cut <= small.length; cut++) {
        assert.deepEqual(read(false, small.subarray(0, cut), small.subarray(cut)), smallLines, `cut at ${cut}`);
    }
});

test('frames byte by byte give the same lines', () => {
    assert.deepEqual(read(false, ...[...small].map((byte) => Buffer.from([byte]))), smallLines);
});

const terminal = Buffer.concat([
    terminalText(stamp(1), 'hello\r'),
    terminalText(stamp(2), '\u001b[31mrot\u001b[0m 世界\r'),
    Buffer.from(`${stamp(3)} prompt without a break`),
    terminalText(stamp(4), `the year ${stamp(1)} is earlier`),
    Buffer.from(`${stamp(5)} last`),
]);
const terminalLines = [
    line('stdout', 1, 'hello'),
    line('stdout', 2, '\u001b[31mrot\u001b[0m 世界'),
    line('stdout', 3, 'prompt without a break'),
    line('stdout', 4, `the year ${stamp(1)} is earlier`),
    line('stdout', 5, 'last'),
];

test("a terminal's log cut in two at every byte gives the same lines", () => {
    for (let cut = 0; cut <= terminal.length; cut++) {
        assert.deepEqual(read(true, terminal.subarray(0, cut), terminal.subarray(cut)), terminalLines, `cut at ${cut}`);
    }
});

for (const tty of [false, true]) {
    const bytes = tty ? terminalText : (time: string, text: string) => framesOf('stdout', time, text);
    const kind = tty ? 'with a terminal' : 'without a terminal';

    for (const length of [16_383, 16_384, 16_385, 32_768, 50_000]) {
        test(`a line of ${length} bytes is put together from its pieces, ${kind}`, () => {
            const text = 'x'.repeat(length);
            const body = Buffer.concat([bytes(stamp(1), text), bytes(stamp(2), 'after')]);
            for (const step of [body.length, 4096, 7777, 1023]) {
                const chunks = Array.from({ length: Math.ceil(body.length / step) }, (_, index) =>
                    body.subarray(index * step, (index + 1) * step),
                );
                assert.deepEqual(read(tty, ...chunks), [line('stdout', 1, text), line('stdout', 2, 'after')]);
            }
        });
    }

    test(`a line of 10 MB is cut at 1 MiB and the next one is whole, ${kind}`, () => {
        const body = Buffer.concat([bytes(stamp(1), '世'.repeat(3_500_000)), bytes(stamp(2), 'after')]);
        const chunks = Array.from({ length: Math.ceil(body.length / 65_536) }, (_, index) =>
            body.subarray(index * 65_536, (index + 1) * 65_536),
        );
        const [long, after, ...more] = read(tty, ...chunks);
        assert.ok(long !== undefined);
        assert.equal(long.truncated, true);
        assert.equal(long.text, '世'.repeat(Math.floor(1_048_576 / 3)));
        assert.deepEqual(after, line('stdout', 2, 'after'));
        assert.deepEqual(more, []);
    });
}

test('a frame larger than a piece is one line, with a break wherever it stands', () => {
    const text = `${'a'.repeat(16_384)}b c`;
    const body = Buffer.concat([
        frame('stdout', `${stamp(1)} ${text}\n`),
        frame('stdout', `${stamp(2)} ${'d'.repeat(16_384)}`),
    ]);
    assert.deepEqual(read(false, body), [line('stdout', 1, text), line('stdout', 2, 'd'.repeat(16_384))]);
});

test('a line that never ended is followed by one of a later time', () => {
    const body = Buffer.concat([
        frame('stdout', `${stamp(1)} cut off`),
        framesOf('stdout', stamp(2), 'after the restart'),
    ]);
    assert.deepEqual(read(false, body), [line('stdout', 1, 'cut off'), line('stdout', 2, 'after the restart')]);
});

test('lines without stamps keep their text', () => {
    const [one] = read(false, frame('stdout', 'no stamp here\n'));
    assert.equal(one?.text, 'no stamp here');
    const [long] = read(false, frame('stdout', `${'y'.repeat(60)}\n`));
    assert.equal(long?.text, 'y'.repeat(60));
});

test("the engine's own complaint is an error, after the lines before it", () => {
    const reader = new LogLineReader(false);
    const lines = reader.read(
        Buffer.concat([framesOf('stdout', stamp(1), 'hello'), frame('error', 'Error grabbing logs: unexpected EOF\n')]),
    );
    assert.deepEqual(lines, [line('stdout', 1, 'hello')]);
    assert.throws(() => reader.end(), failsWith('protocol', /^Error grabbing logs: unexpected EOF$/));
});

for (const [what, body] of [
    ['a web page', '<!DOCTYPE html><html></html>'],
    ['a bare text', `${stamp(1)} a terminal's line\n`],
    ['an unknown stream', '\u0009\0\0\0\0\0\0\u0001x'],
] as const) {
    test(`${what} is no log`, () => {
        assert.throws(() => read(false, Buffer.from(body)), failsWith('protocol', /something else than a log/));
    });
}
