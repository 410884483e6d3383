import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createBuildContext, ignoreFilesFor, parseIgnoreFile } from '../../../src/dockerfile/ignore';

const paths = [
    '.env',
    'Makefile',
    'README.md',
    'a b.txt',
    'c++/main.cc',
    'cmd/api/main.go',
    'cmd/api/main_test.go',
    'docs/README.md',
    'docs/api/index.md',
    'go.mod',
    'vendor/x/x.go',
    'x.go',
];

/** Ignore file to the paths that it leaves in the context. The answers are the builder's own matcher's. */
const cases: Readonly<Record<string, { readonly ignore: string; readonly left: readonly string[] }>> = {
    'nothing is left out without patterns': { ignore: '\n# docs\n\n', left: paths },
    'a name stands for the root only': {
        ignore: 'README.md\n/Makefile\n./x.go\n',
        left: paths.filter((path) => !['README.md', 'Makefile', 'x.go'].includes(path)),
    },
    'a folder takes all that is in it, with or without slashes': {
        ignore: 'vendor/\n/docs\ncmd/../c++\n',
        left: paths.filter((path) => !/^(vendor|docs|c\+\+)\//.test(path)),
    },
    'a star stays within a name': {
        ignore: '*.md\ndocs/*.md\n*/api/*_test.go\n',
        left: paths.filter((path) => !['README.md', 'docs/README.md', 'cmd/api/main_test.go'].includes(path)),
    },
    'two stars cross folders': {
        ignore: '**/*.md\n**/x.go\n',
        left: paths.filter((path) => !path.endsWith('.md') && !path.endsWith('x.go')),
    },
    'two stars in the middle and at the end': {
        ignore: 'docs/**/index.md\ncmd/**\n',
        left: paths.filter((path) => path !== 'docs/api/index.md' && !path.startsWith('cmd/')),
    },
    'the last pattern that matches decides': {
        ignore: '*\n!go.mod\n!cmd\ncmd/api/main_test.go\n!**/*.md\nREADME.md\n',
        left: ['cmd/api/main.go', 'docs/README.md', 'docs/api/index.md', 'go.mod'],
    },
    'blanks, classes and question marks': {
        ignore: '  a b.txt  \r\n[!-g]o.mod\r\nx.?o\r\n.[a-e]nv\r\n',
        left: paths.filter((path) => !['a b.txt', 'x.go', '.env', 'go.mod'].includes(path)),
    },
    'a negated class, and escapes': {
        ignore: '[^.cdgvx]*\n\\x.go\nc++\n',
        left: paths.filter((path) => !['Makefile', 'README.md', 'a b.txt', 'c++/main.cc', 'x.go'].includes(path)),
    },
    'letters have a case': { ignore: 'makefile\nreadme.md\n', left: paths },
    'a BOM is no part of the first pattern': {
        ignore: '\uFEFFgo.mod\n',
        left: paths.filter((path) => path !== 'go.mod'),
    },
    'a pattern that a builder refuses leaves nothing out': { ignore: '[\n!\nx\\\n[a-\n[z-a]o.mod\n!/\n', left: paths },
};

suite('what an ignore file leaves in the context', () => {
    for (const [name, { ignore, left }] of Object.entries(cases))
        test(name, () => {
            assert.deepEqual(createBuildContext({ paths, ignoreText: ignore, truncated: false }).paths, left);
        });
});

suite('the build context', () => {
    const context = createBuildContext({
        paths,
        ignoreText: 'vendor\n*.md\n!README.md\n',
        ignoreFile: '.dockerignore',
        truncated: true,
    });

    test('keeps what it was told', () => {
        assert.equal(context.ignoreFile, '.dockerignore');
        assert.equal(context.truncated, true);
    });

    test('ignores paths however they are written, there or not', () => {
        for (const path of ['vendor', './vendor/', '/vendor/x', 'vendor/none', 'NEWS.md', 'cmd/../vendor'])
            assert.ok(context.ignores(path), path);
        for (const path of ['README.md', 'docs/README.md', 'cmd', '.', '', '/'])
            assert.ok(!context.ignores(path), path);
    });

    test('knows files and folders on disk, ignored or not', () => {
        for (const path of ['vendor/x/x.go', 'vendor', 'cmd/api/', './go.mod', '.', ''])
            assert.ok(context.exists(path), path);
        for (const path of ['vendor/y', 'main.go', 'cm', 'go.mod/x']) assert.ok(!context.exists(path), path);
    });

    test('is ignored as a whole only by a pattern for everything', () => {
        const ignoresRoot = (ignoreText: string): boolean =>
            createBuildContext({ paths, ignoreText, truncated: false }).ignores('.');
        assert.ok(ignoresRoot('*\n'));
        assert.ok(ignoresRoot('**\n'));
        assert.ok(!ignoresRoot('*\n!go.mod\n'));
        assert.ok(!ignoresRoot('*.go\n'));
    });

    test('is described first by the file beside the Dockerfile', () => {
        assert.deepEqual(ignoreFilesFor('build/Dockerfile.api'), [
            'build/Dockerfile.api.dockerignore',
            '.dockerignore',
        ]);
    });

    test('says which lines a builder refuses', () => {
        const { patterns, faults } = parseIgnoreFile('a\n[\n\n!\nb\n');
        assert.deepEqual(
            patterns.map(({ pattern }) => pattern),
            ['a', 'b'],
        );
        assert.deepEqual(
            faults.map(({ line }) => line),
            [1, 3],
        );
    });

    test('is not held up by a pattern made to be slow', () => {
        const slow = createBuildContext({
            paths: ['a'.repeat(5000)],
            ignoreText: `${'*a'.repeat(200)}b\n${'**/'.repeat(200)}b\n`,
            truncated: false,
        });
        assert.equal(slow.paths.length, 1);
    });
});
