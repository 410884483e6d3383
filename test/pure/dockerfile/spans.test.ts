import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { parseDockerfile } from '../../../src/dockerfile/parse';
import { foldSpan } from '../../../src/dockerfile/parser/fold';
import { offsetAt, partOf, positionAt, rangeOf } from '../../../src/dockerfile/positions';
import { shellOf, type ShellWord } from '../../../src/dockerfile/shell';
import type { Dockerfile, Instruction, Span, Variable, Word } from '../../../src/dockerfile/syntax';
import { allCases } from './cases';
import { describeSyntax } from './describe';
import { describeShell } from './describeShell';

/** The text of a span without continuations; on one line it is what stands there. */
function folded({ text, escape }: Dockerfile, span: Span): string {
    const written = text.slice(span.start, span.end);
    return written.includes('\n') ? foldSpan(text, span, escape).text : written;
}

function checkWord(dockerfile: Dockerfile, word: Word): void {
    assert.equal(folded(dockerfile, word), word.raw);
    for (const variable of word.variables) checkVariable(dockerfile, variable);
}

function checkVariable(dockerfile: Dockerfile, variable: Variable): void {
    assert.ok(folded(dockerfile, variable).startsWith('$'));
    assert.equal(folded(dockerfile, variable.nameSpan), variable.name);
}

function checkInstruction(dockerfile: Dockerfile, instruction: Instruction): void {
    const { text } = dockerfile;
    const { keyword, keywordSpan, flags, words, pairs, json, heredocs, trigger, body } = instruction;
    assert.equal(folded(dockerfile, keywordSpan).toUpperCase(), keyword);
    assert.ok(instruction.start <= body.start && body.end <= instruction.end);
    for (const { name, nameSpan, value, options, ...span } of flags) {
        assert.equal(folded(dockerfile, span), `--${name}${value === undefined ? '' : `=${value.raw}`}`);
        assert.equal(folded(dockerfile, nameSpan), name);
        for (const option of options) if (option.value !== undefined) checkWord(dockerfile, option.value);
    }
    for (const word of words) checkWord(dockerfile, word);
    for (const { key, value } of pairs) {
        checkWord(dockerfile, key);
        if (value !== undefined) checkWord(dockerfile, value);
    }
    for (const item of json?.valid === true ? json.items : [])
        assert.equal(JSON.parse(folded(dockerfile, item)), item.value);
    for (const { name, marker, terminator, variables } of heredocs) {
        assert.match(folded(dockerfile, marker), /^\d*<</);
        if (terminator !== undefined) assert.equal(text.slice(terminator.start, terminator.end), name);
        for (const variable of variables) checkVariable(dockerfile, variable);
    }
    for (const span of instruction.emptyContinuations) assert.equal(text.slice(span.start, span.end).trim(), '');
    if (trigger !== undefined) checkInstruction(dockerfile, trigger);
}

function checkShellWord(dockerfile: Dockerfile, word: ShellWord): void {
    const text = dockerfile.text.slice(word.start, word.end);
    // what stands in escaped backticks has no place of its own, and a JSON string is decoded
    if (!text.includes('`') && !text.includes('\\')) assert.equal(folded(dockerfile, word), word.raw);
}

suite('spans', () => {
    for (const { name, text } of allCases())
        test(`cut out what they name: ${name}`, () => {
            const dockerfile = parseDockerfile(text);
            for (const { start, end, value } of dockerfile.directives)
                assert.ok(text.slice(start, end).endsWith(value.raw));
            for (const { start, end, text: comment } of dockerfile.comments)
                assert.equal(text.slice(start + 1, end).trim(), comment);
            for (const instruction of dockerfile.instructions) {
                checkInstruction(dockerfile, instruction);
                for (const command of shellOf(dockerfile, instruction).commands)
                    for (const word of [command.name, ...command.args]) checkShellWord(dockerfile, word);
            }
        });

    for (const { name, text } of allCases())
        test(`do not mind CRLF: ${name}`, () => {
            const unix = parseDockerfile(text);
            const windows = parseDockerfile(text.replaceAll('\n', '\r\n'));
            assert.equal(describeSyntax(windows), describeSyntax(unix));
            assert.equal(describeShell(windows), describeShell(unix));
        });

    for (const { name, text } of allCases())
        test(`move by one behind a BOM: ${name}`, () => {
            const shifted = JSON.parse(
                JSON.stringify(parseDockerfile(`\uFEFF${text}`), (key, value: unknown) =>
                    (key === 'start' || key === 'end') && typeof value === 'number' ? value - 1 : value,
                ),
            ) as Dockerfile;
            const { instructions, comments, directives, errors, stages } = JSON.parse(
                JSON.stringify(parseDockerfile(text)),
            ) as Dockerfile;
            assert.deepEqual(shifted.instructions, instructions);
            assert.deepEqual(shifted.comments, comments);
            assert.deepEqual(shifted.directives, directives);
            assert.deepEqual(shifted.errors, errors);
            assert.deepEqual(shifted.stages, stages);
        });
});

suite('positions', () => {
    const dockerfile = parseDockerfile('a\r\nbc\rd\n😀e');

    test('lines end at LF, CRLF and a lone CR, and characters are UTF-16 units', () => {
        assert.deepEqual(dockerfile.lineStarts, [0, 3, 6, 8]);
        assert.deepEqual(positionAt(dockerfile, 4), { line: 1, character: 1 });
        assert.deepEqual(positionAt(dockerfile, 10), { line: 3, character: 2 });
        assert.deepEqual(rangeOf(dockerfile, { start: 3, end: 5 }), {
            start: { line: 1, character: 0 },
            end: { line: 1, character: 2 },
        });
    });

    test('offsets and positions are each other back', () => {
        for (const offset of [0, 1, 3, 4, 5, 6, 7, 8, 10, 11])
            assert.equal(offsetAt(dockerfile, positionAt(dockerfile, offset)), offset);
    });

    test('what lies outside gives the nearest place', () => {
        assert.deepEqual(positionAt(dockerfile, -5), { line: 0, character: 0 });
        assert.deepEqual(positionAt(dockerfile, 99), { line: 3, character: 3 });
        assert.equal(offsetAt(dockerfile, { line: 1, character: 99 }), 5);
        assert.equal(offsetAt(dockerfile, { line: 0, character: 99 }), 1);
        assert.equal(offsetAt(dockerfile, { line: 9, character: 0 }), dockerfile.text.length);
        assert.equal(offsetAt(dockerfile, { line: -1, character: 3 }), 0);
    });

    test('a part of a word is found unless a continuation breaks the word', () => {
        const { instructions } = parseDockerfile('FROM golang:1.26\nFROM go\\\nlang:1.26\n');
        const [whole, broken] = instructions.map(({ words }) => words[0]);
        assert.ok(whole && broken);
        assert.deepEqual(partOf(whole, 7, 11), { start: 12, end: 16 });
        assert.deepEqual(partOf(broken, 7, 11), { start: broken.start, end: broken.end });
    });
});
