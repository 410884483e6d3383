import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { arrangeRows } from '../../../src/editor/containers/arrangeRows';
import { changedRows, rowsById } from '../../../src/editor/containers/changedRows';
import { describeRows, sceneOf, type SceneFixture } from './treeScene';

const root = 'test/fixtures/editor/tree';
const cases = readdirSync(root)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.replace('.json', ''));

function readScene(name: string): SceneFixture {
    return JSON.parse(readFileSync(`${root}/${name}.json`, 'utf8')) as SceneFixture;
}

for (const name of cases) {
    test(name.replaceAll('-', ' '), () => {
        const rows = arrangeRows(sceneOf(readScene(name)));
        const described = describeRows(rows);
        const wantFile = `${root}/${name}.want`;
        if (process.env['UPDATE'] === '1') writeFileSync(wantFile, described);
        assert.equal(described, existsSync(wantFile) ? readFileSync(wantFile, 'utf8') : '');
        assert.equal(rowsById(rows).size, described.split('\n').length - 1, 'an id stands for one row');
    });
}

const shop: SceneFixture = readScene('a-running-container-is-green-and-shows-its-port');
const api = { name: 'shop-api', of: 'shop api', imageId: 'sha256:1', ports: [[8080, 8080]] } as const;

const changes: readonly (readonly [name: string, before: SceneFixture, after: SceneFixture, drawn: string[]])[] = [
    ['nothing is drawn where nothing changed', shop, shop, []],
    [
        'a container that stops draws its command alone',
        shop,
        { ...shop, containers: [{ ...api, state: 'exited', exitCode: 0 }] },
        ['command file:///shop cmd/api with children'],
    ],
    [
        'a container that is older than its image draws itself alone',
        shop,
        { ...shop, containers: [{ ...api, imageId: 'sha256:0' }] },
        ['command file:///shop cmd/api container id-shop-api'],
    ],
    [
        'a command that gets its first child draws the whole tree, to stand open in it',
        { ...shop, containers: [], images: [] },
        shop,
        ['undefined'],
    ],
    [
        'a new container draws its command with its children',
        { ...shop, containers: [] },
        shop,
        ['command file:///shop cmd/api with children'],
    ],
    [
        'a build that goes on draws its command alone',
        { ...shop, builds: { 'shop cmd/worker': { done: 1, total: 2 } } },
        { ...shop, builds: { 'shop cmd/worker': { done: 2, total: 2 } } },
        ['command file:///shop cmd/worker'],
    ],
    [
        'the first other container draws the whole tree',
        shop,
        { ...shop, containers: [api, { name: 'db' }] },
        ['undefined'],
    ],
    [
        'another other container draws its group',
        { ...shop, containers: [api, { name: 'db' }] },
        { ...shop, containers: [api, { name: 'db' }, { name: 'cache' }] },
        ['others'],
    ],
    ['an engine that goes away draws the whole tree', shop, { ...shop, connected: false }, ['undefined']],
];

for (const [name, before, after, drawn] of changes) {
    test(name, () => {
        const ids = changedRows(arrangeRows(sceneOf(before)), arrangeRows(sceneOf(after)));
        assert.deepEqual(ids.map(String), drawn);
    });
}

test('a tooltip tells what a row does not', () => {
    const rows = arrangeRows(sceneOf(shop));
    assert.deepEqual(rows[0]?.facts, [
        ['Package', '.'],
        ['Image', 'shop-api:dev'],
        ['Listens on', '8080'],
    ]);
    assert.deepEqual(rows[0].children[1]?.facts, [
        ['Image', 'image'],
        ['Status', ''],
        ['Port', '127.0.0.1:8080 → 8080/tcp'],
        ['ID', 'id-shop-api'],
    ]);
});
