import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { listeningSockets, parseLsof, parseNetstat, parseTasklist } from '../../../src/engine/portProcess';

/** What the programs of each system print, as recorded. */
const recorded = (name: string): string => readFileSync(`test/fixtures/engine/ports/${name}`, 'utf8');

const sockets = [
    ['linux-tcp', 8080, ['4711']],
    ['linux-tcp', 8081, ['4712']],
    ['linux-tcp', 40_000, []],
    ['linux-tcp6', 8080, ['4720']],
    ['windows-netstat', 8080, []],
] as const;
for (const [file, port, want] of sockets) {
    test(`${want.length} sockets of ${file} listen on ${port}`, () => {
        assert.deepEqual(listeningSockets(recorded(file), port), want);
    });
}

test('lsof names a process by its id and its command', () => {
    assert.deepEqual(parseLsof(recorded('macos-lsof')), { id: 4242, name: 'node' });
    assert.deepEqual(parseLsof(recorded('macos-lsof-of-two-families')), { id: 812, name: 'ControlCe' });
    for (const nothing of ['', 'lsof: illegal option', 'pabc\ncnode\n', 'p1\n']) {
        assert.equal(parseLsof(nothing), undefined, nothing);
    }
});

test('netstat names the process that listens, in any language', () => {
    const id = (port: number) => parseNetstat(recorded('windows-netstat'), port);
    assert.deepEqual([id(8080), id(8081), id(135), id(80), id(51_000)], [9032, 9033, 1044, undefined, undefined]);
});

test('tasklist names a process, where it can', () => {
    assert.deepEqual(parseTasklist(recorded('windows-tasklist'), 9032), { id: 9032, name: 'com.docker.backend.exe' });
    assert.deepEqual(parseTasklist('INFO: No tasks are running which match the specified criteria.', 7), {
        id: 7,
        name: '',
    });
});
