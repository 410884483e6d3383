import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signText } from '../../../src/scaffold/contentHash';
import { propose } from '../../../src/scaffold/propose';
import type { ProposedFile } from '../../../src/scaffold/scaffold';

const text = signText('FROM scratch\nUSER 2\n\n');
const older = signText('FROM scratch\nUSER 1\n\n');
const windows = (lines: string): string => lines.replaceAll('\n', '\r\n');

const cases: readonly {
    readonly name: string;
    readonly there: string | undefined;
    readonly action: ProposedFile['action'];
    readonly text?: string;
}[] = [
    { name: 'a file that is not there is created', there: undefined, action: 'create' },
    { name: 'a file that is there as it should be stays', there: text, action: 'unchanged' },
    { name: 'other line ends are no change', there: windows(text), action: 'unchanged', text: windows(text) },
    { name: 'a file that nobody edited is updated', there: older, action: 'update' },
    { name: 'an update keeps the line ends', there: windows(older), action: 'update', text: windows(text) },
    { name: 'an update keeps the byte order mark', there: `\uFEFF${older}`, action: 'update', text: `\uFEFF${text}` },
    { name: 'an edited file is a conflict', there: older.replace('USER 1', 'USER 7'), action: 'conflict' },
    { name: 'a file of somebody else is a conflict', there: 'FROM golang\n', action: 'conflict' },
    { name: 'an empty file has nothing to lose', there: '\n', action: 'update' },
];

for (const { name, there, action, text: want = text } of cases)
    test(name, () => {
        const current = new Map(there === undefined ? [] : [['Dockerfile', there]]);
        const [proposed] = propose([{ path: 'Dockerfile', text, reasons: [] }], current);
        assert.deepEqual(proposed, { path: 'Dockerfile', text: want, reasons: [], action });
    });
