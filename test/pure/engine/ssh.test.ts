import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { connectEngine } from '../../../src/engine/connectEngine';
import type { Engine } from '../../../src/engine/engine';
import { failsWith } from './failure';
import { endpointAt, fakeEngine, json, silent } from './fakeEngine';

const skip = process.platform === 'win32';

/** An engine that is reached through an `ssh` whose ways are a script in JavaScript; `words` tells what it was called with. */
async function overSsh(
    context: TestContext,
    script: string,
): Promise<{ engine: Engine; words: () => Promise<string> }> {
    const folder = await mkdtemp(path.join(tmpdir(), 'gopherdock-ssh-'));
    const ssh = path.join(folder, 'ssh');
    const start = `#!${process.execPath}\nrequire('node:fs').appendFileSync(${JSON.stringify(path.join(folder, 'words'))}, process.argv.slice(2).join(' ') + '\\n');\n`;
    await writeFile(ssh, start + script);
    await chmod(ssh, 0o755);
    const engine = connectEngine(endpointAt('ssh://me@host:2222'), silent, { env: { ...process.env, PATH: folder } });
    context.after(async () => {
        engine.dispose();
        await rm(folder, { recursive: true, force: true });
    });
    return { engine, words: () => readFile(path.join(folder, 'words'), 'utf8') };
}

test('an engine of another machine is spoken to through ssh', { skip }, async (context) => {
    const fake = await fakeEngine(context, {
        '/containers/json': json([{ Id: 'a' }]),
        '/images/json': json(Array.from({ length: 20_000 }, (_, nth) => ({ Id: `sha256:${nth}` }))),
        '/events': (_, response) => {
            response.flushHeaders();
        },
    });
    const socket = fake.endpoint.address.slice('unix://'.length);
    const { engine, words } = await overSsh(
        context,
        `const c = require('node:net').connect(${JSON.stringify(socket)}); process.stdin.pipe(c); c.pipe(process.stdout);`,
    );
    assert.equal((await engine.containers()).length, 1);
    assert.equal((await engine.images()).length, 20_000);
    for await (const event of engine.watch(AbortSignal.timeout(10_000))) {
        assert.equal(event.kind, 'connected');
        break;
    }
    const calls = (await words()).trim().split('\n');
    // one kept connection, and one of its own for the events
    assert.equal(calls.length, 2);
    assert.match(calls[0] ?? '', /-l me -p 2222 -- host docker system dial-stdio$/);
});

test('what ssh says about a failure is told', { skip }, async (context) => {
    const { engine } = await overSsh(
        context,
        `console.error('me@host: Permission denied (publickey).'); process.exitCode = 255;`,
    );
    await assert.rejects(engine.containers(), failsWith('unreachable', /Permission denied \(publickey\)/));
});

test('without ssh the engine is unreachable, and the program that is missing is named', { skip }, async () => {
    const engine = connectEngine(endpointAt('ssh://me@host'), silent, { env: { PATH: '' } });
    await assert.rejects(engine.containers(), failsWith('unreachable', /`ssh` is not installed/));
});

test('an abort ends ssh', { skip }, async (context) => {
    const { engine, words } = await overSsh(context, `console.error(process.pid); setInterval(() => {}, 1000);`);
    const abort = new AbortController();
    const reason = new Error('no longer wanted');
    const asked = assert.rejects(engine.containers(abort.signal), (error) => error === reason);
    while (!/dial-stdio/.test(await words().catch(() => ''))) await pause(20);
    abort.abort(reason);
    await asked;
});
