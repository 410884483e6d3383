import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { yamlText } from '../../../src/scaffold/yamlText';

const cases: readonly (readonly [text: string, written: string])[] = [
    ['cmd/api', 'cmd/api'],
    ['go test ./...', 'go test ./...'],
    ['${{ github.ref }}', '${{ github.ref }}'],
    ['postgres:18-alpine', 'postgres:18-alpine'],
    ['30s', '30s'],
    ['512m', '512m'],
    ['größe', 'größe'],
    ['.docker', '.docker'],
    ['-mod=mod', '-mod=mod'],
    ['.5', "'.5'"],
    ['-1', "'-1'"],
    ['-.inf', "'-.inf'"],
    ['...', "'...'"],
    ['', "''"],
    ['1.26', "'1.26'"],
    ['8080:8080', "'8080:8080'"],
    ['1e3', "'1e3'"],
    ['0x1f', "'0x1f'"],
    ['2026-11-23', "'2026-11-23'"],
    ['.inf', "'.inf'"],
    ['NO', "'NO'"],
    ['y', "'y'"],
    ['null', "'null'"],
    ['~', "'~'"],
    ['- a', "'- a'"],
    ['*.go', "'*.go'"],
    ['!vendor', "'!vendor'"],
    ['@scope', "'@scope'"],
    ['{a}', "'{a}'"],
    ['a: b', "'a: b'"],
    ['a:', "'a:'"],
    ['a #b', "'a #b'"],
    ['#b', "'#b'"],
    ['a ', "'a '"],
    ["it's", "it's"],
    ["'it'", "'''it'''"],
    ['"a"', '\'"a"\''],
    ['a\nb', '"a\\nb"'],
    ['a\tb', '"a\\tb"'],
    ['a\u0085b\u2028', '"a\\u0085b\\u2028"'],
    ['\uFEFFa', '"\\ufeffa"'],
    ['\u007F', '"\\u007f"'],
    ['\uD800', '"\\ud800"'],
    ['<<', "'<<'"],
    ['---', "'---'"],
];

for (const [text, written] of cases)
    test(`${JSON.stringify(text)} is written ${written}`, () => {
        assert.equal(yamlText(text, 'line'), written);
        for (const version of ['1.1', '1.2'] as const) {
            assert.equal(parse(yamlText(text, 'line'), { version }), text);
            assert.deepEqual(parse(`- key: ${yamlText(text, 'line')} # comment\n`, { version }), [{ key: text }]);
        }
    });
