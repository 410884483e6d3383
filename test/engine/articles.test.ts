/** The Dockerfiles that newcomers copy, after a person has taken every offer, at a real engine: they build, start as nobody special, and answer. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import type { Engine } from '../../src/engine/engine';
import { nextFreePort } from '../../src/engine/portHolder';
import { readArchive } from '../pure/rules/cases';
import { takeEveryOffer } from '../pure/rules/judging';
import { folderOf } from './engineContainer';
import { buildImage, ended, hardenedContainer, logText, testEngine, until } from './stackEngine';

const root = 'test/fixtures/article';

let engine: Engine;
before(async () => {
    engine = await testEngine();
});
after(() => {
    engine.dispose();
});

/** Builds what a person has made of it. */
async function buildRepaired(
    context: TestContext,
    text: string,
    tree: Readonly<Record<string, string>>,
): Promise<string> {
    const repaired = await takeEveryOffer(text, tree, { profile: 'strict' });
    const folder = await folderOf(context, { ...repaired.tree, Dockerfile: repaired.text });
    const dockerfile = path.join(folder, 'Dockerfile');
    return buildImage(context, engine, { context: folder, dockerfile, target: undefined, args: {} });
}

for (const name of [
    'a-static-base-without-libc-of-a-project',
    'b-built-without-cgo-of-a-project',
    'c-glibc-on-musl-of-a-project',
    'd-in-the-home-of-root-of-a-project',
])
    test(name.replaceAll('-', ' '), async (context) => {
        const { Dockerfile = '', ...tree } = readArchive(await readFile(`${root}/${name}.txtar`, 'utf8'));
        const image = await buildRepaired(context, Dockerfile, tree);
        const host = await nextFreePort(29_180, {
            containers: await engine.containers(),
            endpoint: engine.endpoint,
            address: '127.0.0.1',
        });
        assert.ok(host !== undefined);
        const id = await hardenedContainer(engine, image, {
            ports: [{ container: 8080, protocol: 'tcp', host, address: '127.0.0.1' }],
        });
        await engine.start(id);
        const text = await until('an answer', async () => {
            const answer = await fetch(`http://127.0.0.1:${host}/health`, { signal: AbortSignal.timeout(5000) }).catch(
                () => undefined,
            );
            return answer?.text();
        }).catch(async (error: unknown) => {
            throw new Error(`it logged:\n${await logText(engine, id)}`, { cause: error });
        });
        assert.match(text, /^[0-9a-f]{8}-/);
        const { user } = await engine.inspect(id);
        assert.match(user, /^[1-9]/);
    });

test('packages in one layer', async (context) => {
    const image = await buildRepaired(
        context,
        await readFile(`${root}/e-packages-in-one-layer.Dockerfile`, 'utf8'),
        {},
    );
    const id = await hardenedContainer(engine, image, { command: ['nginx', '-v'] });
    await engine.start(id);
    const { exitCode } = await ended(engine, id);
    assert.deepEqual({ exitCode, log: /nginx version/.test(await logText(engine, id)) }, { exitCode: 0, log: true });
});
