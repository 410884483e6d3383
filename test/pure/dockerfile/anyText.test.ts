import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { parseDockerfile } from '../../../src/dockerfile/parse';
import { allCases } from './cases';
import { describeSyntax } from './describe';
import { describeShell } from './describeShell';
import { describeMeaning } from './describeMeaning';

/** Asks for everything there is to ask, and holds the spans against the text's ends. */
function readWhole(text: string): void {
    const dockerfile = parseDockerfile(text);
    describeSyntax(dockerfile);
    describeShell(dockerfile);
    describeMeaning(dockerfile);
    JSON.stringify(dockerfile, (key, value: unknown) => {
        if (key === 'start' || key === 'end') assert.ok(Number(value) >= 0 && Number(value) <= text.length);
        return value;
    });
    let previous = 0;
    for (const { start, end } of dockerfile.instructions) {
        assert.ok(previous <= start && start < end, 'instructions follow each other');
        previous = end;
    }
}

/** The same numbers on every run. */
function randomNumbers(seed: number): (below: number) => number {
    let state = seed;
    return (below) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor((state / 2 ** 32) * below);
    };
}

const snippets = [
    '\n',
    '\\\n',
    '\r\n',
    '`',
    '"',
    "'",
    '${',
    '${a:-',
    '}',
    '$(',
    '<<EOF ',
    '<<-"',
    '[',
    ']',
    '["',
    '--mount=',
    '=',
    ',',
    '#',
    '# escape=`\n',
    'ONBUILD ',
    'FROM ',
    '\uFEFF',
    '\u00a0',
    '😀',
    '\ud800',
    '\0',
    ' ',
    '\t',
    '((',
    '|',
    '&&',
    ';',
];

suite('any text can be read', () => {
    test('cut anywhere', () => {
        for (const { text } of allCases()) for (let end = 0; end <= text.length; end++) readWhole(text.slice(0, end));
    });

    test('changed at random 5,000 times', () => {
        const random = randomNumbers(42);
        const texts = allCases().map(({ text }) => text);
        for (let round = 0; round < 5000; round++) {
            let text = texts[random(texts.length)] ?? '';
            for (let change = random(5); change >= 0; change--) {
                const at = random(text.length + 1);
                const inserted = random(3) === 0 ? '' : (snippets[random(snippets.length)] ?? '');
                text = text.slice(0, at) + inserted + text.slice(at + random(8));
            }
            readWhole(text);
        }
    });

    test('binary garbage', () => {
        const random = randomNumbers(7);
        readWhole(Array.from({ length: 200_000 }, () => String.fromCharCode(random(256))).join(''));
    });
});
