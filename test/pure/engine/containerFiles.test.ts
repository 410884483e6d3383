import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Engine } from '../../../src/engine/engine';
import { isEntry, TarPieces } from '../../../src/engine/tarPieces';
import { writeTar } from '../../../src/engine/writeTar';
import { tarOf } from './archive';
import { failsWith } from './failure';
import { fakeEngine } from './fakeEngine';

const end = Buffer.alloc(1024);
const archive = Buffer.concat([
    tarOf('5', './', ''),
    tarOf('0', './b', 'x'.repeat(1234)),
    tarOf('5', './a/', ''),
    tarOf('0', './a/deep', 'y'),
    tarOf('2', './c', '', '/etc'),
    tarOf('1', './d', '', './b'),
    tarOf('0', './../evil', 'x'),
    end,
]);

async function engineWith(context: TestContext, body: Buffer, pieceLength: number, stat?: unknown): Promise<Engine> {
    const headers = {
        'X-Docker-Container-Path-Stat': Buffer.from(
            typeof stat === 'string' ? stat : JSON.stringify(stat ?? {}),
        ).toString('base64'),
    };
    const { engine } = await fakeEngine(context, {
        '/containers/c/archive': (_, response) => {
            response.writeHead(200, headers);
            for (let start = 0; start < body.length; start += pieceLength)
                response.write(body.subarray(start, start + pieceLength));
            response.end();
        },
        'HEAD /containers/c/archive': (_, response) => response.writeHead(200, headers).end(),
    });
    return engine;
}

for (const pieceLength of [1, 511, 512, 513, 100_000]) {
    test(`a folder is listed from pieces of ${pieceLength} bytes`, async (context) => {
        const engine = await engineWith(context, archive, pieceLength);
        const { entries, complete } = await engine.listFolder('c', '/x/');
        assert.ok(complete);
        assert.deepEqual(
            entries.map(({ name, kind, size, target, mode }) => [name, kind, size, target, mode]),
            [
                ['a', 'folder', 0, '', 0o644],
                ['b', 'file', 1234, '', 0o644],
                ['c', 'link', 0, '/etc', 0o644],
                ['d', 'file', 1234, '', 0o644],
            ],
        );
    });
}

test('a listing that breaks off is not complete, and garbage is none', async (context) => {
    const cut = await engineWith(context, archive.subarray(0, 2000), 700);
    assert.equal((await cut.listFolder('c', '/x')).complete, false);
    const garbage = await engineWith(context, Buffer.from('<!DOCTYPE html>'.repeat(100)), 700);
    await assert.rejects(garbage.listFolder('c', '/x'), failsWith('protocol', /cannot be read/));
});

const stats = [
    [{ name: 'a', size: 4096, mode: 2147484141, mtime: '2026-01-02T03:04:05Z' }, 'folder', 0o755],
    [{ name: 'b', size: 7, mode: 134218239, linkTarget: '/usr/bin' }, 'link', 0o777],
    [{ name: 'c', size: 7, mode: 420 }, 'file', 0o644],
    [{ name: 'd', size: 7, mode: 8388608 + 493 }, 'file', 0o755],
    [{ name: 'e', size: 0, mode: 67108864 + 2097152 + 438 }, 'other', 0o666],
    [{ name: 'f', size: null, mode: 'x', mtime: 7 }, 'file', 0],
] as const;
for (const [stat, kind, mode] of stats) {
    test(`what is at a path: ${JSON.stringify(stat)}`, async (context) => {
        const engine = await engineWith(context, archive, 1000, stat);
        const found = await engine.statPath('c', '/x');
        assert.deepEqual([found.name, found.kind, found.mode], [stat.name, kind, mode]);
    });
}

for (const garbage of ['null', '[]', '{', '{"name":7}', '']) {
    test(`${garbage || 'nothing'} describes nothing`, async (context) => {
        const engine = await engineWith(context, archive, 1000, garbage);
        await assert.rejects(engine.statPath('c', '/x'), failsWith('protocol', /did not describe/));
    });
}

test('an archive that we write is one that we read', () => {
    const files = [
        { name: 'one', bytes: Buffer.from('größe'), mode: 0o444 },
        { name: 'two', bytes: new Uint8Array(), mode: 0o600 },
        { name: 'three', bytes: Buffer.alloc(512, 'x'), mode: 0o644 },
    ];
    const pieces = [...new TarPieces().read(writeTar(files))];
    assert.deepEqual(
        pieces.filter(isEntry).map(({ name, size, mode, kind }) => [name, size, mode, kind]),
        files.map(({ name, bytes, mode }) => [name, bytes.length, mode, 'file']),
    );
    assert.throws(() => writeTar([{ name: 'x'.repeat(101), bytes: new Uint8Array(), mode: 0 }]), RangeError);
});
