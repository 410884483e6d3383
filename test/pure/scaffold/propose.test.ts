import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signText } from '../../../src/scaffold/contentHash';
import { pathsToRead, propose } from '../../../src/scaffold/propose';
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

const compose = { path: 'compose.yaml', text: signText('services: {}\n\n'), reasons: [] };
const reasonsBeside = (there: Record<string, string>): readonly string[] =>
    propose([compose], new Map(Object.entries(there))).flatMap(({ reasons }) => reasons.map(({ what }) => what));

test('a compose file beside one of another name is not written without a word', () => {
    assert.deepEqual(reasonsBeside({ 'docker-compose.yml': 'services: {}\n', 'compose.yml': '' }), [
        '`compose.yaml` beside `compose.yml`',
        '`compose.yaml` beside `docker-compose.yml`',
    ]);
});

test('one that is there already takes the place of others as before', () => {
    assert.deepEqual(reasonsBeside({ 'compose.yaml': compose.text, 'docker-compose.yml': '' }), []);
    assert.deepEqual(reasonsBeside({ Dockerfile: '' }), []);
});

test('what is held against the disk is read with the other names of the same', () => {
    assert.deepEqual(pathsToRead([{ ...compose, path: 'Dockerfile' }, compose]), [
        'Dockerfile',
        'compose.yaml',
        'compose.yml',
        'docker-compose.yaml',
        'docker-compose.yml',
    ]);
});
