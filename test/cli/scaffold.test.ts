import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { suite, test, type TestContext } from 'node:test';
import { assertSucceeded, folderOf, readFolder, runIn } from './cases';

const sources = {
    'go.mod': 'module example.com/hello\n\ngo 1.26\n',
    'main.go': 'package main\n\nfunc main() { println("hello") }\n',
};

interface Answer {
    version: number;
    files: { path: string; action: string; text: string; reasons: { what: string; because: string }[] }[];
}

async function actions(folder: string, ...args: string[]): Promise<[number, string[]]> {
    const { exitCode, output } = await runIn(folder, ['scaffold', '--json', ...args]);
    const { version, files } = JSON.parse(output) as Answer;
    assert.equal(version, 1);
    return [exitCode, files.map(({ path: name, action }) => `${action} ${name}`)];
}

function writtenProject(t: TestContext): Promise<string> {
    const folder = folderOf(t, sources);
    return runIn(folder, ['scaffold', '--write']).then((outcome) => {
        assertSucceeded(outcome);
        return folder;
    });
}

suite('scaffold', () => {
    test('touches nothing without --write', async (t) => {
        const folder = folderOf(t, sources);
        assert.deepEqual(await actions(folder), [0, ['create Dockerfile', 'create .dockerignore']]);
        assert.deepEqual(readFolder(folder), sources);
    });

    test('writes what it shows, and finds it unchanged', async (t) => {
        const folder = folderOf(t, sources);
        const { output } = await runIn(folder, ['scaffold', '--json', '--write']);
        const shown = (JSON.parse(output) as Answer).files.map(({ path: name, text }) => [name, text]);
        assert.deepEqual(readFolder(folder), { ...sources, ...Object.fromEntries(shown) });
        assert.deepEqual(await actions(folder, '--write'), [0, ['unchanged Dockerfile', 'unchanged .dockerignore']]);
    });

    test('keeps what a person edited since, unless forced', async (t) => {
        const folder = await writtenProject(t);
        const dockerfile = path.join(folder, 'Dockerfile');
        const original = readFileSync(dockerfile, 'utf8');
        const edited = original.replace('WORKDIR', 'LABEL mine=1\nWORKDIR');
        assert.notEqual(edited, original);
        writeFileSync(dockerfile, edited);
        assert.deepEqual(await actions(folder, '--write'), [1, ['conflict Dockerfile', 'unchanged .dockerignore']]);
        assert.equal(readFileSync(dockerfile, 'utf8'), edited);
        assert.deepEqual(await actions(folder, '--write', '--force'), [
            0,
            ['conflict Dockerfile', 'unchanged .dockerignore'],
        ]);
        assert.equal(readFileSync(dockerfile, 'utf8'), original);
    });

    test('keeps a file that is not ours', async (t) => {
        const folder = folderOf(t, { ...sources, Dockerfile: 'FROM scratch\n' });
        assert.deepEqual(await actions(folder, '--write'), [1, ['conflict Dockerfile', 'create .dockerignore']]);
        assert.equal(readFileSync(path.join(folder, 'Dockerfile'), 'utf8'), 'FROM scratch\n');
    });

    test(
        'says so where the folder is read-only, and loses nothing',
        { skip: process.platform === 'win32' },
        async (t) => {
            const folder = folderOf(t, sources);
            chmodSync(folder, 0o555);
            const outcome = await runIn(folder, ['scaffold', '--write']);
            chmodSync(folder, 0o755);
            assert.deepEqual(outcome, {
                exitCode: 2,
                output: '',
                errors: 'cannot write `Dockerfile`: its folder is read-only\n',
            });
            assert.deepEqual(readFolder(folder), sources);
        },
    );

    test('writes all files or none', async (t) => {
        const folder = folderOf(t, { ...sources, '.dockerignore': '' });
        chmodSync(path.join(folder, '.dockerignore'), 0o444);
        const { exitCode, errors } = await runIn(folder, ['scaffold', '--write']);
        assert.equal(exitCode, 2);
        assert.equal(errors, 'cannot write `.dockerignore`: it is read-only\n');
        assert.deepEqual(readFolder(folder), { ...sources, '.dockerignore': '' });
    });

    test('does not write through a link out of the folder', { skip: process.platform === 'win32' }, async (t) => {
        const outside = folderOf(t, { target: '' });
        const folder = folderOf(t, sources);
        symlinkSync(path.join(outside, 'target'), path.join(folder, '.dockerignore'));
        const { exitCode, errors } = await runIn(folder, ['scaffold', '--write']);
        assert.equal(exitCode, 2);
        assert.match(errors, /^cannot write `.dockerignore`: a link leads out of the folder/);
        assert.deepEqual(readFolder(outside), { target: '' });
    });

    test('says so where a folder stands in the place of a file', async (t) => {
        const folder = folderOf(t, sources);
        mkdirSync(path.join(folder, 'Dockerfile'));
        const { exitCode, errors } = await runIn(folder, ['scaffold', '--write']);
        assert.deepEqual([exitCode, errors], [2, 'cannot read `Dockerfile`: it is a folder\n']);
    });

    test('names the reason of every choice', async (t) => {
        const { output } = await runIn(folderOf(t, sources), ['scaffold', '--json', '--files', 'dockerfile']);
        const [file] = (JSON.parse(output) as Answer).files;
        assert.notDeepEqual(file?.reasons, []);
        assert.ok(file?.reasons.every(({ what, because }) => what !== '' && because !== ''));
    });
});
