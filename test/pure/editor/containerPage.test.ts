import assert from 'node:assert/strict';
import { test } from 'node:test';
import { containerPage } from '../../../src/editor/containers/details/containerPage';
import type { ContainerDetails } from '../../../src/engine/engine';
import { containerOf, l10n } from './treeScene';

const details: ContainerDetails = {
    id: 'f00',
    name: 'api',
    state: 'exited',
    exitCode: 2,
    oomKilled: true,
    error: '',
    restarts: 3,
    tty: false,
    image: 'api:dev',
    imageId: 'sha256:1',
    user: '',
    entrypoint: ['/api'],
    command: [],
    workingDir: '/app',
    env: ['PORT=8080', 'POSTGRES_PASSWORD=hunter2', 'DATABASE_URL=postgres://shop:hunter2@db:5432/shop', 'EMPTY'],
    labels: { 'a|b': '# no heading\n<img src=x>' },
    started: 0,
    finished: undefined,
    health: 'unhealthy',
    mounts: [{ kind: 'volume', source: 'data', target: '/data', readOnly: true }],
    healthLog: [{ exitCode: 1, output: 'no answer\n' }],
    raw: { HostConfig: { Memory: 512_000_000, CapDrop: ['ALL'], SecurityOpt: null, PidsLimit: null } },
};
const page = containerPage(details, containerOf({ name: 'api', ports: [[8080, 18080]] }), l10n);

test('a page tells state, limits, ports and mounts', () => {
    for (const line of [
        '| Exit code | 2 |',
        '| Out of memory | yes |',
        '| Restarts | 3 |',
        '| User | root |',
        '| Capabilities dropped | ALL |',
        '| Processes | without a limit |',
    ])
        assert.ok(page.includes(line), line);
    assert.match(page, /512 MB/);
    assert.match(page, /127\\\.0\\\.0\\\.1:18080/);
});

test('a page shows no secret', () => {
    assert.ok(!page.includes('hunter2'));
    assert.match(page, /PORT \| 8080/);
});

test('what comes from outside makes no markup', () => {
    assert.ok(!/^# no heading/m.test(page));
    assert.ok(!/(?<!\\)<img/.test(page));
    assert.ok(page.includes(String.raw`| a\|b |`));
});

test('an engine that tells nothing makes a page all the same', () => {
    for (const raw of [null, undefined, [], { HostConfig: null }, { HostConfig: { CapDrop: [null, 1] } }])
        assert.match(containerPage({ ...details, raw }, containerOf({ name: 'api' }), l10n), /Limits and rights/);
});
