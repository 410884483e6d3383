import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { suite, test } from 'node:test';
import { diskFiles, isInside, rememberingFolders } from '../../src/cli/diskFiles';
import type { Files } from '../../src/files';
import { folderOf } from './cases';

async function textOf(files: Files, name: string): Promise<string | undefined> {
    const bytes = await files.read(name);
    return bytes === undefined ? undefined : Buffer.from(bytes).toString();
}

suite('the files of a disk', () => {
    test('are read and listed below a root, in order', async (t) => {
        const files = diskFiles(folderOf(t, { 'b.txt': 'b', 'a/c.txt': 'c' }));
        assert.deepEqual(await files.list(''), [
            { name: 'a', kind: 'folder', size: 0 },
            { name: 'b.txt', kind: 'file', size: 1 },
        ]);
        assert.equal(await textOf(files, 'a/c.txt'), 'c');
        assert.equal(await textOf(files, 'a/../b.txt'), 'b');
    });

    test('are not there outside of the root, or where nothing is', async (t) => {
        const folder = folderOf(t, { 'root/in.txt': 'in', 'out.txt': 'out' });
        const files = diskFiles(path.join(folder, 'root'));
        const names = [
            '../out.txt',
            'x/../../out.txt',
            path.join(folder, 'out.txt'),
            'nowhere',
            '',
            'in.txt/x',
            'in.txt\0',
        ];
        for (const name of names) assert.equal(await files.read(name), undefined, name);
        for (const name of ['..', '../..', folder, 'nowhere', 'in.txt'])
            assert.deepEqual(await files.list(name), [], name);
        assert.deepEqual(await diskFiles(path.join(folder, 'gone')).list(''), []);
    });

    test(
        'are links where they are links, and lead nowhere outside',
        { skip: process.platform === 'win32' },
        async (t) => {
            const folder = folderOf(t, { 'root/in.txt': 'in', 'out/secret.txt': 'out' });
            for (const [name, target] of [
                ['inside', 'in.txt'],
                ['outside', '../out/secret.txt'],
                ['folder', '../out'],
            ] as const)
                symlinkSync(target, path.join(folder, 'root', name));
            const files = diskFiles(path.join(folder, 'root'));
            const kinds = (await files.list('')).map(({ name, kind }) => `${name} ${kind}`);
            assert.deepEqual(kinds, ['folder link', 'in.txt file', 'inside link', 'outside link']);
            assert.equal(await textOf(files, 'inside'), 'in');
            assert.equal(await files.read('outside'), undefined);
            assert.equal(await files.read('folder/secret.txt'), undefined);
            assert.deepEqual(await files.list('folder'), []);
        },
    );

    test('may lie below a link', { skip: process.platform === 'win32' }, async (t) => {
        const folder = folderOf(t, { 'real/in.txt': 'in' });
        symlinkSync('real', path.join(folder, 'link'));
        assert.equal(await textOf(diskFiles(path.join(folder, 'link')), 'in.txt'), 'in');
    });

    test('are files: a pipe keeps nobody waiting', { skip: process.platform === 'win32' }, async (t) => {
        const folder = folderOf(t);
        execFileSync('sh', ['-c', 'mkfifo pipe'], { cwd: folder });
        const files = diskFiles(folder);
        assert.equal(await files.read('pipe'), undefined);
        assert.deepEqual(await files.list(''), []);
    });

    test('are listed once where that is asked for', async (t) => {
        const folder = folderOf(t);
        const files = rememberingFolders(diskFiles(folder));
        await files.list('');
        mkdirSync(path.join(folder, 'new'));
        assert.deepEqual(await files.list(''), []);
    });

    test('know a folder whose name begins with dots from the one above', () => {
        assert.ok(isInside('/a', '/a/..b'));
        assert.ok(isInside('/a', '/a'));
        assert.ok(!isInside('/a', '/ab'));
        assert.ok(!isInside('/a/b', '/a'));
    });
});
