import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { suite, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { folderOf } from './cases';

const cli = path.resolve(process.env['GOPHERDOCK_CLI'] ?? 'dist/cli.js');

suite('the program', () => {
    test('answers with exit codes, its output, and one line of errors', (t) => {
        const cwd = folderOf(t, { Dockerfile: 'FORM scratch\n', good: 'FROM scratch\n' });
        const run = (...args: string[]) => {
            const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd, encoding: 'utf8' });
            return [status, stdout, stderr];
        };
        const rule = ['lint', '--rule', 'invalid-syntax', '--format', 'gnu'];
        const finding = 'Dockerfile:1:1: error: `FORM` is no instruction, `FROM` may be meant [invalid-syntax]\n';
        assert.deepEqual(run(...rule, '--kind', 'dockerfile', 'good'), [0, '', '']);
        assert.deepEqual(run(...rule, 'Dockerfile'), [1, finding, '']);
        assert.deepEqual(run(...rule, 'gone', 'Dockerfile'), [
            2,
            finding,
            'gopherdock: cannot read `gone`: there is no such file or folder\n',
        ]);
        assert.deepEqual(run('--nope'), [
            2,
            '',
            'gopherdock: there is no command `--nope`; there are project, scaffold, lint, diagnose\n',
        ]);
    });

    test('reads its standard input', (t) => {
        const { stdout } = spawnSync(
            process.execPath,
            [cli, 'lint', '--rule', 'invalid-syntax', '--format', 'gnu', '--stdin', 'x'],
            {
                cwd: folderOf(t),
                input: 'FORM scratch\n',
                encoding: 'utf8',
            },
        );
        assert.match(stdout, /^x:1:1: error: /);
    });

    test('gives a slow reader all of a large output', async (t) => {
        const cwd = folderOf(t, { Dockerfile: `FROM scratch\n${'FORM x\n'.repeat(12_000)}` });
        const program = spawn(process.execPath, [cli, 'lint', '--json', '--rule', 'invalid-syntax'], { cwd });
        let output = '';
        program.stdout.setEncoding('utf8');
        for await (const chunk of program.stdout) {
            output += String(chunk);
            if (output.length < 1_000_000) await pause(20);
        }
        assert.ok(output.length > 5_000_000, String(output.length));
        assert.equal((JSON.parse(output) as { findings: unknown[] }).findings.length, 12_000);
    });

    test('ends in peace when its reader goes away', { skip: process.platform === 'win32' }, async (t) => {
        const cwd = folderOf(t, { Dockerfile: `FROM scratch\n${'FORM x\n'.repeat(12_000)}` });
        const program = spawn(process.execPath, [cli, 'lint', '--json', '--rule', 'invalid-syntax'], { cwd });
        let errors = '';
        program.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
        program.stdout.once('data', () => program.stdout.destroy());
        const status = await new Promise((resolve) => program.once('close', resolve));
        assert.deepEqual([status, errors], [1, '']);
    });
});
