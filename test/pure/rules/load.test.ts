import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { defaultConfig } from '../../../src/rules/config';
import { readContextFolder } from '../../../src/rules/contextFolder';
import { findConfig, loadSubject } from '../../../src/rules/load';
import { memoryFiles } from '../memoryFiles';

const { settings } = defaultConfig;
const tree = {
    '.dockerignore': '*.md\n',
    'README.md': 'x',
    'main.go': 'x',
    'deploy/Dockerfile': 'FROM scratch\n',
    'deploy/README.md': 'x',
};

suite('loading what rules look at', () => {
    test('the ignore file of the context counts', async () => {
        const files = memoryFiles(tree);
        const { context } = await loadSubject(
            files,
            { path: 'deploy/Dockerfile', text: '' },
            { contextFolder: '', settings },
        );
        assert.deepEqual(context?.paths, ['.dockerignore', 'deploy/Dockerfile', 'deploy/README.md', 'main.go']);
        assert.equal(context.ignoreFile, '.dockerignore');
        assert.equal(context.exists('README.md'), true);
        assert.equal(context.ignores('README.md'), true);
    });

    test('the ignore file beside the Dockerfile counts more', async () => {
        const files = memoryFiles({ ...tree, 'deploy/Dockerfile.dockerignore': '**/*.go\n' });
        const { context } = await loadSubject(
            files,
            { path: 'deploy/Dockerfile', text: '' },
            { contextFolder: '', settings },
        );
        assert.equal(context?.ignoreFile, 'deploy/Dockerfile.dockerignore');
        assert.equal(context.ignores('main.go'), true);
        assert.equal(context.ignores('README.md'), false);
    });

    test('paths of a context below the root are relative to it', async () => {
        const files = memoryFiles({ ...tree, 'deploy/.dockerignore': 'README.md' });
        const { context } = await loadSubject(
            files,
            { path: 'deploy/Dockerfile', text: '' },
            { contextFolder: 'deploy', settings },
        );
        assert.deepEqual(context?.paths, ['.dockerignore', 'Dockerfile']);
        assert.equal(context.ignoreFile, '.dockerignore');
    });

    test('without a folder there is no context', async () => {
        const { context, dockerfile } = await loadSubject(
            memoryFiles({}),
            { path: 'x', text: 'FROM a' },
            { contextFolder: undefined, settings },
        );
        assert.equal(context, undefined);
        assert.equal(dockerfile.stages.length, 1);
    });

    test('an aborted signal ends it', async () => {
        const given = { contextFolder: '', settings, signal: AbortSignal.abort() };
        await assert.rejects(loadSubject(memoryFiles(tree), { path: 'Dockerfile', text: '' }, given));
    });

    test('a huge folder is cut', async () => {
        const many = Object.fromEntries(Array.from({ length: 21_000 }, (_, index) => [`data/${index}`, '']));
        const { paths, truncated } = await readContextFolder(memoryFiles({ ...many, 'main.go': '' }), '');
        assert.equal(truncated, true);
        assert.equal(paths.length, 20_000);
    });

    test('folders that no rule looks into are not read, and what is below them is taken to be there', async () => {
        const files = memoryFiles({
            '.git/HEAD': '',
            'main.go': '',
            'vendor/modules.txt': '',
            'vendor/example.com/x/x.go': '',
            'web/node_modules/a/index.js': '',
            'web/index.html': '',
        });
        const listed: string[] = [];
        const list = (folder: string): ReturnType<typeof files.list> => {
            listed.push(folder);
            return files.list(folder);
        };
        const { context } = await loadSubject(
            { read: (path) => files.read(path), list },
            { path: 'Dockerfile', text: '' },
            { contextFolder: '', settings },
        );
        assert.deepEqual(listed.sort(), ['', 'vendor', 'web']);
        assert.deepEqual(context?.paths, ['main.go', 'vendor/modules.txt', 'web/index.html']);
        for (const path of ['.git', 'web/node_modules', 'web/node_modules/a', 'vendor/example.com/x/x.go'])
            assert.equal(context.exists(path), true, path);
        assert.equal(context.exists('web/missing'), false);
        assert.equal(context.truncated, false);
    });
});

suite('finding a configuration', () => {
    const configured = memoryFiles({
        '.hadolint.yaml': 'ignored: [DL3006]',
        'a/.gopherdock.yml': 'profile: strict',
        'a/.hadolint.yaml': 'ignored: [DL3007]',
        'a/b/Dockerfile': '',
    });

    test('the nearest counts, ours before that of hadolint', async () => {
        const found = await findConfig(configured, 'a/b');
        assert.equal(found?.path, 'a/.gopherdock.yml');
        assert.equal(found.config.profile, 'strict');
    });

    test('up to the root', async () => {
        const found = await findConfig(configured, 'c/d');
        assert.deepEqual([found?.path, found?.config.ignored], ['.hadolint.yaml', ['hadolint:DL3006']]);
    });

    test('or none', async () => {
        assert.equal(await findConfig(memoryFiles({}), 'a/b'), undefined);
    });
});
