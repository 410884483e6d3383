import assert from 'node:assert/strict';
import { test } from 'node:test';
import { containerName, imageTag, labelsFor, originOf } from '../../../src/engine/labels';

const tags: readonly (readonly [folder: string, command: string, count: number, tag: string])[] = [
    ['shop', 'api', 2, 'shop-api:dev'],
    ['shop', 'api', 1, 'api:dev'],
    ['My Service_v2', 'API Server', 2, 'my-service_v2-api-server:dev'],
    ['größe', 'übung', 2, 'gro-e-ubung:dev'],
    ['项目', '命令', 2, 'go-app:dev'],
    ['项目', 'api', 2, 'api:dev'],
    ['..hidden--', '__x__', 2, 'hidden-x:dev'],
    ['a..b._-c', 'd', 2, 'a-b-c-d:dev'],
    ['', '', 1, 'go-app:dev'],
    ['x', 'scratch', 1, 'scratch-app:dev'],
    ['C:\\work', 'a/b', 2, 'c-work-a-b:dev'],
    ['f'.repeat(300), 'c'.repeat(300), 2, `${'f'.repeat(60)}-${'c'.repeat(60)}:dev`],
];
for (const [folder, command, count, tag] of tags) {
    test(`the image of ${command || 'no name'} in ${folder || 'no folder'} is ${tag}`, () => {
        const made = imageTag(folder, command, count);
        assert.equal(made, tag);
        // https://pkg.go.dev/github.com/distribution/reference: a path component and a tag
        assert.match(made, /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*:dev$/);
        assert.match(containerName(folder, command, count), /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/);
    });
}

test('a name that is taken gets a number', () => {
    assert.equal(containerName('shop', 'api', 2), 'shop-api');
    assert.equal(containerName('shop', 'api', 2, new Set(['shop-api', 'shop-api-2'])), 'shop-api-3');
    assert.equal(containerName('x', 'a', 1), 'a-1');
});

test('labels tell where an object comes from, and nothing of others', () => {
    const origin = { workspace: '/src/shop', command: 'api', target: 'debug' };
    assert.deepEqual(originOf({ labels: labelsFor(origin) }), origin);
    const plain = labelsFor({ workspace: '/src/shop', command: 'api' });
    assert.deepEqual(plain, { 'gopherdock.workspace': '/src/shop', 'gopherdock.command': 'api' });
    assert.equal(originOf({ labels: { 'gopherdock.command': 'api' } }), undefined);
    assert.equal(originOf({ labels: {} }), undefined);
});
