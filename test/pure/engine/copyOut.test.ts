import assert from 'node:assert/strict';
import { existsSync, lstatSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { copyOut, safeParts, type CopyOutcome } from '../../../src/engine/copyOut';
import { tarOf } from './archive';
import { failsWith } from './failure';
import { fakeEngine } from './fakeEngine';

const end = Buffer.alloc(1024);

async function copy(
    context: TestContext,
    archive: Buffer,
    pieceLength = 700,
): Promise<{ outcome: Promise<CopyOutcome>; base: string; target: string }> {
    const { engine } = await fakeEngine(context, {
        '/containers/c/archive': (_, response) => {
            for (let start = 0; start < archive.length; start += pieceLength)
                response.write(archive.subarray(start, start + pieceLength));
            response.end();
        },
    });
    const base = await mkdtemp(path.join(tmpdir(), 'gopherdock-copy-'));
    context.after(() => rm(base, { recursive: true, force: true }));
    const target = path.join(base, 'target');
    return { outcome: copyOut(engine, 'c', '/x', target, { signal: AbortSignal.timeout(10_000) }), base, target };
}

/** Each tries to get out of the folder, or to write over something. */
const hostile: Readonly<Record<string, readonly [entries: readonly Buffer[], skipped: number]>> = {
    'a name with dots': [[tarOf('0', '../../evil', 'x'), tarOf('0', 'a/../../evil', 'x')], 2],
    'an absolute link': [[tarOf('2', 'l', '', '/etc'), tarOf('0', 'l/fine', 'x')], 1],
    'a link upwards': [[tarOf('2', 'l', '', '..'), tarOf('0', 'l/fine', 'x')], 1],
    'a link upwards from below': [[tarOf('2', 'a/l', '', '../..'), tarOf('2', 'a/b/l', '', '../../../evil')], 2],
    'a link that goes up later, through another link': [
        [tarOf('2', 'a/l', '', '..'), tarOf('2', 'm', '', 'a/l/../evil')],
        1,
    ],
    'a file through a link inside': [[tarOf('2', 'l', '', 'a'), tarOf('5', 'a/', ''), tarOf('0', 'l/evil', 'x')], 1],
    'a folder instead of a link': [[tarOf('2', 'l', '', 'a'), tarOf('5', 'l/', ''), tarOf('0', 'l/evil', 'x')], 2],
    'a file twice': [[tarOf('0', 'a', 'one'), tarOf('0', 'a', 'two')], 1],
    'a file below a file': [[tarOf('0', 'a', 'one'), tarOf('0', 'a/b', 'two')], 1],
    'a hard link to the outside': [[tarOf('1', 'h', '', '/etc/passwd'), tarOf('1', 'i', '', '../../etc/passwd')], 2],
    'a hard link through a link': [[tarOf('2', 'l', '', 'a'), tarOf('1', 'h', '', 'l')], 1],
    'a device': [[tarOf('3', 'null', ''), tarOf('6', 'pipe', '')], 2],
};
for (const [name, [entries, skipped]] of Object.entries(hostile)) {
    test(`${name} is left out`, async (context) => {
        const { outcome, base, target } = await copy(context, Buffer.concat([...entries, end]));
        const done = await outcome;
        assert.equal(done.skipped.length, skipped, JSON.stringify(done));
        assert.deepEqual(await readdir(base), ['target']);
        assert.ok(!existsSync('/etc/evil'));
        for (const entry of await readdir(target, { recursive: true })) assert.ok(!entry.endsWith('evil'), entry);
        if (existsSync(path.join(target, 'a')) && lstatSync(path.join(target, 'a')).isFile())
            assert.equal(await readFile(path.join(target, 'a'), 'utf8'), 'one');
    });
}

test('what is absolute lands below the folder, and no file is without its owner', async (context) => {
    const archive = Buffer.concat([
        tarOf('5', '/', ''),
        tarOf('5', './etc/', ''),
        tarOf('0', '/etc/passwd', 'root'),
        end,
    ]);
    const { outcome, target } = await copy(context, archive, 1);
    assert.deepEqual(await outcome, { files: 1, size: 4, skipped: [] });
    assert.equal(await readFile(path.join(target, 'etc', 'passwd'), 'utf8'), 'root');
});

test('an archive that breaks off, or is none, fails in words', async (context) => {
    const cut = await copy(context, tarOf('0', 'a', 'x'.repeat(5000)).subarray(0, 3000));
    await assert.rejects(cut.outcome, failsWith('protocol', /broke off/));
    const garbage = await copy(context, Buffer.from('<!DOCTYPE html>'.repeat(100)));
    await assert.rejects(garbage.outcome, failsWith('protocol', /cannot be read/));
    assert.ok(!existsSync(garbage.target));
});

const windows: Readonly<Record<string, boolean>> = {
    'a/b.txt': true,
    'größe 2': true,
    'a:b': false,
    'c:\\x': false,
    CON: false,
    'aux.txt': false,
    console: true,
    'ends.': false,
    'a\u0001b': false,
    'what?': false,
};
test('names that Windows cannot have are none there', () => {
    for (const [name, isSafe] of Object.entries(windows)) {
        assert.equal(safeParts(name, 'win32') !== undefined, isSafe, name);
        assert.ok(safeParts(name, 'linux') !== undefined, name);
    }
});
