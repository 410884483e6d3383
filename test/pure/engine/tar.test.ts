import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFirstEntry, type TarEntry } from '../../../src/engine/tar';
import { tarHeader as header, tarOf as entry } from './archive';

const good: Readonly<Record<string, readonly [archive: Buffer, want: Partial<TarEntry>]>> = {
    'a file': [
        entry('0', 'app', 'hello'),
        { name: 'app', kind: 'file', hard: false, size: 5, mode: 0o644, offset: 512 },
    ],
    'a file of an old archive': [entry('\0', 'app', 'hello'), { kind: 'file', size: 5 }],
    'a folder': [entry('5', 'etc/', ''), { kind: 'folder', size: 0 }],
    'a link': [entry('2', 'app', '', 'target/file'), { kind: 'link', target: 'target/file' }],
    'a device': [entry('3', 'null', ''), { kind: 'other' }],
    'a link to a long name': [
        Buffer.concat([entry('K', '././@LongLink', `${'x'.repeat(300)}\0`), entry('2', 'app', '', 'short')]),
        { kind: 'link', target: 'x'.repeat(300), offset: 512 + 512 + 512 },
    ],
    'a file with a long name': [
        Buffer.concat([entry('L', '././@LongLink', `${'x'.repeat(300)}\0`), entry('0', 'app', 'hi')]),
        { name: 'x'.repeat(300), kind: 'file' },
    ],
    'a hard link, whose size is that of what it leads to': [
        header('1', 'app', 'bin/app', Buffer.from('00000000777\0')),
        { kind: 'link', hard: true, size: 0, target: 'bin/app' },
    ],
    'a pax header': [
        Buffer.concat([
            entry('x', 'pax', '30 mtime=1350244992.023960108\n19 linkpath=größ\n15 size=123456\n'),
            entry('0', 'app', 'hi'),
        ]),
        { kind: 'file', target: 'größ', size: 123456, modified: 1_350_244_992_024 },
    ],
    'a binary size': [
        header('0', 'app', '', Buffer.from([0x80, 0, 0, 0, 0, 0, 0, 0x03, 0, 0, 0, 1])),
        { size: 3 * 2 ** 32 + 1 },
    ],
};
for (const [name, [archive, want]] of Object.entries(good)) {
    test(`${name} is read`, () => {
        const read = readFirstEntry(archive);
        assert.deepEqual({ ...read, ...want }, read);
    });
}

test('what is cut short is not read yet', () => {
    const archive = Buffer.concat([entry('x', 'pax', '15 size=123456\n'), entry('0', 'app', 'hi')]);
    for (let end = 0; end < 1024 + 512; end++) assert.equal(readFirstEntry(archive.subarray(0, end)), undefined);
    assert.equal(readFirstEntry(archive.subarray(0, 1024 + 512))?.size, 123456);
});

const hostile: Readonly<Record<string, Buffer>> = {
    zeros: Buffer.alloc(1024),
    'random bytes': Buffer.from(Array.from({ length: 1024 }, (_, index) => (index * 7919) % 251)),
    'a web page': Buffer.from('<!DOCTYPE html>'.repeat(60)),
    'a size that is no number': header('0', 'app', '', Buffer.from('zzzzzzzzzzz\0')),
    'a negative size': header('0', 'app', '', Buffer.from('-0000000001\0')),
    'a size beyond all bounds': header('0', 'app', '', Buffer.alloc(12, 0xff)),
    'a pax size that is no number': Buffer.concat([entry('x', 'pax', '11 size=ab\n'), entry('0', 'app', 'hi')]),
    'a negative pax size': Buffer.concat([entry('x', 'pax', '11 size=-5\n'), entry('0', 'app', 'hi')]),
    'an extension without a size': header('x', 'pax', '', Buffer.from('zzzzzzzzzzz\0')),
    'an extension that is too large': header('x', 'pax', '', Buffer.from('77777777777\0')),
    'extensions without end': Buffer.concat(
        Array.from({ length: 9000 }, () => header('g', 'pax', '', Buffer.from('00000000000\0'))),
    ),
};
for (const [name, archive] of Object.entries(hostile)) {
    test(`${name}: no archive`, () => {
        assert.throws(() => readFirstEntry(archive), RangeError);
    });
}

test('pax records that lie about their length are passed over', () => {
    for (const lies of ['0 size=9\n', '-4 size=9\n', '99999 size=9\n', 'size=9\n', '3\n', '5 =9\n']) {
        const archive = Buffer.concat([entry('x', 'pax', lies), entry('0', 'app', 'hi')]);
        assert.equal(readFirstEntry(archive)?.size, 2, lies);
    }
});
