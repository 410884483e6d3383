import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { readImageFile } from '../../../src/engine/imageFile';
import { tarOf } from './archive';
import { failsWith } from './failure';
import { fakeEngine, json, type FakeEngine } from './fakeEngine';

const files: Readonly<Record<string, Buffer>> = {
    '/app': tarOf('0', 'app', 'the program'),
    '/bin/app': tarOf('2', 'app', '', '../app'),
    '/opt/app': tarOf('2', 'app', '', '/bin/app'),
    '/loop': tarOf('2', 'loop', '', 'loop'),
    '/etc': Buffer.concat([tarOf('5', 'etc/', ''), tarOf('0', 'etc/passwd', 'root')]),
    '/big': tarOf('0', 'big', Buffer.alloc(3_000_000, 'x')),
    '/short': tarOf('0', 'short', Buffer.alloc(3000, 'x')).subarray(0, 2000),
    '/garbage': Buffer.alloc(2000),
};

function withFiles(context: TestContext): Promise<FakeEngine> {
    return fakeEngine(context, {
        '/containers/c/archive': (request, response, url) => {
            const archive = files[url.searchParams.get('path') ?? ''];
            if (archive === undefined) json({ message: 'Could not find the file' }, 404)(request, response, url);
            else response.end(archive);
        },
        'POST /containers/create': json({ Id: 'c', Warnings: [] }, 201),
        'DELETE /containers/c': (_, response) => response.writeHead(204).end(),
    });
}

const reads: readonly (readonly [path: string, limit: number, text: string])[] = [
    ['/app', 100, 'the program'],
    ['app', 100, 'the program'],
    ['/app', 3, 'the'],
    ['/app', 0, ''],
    ['/bin/app', 100, 'the program'],
    ['/opt/app', 100, 'the program'],
    ['/big', 2_000_000, 'x'.repeat(2_000_000)],
];
for (const [path, limit, text] of reads) {
    test(`at most ${limit} bytes of ${path} are read`, async (context) => {
        const { engine } = await withFiles(context);
        assert.equal(Buffer.from(await engine.readFile('c', path, limit)).toString(), text);
    });
}

const failures = [
    ['/gone', 'missing', /Could not find the file/],
    ['/etc', 'missing', /`\/etc` in the container is no file/],
    ['/loop', 'missing', /is no file/],
    ['/short', 'protocol', /breaks off/],
    ['/garbage', 'protocol', /cannot be read/],
] as const;
for (const [path, reason, message] of failures) {
    test(`${path} is ${reason}`, async (context) => {
        const { engine } = await withFiles(context);
        await assert.rejects(engine.readFile('c', path, 10_000), failsWith(reason, message));
    });
}

test('a file of an image is read through a container that is never started, and removed with its volumes', async (context) => {
    const { engine, requests } = await withFiles(context);
    assert.equal(Buffer.from(await readImageFile(engine, 'gcr.io/x/app:dev', '/app', 100)).toString(), 'the program');
    assert.deepEqual(requests.slice(1), [
        'POST /v1.45/containers/create',
        'GET /v1.45/containers/c/archive?path=%2Fapp',
        'DELETE /v1.45/containers/c?force=true&v=true',
    ]);
});

test('the container is removed though the file is missing, and though the reading is aborted', async (context) => {
    const { engine, requests, answers } = await withFiles(context);
    const last = () => requests.at(-1) ?? '';
    await assert.rejects(readImageFile(engine, 'app', '/gone', 100), failsWith('missing'));
    assert.match(last(), /^DELETE/);
    answers['/containers/c/archive'] = () => undefined;
    await assert.rejects(readImageFile(engine, 'app', '/app', 100, AbortSignal.timeout(50)), /timeout/);
    assert.match(last(), /^DELETE/);
});

test('a container that is made after an abort is removed', async (context) => {
    const { engine, requests, answers } = await withFiles(context);
    let isAnswered = false;
    answers['POST /containers/create'] = (...call) => {
        setTimeout(() => {
            isAnswered = true;
            json({ Id: 'c' }, 201)(...call);
        }, 1000);
    };
    await assert.rejects(readImageFile(engine, 'app', '/app', 100, AbortSignal.timeout(50)), /timeout/);
    assert.equal(isAnswered, false, 'an abort does not wait for the answer');
    while (!requests.some((request) => request.startsWith('DELETE'))) await pause(10);
});

test('an image that is missing leaves nothing to remove', async (context) => {
    const { engine, requests, answers } = await withFiles(context);
    answers['POST /containers/create'] = json({ message: 'No such image: app:dev' }, 404);
    await assert.rejects(readImageFile(engine, 'app:dev', '/app', 100), failsWith('missing', /No such image/));
    assert.match(requests.at(-1) ?? '', /create$/);
});
