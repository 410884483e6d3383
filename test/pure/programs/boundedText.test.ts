import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BoundedText } from '../../../src/programs/boundedText';
import { LineSplitter } from '../../../src/programs/lines';

test('a text within the limit is kept whole', () => {
    const kept = new BoundedText(10);
    kept.add('abcde');
    kept.add('fghij');
    assert.equal(kept.text(), 'abcdefghij');
    assert.equal(kept.truncated, false);
});

test('beyond the limit the beginning and the end stay, and the gap is counted', () => {
    const kept = new BoundedText(10);
    for (const letter of 'abcdefghijklmnopqrstuvwxyz') kept.add(letter);
    assert.equal(kept.truncated, true);
    assert.equal(kept.text(), 'abcde\n… 16 characters left out …\nvwxyz');
});

test('one chunk larger than the limit is cut in the middle', () => {
    const kept = new BoundedText(4);
    kept.add('x'.repeat(1000) + 'yz');
    assert.equal(kept.text(), 'xx\n… 998 characters left out …\nyz');
});

function split(...chunks: string[]): string[] {
    const lines: string[] = [];
    const splitter = new LineSplitter((line) => lines.push(line));
    for (const chunk of chunks) splitter.add(chunk);
    splitter.end();
    return lines;
}

test('lines are whole wherever the chunks are cut', () => {
    const text = 'one\r\ntwo\n\nthree';
    for (let cut = 0; cut <= text.length; cut++) {
        assert.deepEqual(split(text.slice(0, cut), text.slice(cut)), ['one', 'two', '', 'three']);
    }
});

test('a line without an end is given out in pieces', () => {
    const lines = split('x'.repeat(150_000));
    assert.deepEqual(
        lines.map((line) => line.length),
        [65_536, 65_536, 18_928],
    );
});
