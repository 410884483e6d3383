import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { batchCommandLine } from '../../../src/programs/batchFile';
import { findProgram } from '../../../src/programs/findProgram';
import { ProgramError } from '../../../src/programs/programError';
import { runProgram } from '../../../src/programs/runProgram';

const env = process.env;
const node = process.execPath;

async function temporaryFolder(context: TestContext): Promise<string> {
    const folder = await mkdtemp(path.join(tmpdir(), 'gopherdock-programs-'));
    context.after(() => rm(folder, { recursive: true, force: true }));
    return folder;
}

function failsWith(reason: ProgramError['reason'], check: (error: ProgramError) => void = () => undefined) {
    return (error: unknown) => {
        assert.ok(error instanceof ProgramError, String(error));
        assert.equal(error.reason, reason);
        check(error);
        return true;
    };
}

test('arguments reach the program as they are, whatever a shell would make of them', async () => {
    const args = ['a b', '$HOME', '`id`', ';', '"', "'", '*', '', '&&', 'é\u{1F433}'];
    const { output } = await runProgram(node, ['-e', 'console.log(JSON.stringify(process.argv.slice(1)))', ...args], {
        env,
    });
    assert.deepEqual(JSON.parse(output), args);
});

test('input, both outputs and lines are passed on', async () => {
    const lines: string[] = [];
    const program = 'process.stdin.pipe(process.stdout); process.stderr.write("warn\\r\\nlast")';
    const result = await runProgram(node, ['-e', program], {
        env,
        input: 'one\ntwo\n',
        onLine: (line, stream) => lines.push(`${stream}: ${line}`),
    });
    assert.equal(result.output, 'one\ntwo\n');
    assert.equal(result.errors, 'warn\r\nlast');
    assert.deepEqual(lines.sort(), ['errors: last', 'errors: warn', 'output: one', 'output: two']);
});

test('a program that is not installed is missing', async () => {
    await assert.rejects(runProgram('no-such-program-anywhere', [], { env }), failsWith('missing'));
});

test('an exit code is an error that carries the end of the output', async () => {
    const program = 'console.log("on it"); console.error("it broke"); process.exitCode = 3';
    await assert.rejects(
        runProgram(node, ['-e', program], { env }),
        failsWith('exit', (error) => {
            assert.equal(error.exitCode, 3);
            assert.match(error.message, /ended with exit code 3: it broke$/);
            assert.match(error.output, /it broke\non it\n$/);
        }),
    );
    const { exitCode } = await runProgram(node, ['-e', program], { env, expectedExitCodes: [0, 3] });
    assert.equal(exitCode, 3);
});

test('output beyond the bound is cut, not kept in memory', async () => {
    const program = 'for (let i = 0; i < 20000; i++) console.log("line " + i)';
    const { output, truncated } = await runProgram(node, ['-e', program], { env, maxOutputLength: 2000 });
    assert.equal(truncated, true);
    assert.ok(output.length < 2100);
    assert.match(output, /^line 0\n/);
    assert.match(output, /line 19999\n$/);
});

test('a program that takes too long is ended', async () => {
    await assert.rejects(
        runProgram(node, ['-e', 'setInterval(() => {}, 1000)'], { env, timeoutMilliseconds: 200 }),
        failsWith('timeout'),
    );
});

test('an abort ends the whole tree and rejects with its reason', { skip: process.platform === 'win32' }, async (t) => {
    const folder = await temporaryFolder(t);
    const beat = path.join(folder, 'beat');
    const child = `setInterval(() => require("fs").appendFileSync(${JSON.stringify(beat)}, "."), 20)`;
    const parent = `require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(child)}], { stdio: "inherit" })`;
    const abort = new AbortController();
    const running = runProgram(node, ['-e', parent], { env, signal: abort.signal });
    const beats = async () => (await readFile(beat, 'utf8').catch(() => '')).length;
    while ((await beats()) === 0) await pause(20);
    const reason = new Error('no longer wanted');
    abort.abort(reason);
    await assert.rejects(running, (error) => error === reason);
    const after = await beats();
    await pause(200);
    assert.equal(await beats(), after);
});

test('a program that does not want to end is ended by force', { skip: process.platform === 'win32' }, async () => {
    const abort = new AbortController();
    const reason = new Error('no longer wanted');
    const stubborn = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("ready")';
    const running = runProgram(node, ['-e', stubborn], {
        env,
        signal: abort.signal,
        onLine: () => {
            abort.abort(reason);
        },
    });
    await assert.rejects(running, (error) => error === reason);
});

test('a signal that is aborted already starts nothing', async () => {
    await assert.rejects(
        runProgram(node, ['-e', ''], { env, signal: AbortSignal.abort(new Error('before')) }),
        /before/,
    );
});

test(
    'programs are found on the absolute folders of the PATH only',
    { skip: process.platform === 'win32' },
    async (t) => {
        const folder = await temporaryFolder(t);
        await writeFile(path.join(folder, 'tool'), '#!/bin/sh\n');
        await writeFile(path.join(folder, 'text'), '');
        await chmod(path.join(folder, 'tool'), 0o755);
        assert.equal(await findProgram('tool', { PATH: `/nowhere:${folder}` }), path.join(folder, 'tool'));
        assert.equal(await findProgram(path.join(folder, 'tool'), {}), path.join(folder, 'tool'));
        assert.equal(await findProgram('text', { PATH: folder }), undefined);
        assert.equal(await findProgram('tool', { PATH: '' }), undefined);
        const relative = path.relative(process.cwd(), folder);
        assert.equal(await findProgram('tool', { PATH: `:.:${relative}` }), undefined);
        assert.equal(await findProgram('tool', {}), undefined);
    },
);

test('a batch file gets its arguments in quotes, and none that quotes cannot hold', () => {
    assert.deepEqual(batchCommandLine('C:\\npm\\lint.cmd', ['a&b', 'C:\\dir\\']), [
        '/d',
        '/v:off',
        '/s',
        '/c',
        '""C:\\npm\\lint.cmd" "a&b" "C:\\dir\\\\""',
    ]);
    for (const bad of ['"', '%PATH%', 'a\nb']) {
        assert.throws(() => batchCommandLine('x.cmd', [bad]), failsWith('arguments'));
    }
});
