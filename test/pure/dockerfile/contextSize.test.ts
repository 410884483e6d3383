import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { ignoreLineFor, isFolder, measureContext, type SizedFolder } from '../../../src/dockerfile/contextSize';
import { createBuildContext } from '../../../src/dockerfile/ignore';

const files = [
    { path: 'main.go', size: 10 },
    { path: 'data/big.bin', size: 5000 },
    { path: 'data/deep/small.bin', size: 5 },
    { path: '.git/pack', size: 900 },
];

function contextWith(ignoreText: string): ReturnType<typeof createBuildContext> {
    return createBuildContext({ paths: files.map(({ path }) => path), ignoreText, truncated: false });
}

function describe(folder: SizedFolder, indentation = ''): string[] {
    return [
        `${indentation}${folder.path}/ ${String(folder.files)} ${String(folder.size)}`,
        ...folder.entries.flatMap((entry) =>
            isFolder(entry)
                ? describe(entry, `${indentation}  `)
                : [`${indentation}  ${entry.path} ${String(entry.size)}`],
        ),
    ];
}

suite('the size of a build context', () => {
    test('folders are added up, the largest first, and what is ignored is counted apart', () => {
        const { sent, leftOut, largest } = measureContext(files, contextWith('.git\n'));
        assert.deepEqual(describe(sent), [
            '/ 3 5015',
            '  data/ 2 5005',
            '    data/big.bin 5000',
            '    data/deep/ 1 5',
            '      data/deep/small.bin 5',
            '  main.go 10',
        ]);
        assert.deepEqual(describe(leftOut), ['/ 1 900', '  .git/ 1 900', '    .git/pack 900']);
        assert.deepEqual(
            largest.map(({ path }) => path),
            ['data/big.bin', 'main.go', 'data/deep/small.bin'],
        );
    });

    test('an empty folder sends nothing', () => {
        const { sent, leftOut } = measureContext([], contextWith(''));
        assert.deepEqual([describe(sent), describe(leftOut)], [['/ 0 0'], ['/ 0 0']]);
    });

    test('ten thousand folders inside each other are added up', () => {
        const path = `${'a/'.repeat(10_000)}file`;
        assert.equal(measureContext([{ path, size: 7 }], contextWith('')).sent.size, 7);
    });

    for (const path of [
        'a',
        '#note',
        '!important',
        'a*b',
        'what?',
        '[id]/page',
        'back\\slash',
        'blank ',
        ' x',
        'two\nlines',
    ])
        test(`the line for \`${JSON.stringify(path)}\` ignores it, and not another`, () => {
            const text = `!**\n${ignoreLineFor(path)}\n`;
            assert.equal(text.split('\n').length, 3);
            const context = createBuildContext({ paths: [], ignoreText: text, truncated: false });
            assert.ok(context.ignores(path));
            assert.ok(!context.ignores(`${path}x`));
            assert.ok(!context.ignores(`x/${path}`));
        });
});
