import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { suite, test } from 'node:test';
import { parse } from 'yaml';
import { folderOf } from './cases';

const cli = path.resolve(process.env['GOPHERDOCK_CLI'] ?? 'dist/cli.js');

interface Hook {
    readonly entry: string;
    readonly files: string;
    readonly exclude: string;
}

interface Action {
    readonly inputs: Readonly<Record<string, { readonly default: string }>>;
    readonly runs: { readonly steps: readonly { readonly run?: string; readonly env?: Record<string, string> }[] };
}

/** The fenced YAML of the README that begins with a word. */
function definition(start: string): unknown {
    const blocks = readFileSync('README.md', 'utf8').matchAll(/^```yaml\n(.*?)^```$/gms);
    const [found] = [...blocks].map(([, text]) => text ?? '').filter((text) => text.startsWith(start));
    assert.ok(found, `the README has a definition that starts with \`${start}\``);
    return parse(found);
}

suite('what the README tells to copy', () => {
    test('the hook is given Dockerfiles and nothing else', () => {
        const [hook] = (definition('repos:') as { repos: { hooks: Hook[] }[] }).repos.flatMap(({ hooks }) => hooks);
        assert.ok(hook);
        const given = (file: string): boolean => RegExp(hook.files).test(file) && !RegExp(hook.exclude).test(file);
        for (const file of ['Dockerfile', 'cmd/api/Dockerfile.debug', 'Containerfile', 'build/api.dockerfile'])
            assert.ok(given(file), file);
        for (const file of ['Dockerfile.dockerignore', '.dockerignore', 'main.go', 'NotDockerfile', 'compose.yaml'])
            assert.ok(!given(file), file);
    });

    test('the action annotates and fails', { skip: process.platform === 'win32' }, (t) => {
        const action = definition('name: Gopherdock') as Action;
        const script = action.runs.steps.find(({ run }) => run !== undefined);
        assert.ok(script?.run);
        const cwd = folderOf(t, { Dockerfile: 'FROM golang:latest\n' });
        // `npm install --global` puts the program on the PATH
        const program = (name: string, text: string): void => {
            writeFileSync(path.join(cwd, name), `#!/bin/sh\n${text}\n`);
            chmodSync(path.join(cwd, name), 0o755);
        };
        program('npm', 'echo "npm $*"');
        program('gopherdock', `exec "${process.execPath}" "${cli}" "$@"`);
        const env = Object.entries(script.env ?? {}).map(([name, value]) => {
            const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)?.[1] ?? '';
            return [name, action.inputs[input]?.default ?? assert.fail(`${name} is given no input`)];
        });
        const { status, stdout } = spawnSync('bash', ['-eo', 'pipefail', '-c', script.run], {
            cwd,
            env: {
                ...process.env,
                ...(Object.fromEntries(env) as NodeJS.ProcessEnv),
                PATH: `${cwd}:${process.env['PATH'] ?? ''}`,
            },
            encoding: 'utf8',
        });
        assert.match(stdout, /^npm install --global .*gopherdock-cli\.tgz$/m);
        assert.match(stdout, /^::warning file=Dockerfile,line=1,.*base-image-latest/m);
        assert.equal(status, 1);
    });
});
