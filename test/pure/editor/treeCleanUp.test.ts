import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findLitter, isHarmless } from '../../../src/editor/containers/cleanUp';
import type { DiskUsage } from '../../../src/engine/diskUsage';
import { sceneOf } from './treeScene';

const { containers, images, volumes, networks } = sceneOf({
    containers: [
        {
            name: 'running',
            imageId: 'sha256:used',
            networks: ['used'],
            mounts: [{ kind: 'volume', source: 'used', target: '/data', readOnly: false }],
        },
        { name: 'paused', state: 'paused' },
        { name: 'ended', state: 'exited', exitCode: 1, imageId: 'sha256:old' },
        { name: 'created', state: 'created' },
    ],
    images: [
        { id: 'sha256:used', tags: [] },
        { id: 'sha256:old', tags: ['old:1'] },
        { id: 'sha256:0123456789abcdef', tags: [] },
        { id: 'sha256:idle', tags: ['idle:1'] },
    ],
    volumes: [{ name: 'used' }, { name: 'kept-data' }, { name: 'a'.repeat(64), anonymous: true }],
    networks: [{ name: 'bridge', builtIn: true }, { name: 'used' }, { name: 'spare' }],
});
const usage: DiskUsage = {
    containers: new Map([
        ['id-ended', 100],
        ['id-running', 1000],
    ]),
    images: new Map([
        ['sha256:0123456789abcdef', { size: 500, shared: 200, containers: 0 }],
        ['sha256:idle', { size: 50, shared: 70, containers: 0 }],
    ]),
    volumes: new Map([['kept-data', { size: 7, containers: 0 }]]),
    buildCache: [
        { id: '1', kind: 'regular', description: 'mount / from exec', size: 10, inUse: false, shared: false },
        { id: '2', kind: 'regular', description: 'busy', size: 20, inUse: true, shared: false },
        { id: '3', kind: 'regular', description: 'in an image', size: 40, inUse: false, shared: true },
    ],
    layers: 0,
};

test('only what nothing uses is offered, with what its removal frees', () => {
    const litter = findLitter({ containers, images, volumes, networks }, usage);
    assert.deepEqual(
        litter.map(({ kind, names, frees }) => [kind, names, frees]),
        [
            ['stoppedContainers', ['ended', 'created'], 100],
            ['danglingImages', ['0123456789ab'], 300],
            ['buildCache', ['mount / from exec'], 10],
            ['unusedNetworks', ['spare'], 0],
            ['unusedImages', ['idle:1'], 0],
            ['anonymousVolumes', ['a'.repeat(64)], 0],
            ['namedVolumes', ['kept-data'], 7],
        ],
    );
});

test('nothing is ticked that cannot be had again', () => {
    const ticked = findLitter({ containers, images, volumes, networks }, usage).filter(isHarmless);
    assert.deepEqual(
        ticked.map(({ kind }) => kind),
        ['danglingImages', 'buildCache', 'unusedNetworks'],
    );
});
