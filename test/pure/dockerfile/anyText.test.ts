import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { suite, test } from 'node:test';
import { parseDockerfile } from '../../../src/dockerfile/parse';
import { shellOf } from '../../../src/dockerfile/shell';
import { sourcesOf, stageByReference } from '../../../src/dockerfile/stages';
import type { Dockerfile } from '../../../src/dockerfile/syntax';
import { resolve } from '../../../src/dockerfile/variables';
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

/** Repeats a line under a head that gives it meaning. */
const shapes: Readonly<Record<string, (lines: number) => string>> = {
    'RUN lines': (lines) => `FROM golang\n${'RUN apt-get update && apt-get install -y "git" $X\n'.repeat(lines)}`,
    'one continued RUN': (lines) => `FROM golang\nRUN true${' \\\n    && echo x # y'.repeat(lines)}\n`,
    'comments in a continuation': (lines) => `FROM golang\nRUN true \\\n${'# why\n\n'.repeat(lines)}x\n`,
    'a here-document': (lines) => `FROM golang\nRUN <<EOF\n${'echo $x | y\n'.repeat(lines)}EOF\n`,
    'open here-documents': (lines) => `FROM golang\n${'RUN <<A <<B\n'.repeat(lines)}`,
    'a JSON array': (lines) => `FROM golang\nCMD ["sh", "-c", "${'\\n\\\n echo x;'.repeat(lines)}"]\n`,
    'ENV lines': (lines) => `FROM golang\n${'ENV PATH=$PATH:/usr/local/go/bin\n'.repeat(lines)}`,
    'one ENV': (lines) => `FROM golang\nENV ${'a=${b:-$c} \\\n'.repeat(lines)} z=1\n`,
    'stages on each other': (lines) =>
        Array.from({ length: lines }, (_, index) => `FROM s${index} AS s${index + 1}\n`).join(''),
    'variables through stages': (lines) =>
        Array.from({ length: lines / 2 }, (_, index) => `FROM s${index} AS s${index + 1}\nENV A=$MISSING\n`).join(''),
    'copies from stages': (lines) => `FROM a AS b\nFROM c\n${'COPY --from=b x y\n'.repeat(lines)}`,
    'relative WORKDIRs': (lines) => `FROM golang\n${'WORKDIR a\nRUN pwd\n'.repeat(lines)}`,
    'nested braces': (lines) => `FROM golang\nLABEL a=${'${a:-'.repeat(lines)}${'}'.repeat(lines)}\n`,
    'here-documents on a line': (lines) => `FROM golang\nRUN ${'cat <<A '.repeat(lines)}\n`,
    'nested substitutions': (lines) => `FROM golang\nRUN echo ${'$('.repeat(lines)}x${')'.repeat(lines)}\n`,
    'open quotes': (lines) => `FROM golang\n${'COPY "a \'b $x\n'.repeat(lines)}`,
    'unknown keywords': (lines) => 'FROMM x\n'.repeat(lines),
    words: (lines) => `FROM golang\nRUN ${'word '.repeat(lines * 5)}\n`,
    'nested ONBUILD': (lines) => `FROM golang\n${'ONBUILD '.repeat(lines)}\n`,
};

function readForRules(text: string): void {
    const dockerfile: Dockerfile = parseDockerfile(text);
    for (const instruction of dockerfile.instructions) {
        shellOf(dockerfile, instruction.trigger ?? instruction);
        for (const { value } of instruction.pairs) if (value !== undefined) resolve(dockerfile, value, instruction);
        for (const source of sourcesOf(instruction)) stageByReference(dockerfile, source.value, instruction.stage ?? 0);
    }
}

function bestTime(text: string): number {
    let best = Infinity;
    for (let run = 0; run < 3; run++) {
        const start = performance.now();
        readForRules(text);
        best = Math.min(best, performance.now() - start);
    }
    return best;
}

/** The best of three, since other work on the machine only ever adds time; quadratic cost would give 100 each time. */
function growth(shape: (lines: number) => string): number {
    const ratios = Array.from({ length: 3 }, () => bestTime(shape(5000)) / Math.max(bestTime(shape(500)), 0.2));
    return Math.min(...ratios);
}

suite('ten times the lines take about ten times as long', () => {
    for (const [name, shape] of Object.entries(shapes))
        test(name, () => {
            const ratio = growth(shape);
            assert.ok(ratio < 20, `${ratio.toFixed(1)} times as long`);
        });
});
