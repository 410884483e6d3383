import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { literal } from '../../../src/scaffold/compose/literal';
import { entry, listOf, mapOf, renderMap, writeMap } from '../../../src/scaffold/yaml';
import { yamlText } from '../../../src/scaffold/yamlText';

const texts = [
    '',
    ' ',
    'plain',
    'a b',
    'null',
    'Yes',
    'off',
    'y',
    '~',
    '1',
    '1.5',
    '0x1f',
    '1_000',
    '1e3',
    '22:22',
    '2001-01-01',
    '256m',
    '10s',
    '..',
    './a b',
    '.inf',
    '.NaN',
    '- a',
    '-a',
    '? a',
    ': a',
    'a: b',
    'a:b',
    'a:',
    'a # b',
    '#a',
    '&a',
    '*a',
    '!a',
    '!!str a',
    '|',
    '>',
    '@a',
    '`a`',
    '%a',
    '{a}',
    '[a]',
    'a, b',
    "it's",
    '"so"',
    "'",
    'back\\slash',
    'tab\tnewline\nreturn\r',
    '\u0000\u0007\u001b',
    '\u0085\u2028\u2029\uFEFF\u00A0',
    '日本語 ☃ 😀',
    '\u{1F468}\u200D\u{1F469}',
    '<<',
    '=',
    '---',
    '...',
    '${A:-b}',
];

for (const text of texts)
    test(`every reader of YAML gives back ${JSON.stringify(text)}`, () => {
        const line = renderMap(mapOf(entry('alone', text), entry('listed', listOf(text, text)), entry(text, 1)));
        for (const version of ['1.1', '1.2'] as const) {
            const { alone, listed, ...others } = parse(line.join('\n'), {
                version,
                schema: version === '1.1' ? 'yaml-1.1' : 'core',
            }) as Record<string, unknown>;
            assert.equal(alone, text);
            assert.deepEqual(listed, [text, text]);
            assert.deepEqual(Object.keys(others), [text]);
        }
    });

test('what needs no quotes has none', () => {
    assert.deepEqual(
        ['shop', '.', './cmd/api', '256m', '8080', 'on'].map((text) => yamlText(text, 'brackets')),
        ['shop', '.', './cmd/api', '256m', "'8080'", "'on'"],
    );
    assert.deepEqual(renderMap(mapOf(entry('image', 'postgres:18-alpine'))), ['image: postgres:18-alpine']);
});

test('a long list has a line for each of its items', () => {
    const [first, ...items] = renderMap(mapOf(entry('list', listOf(...Array.from({ length: 30 }, () => 'word')))));
    assert.deepEqual([first, items.length, items[0]], ['list:', 30, '  - word']);
});

test('a comment stands above what it is about', () => {
    assert.deepEqual(renderMap(mapOf(entry('a', mapOf(entry('b', null, 'Why.'))))), ['a:', '  # Why.', '  b:']);
});

test('a dollar is doubled where compose would look up what stands behind it', () => {
    assert.equal(literal('$HOME $$'), '$$HOME $$$$');
});

test('a literal is written in the order of its keys, its comments above what they are about', () => {
    const lines = writeMap({
        '# One.': null,
        '# Two.': null,
        on: { push: null },
        left: undefined,
        steps: ['# Three.', 'go test', { '# Four.': null, run: 'a\n\nb', if: 'x' }, ['a', 1]],
        none: [],
    });
    assert.deepEqual(lines, [
        '# One.',
        '# Two.',
        "'on':",
        '  push:',
        'steps:',
        '  # Three.',
        '  - go test',
        '  # Four.',
        '  - run: |',
        '      a',
        '',
        '      b',
        '    if: x',
        '  -',
        '    - a',
        '    - 1',
        'none: []',
    ]);
});
