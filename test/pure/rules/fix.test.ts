import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { applyEdits, fixAll } from '../../../src/rules/fix';
import type { FileEdit, Finding } from '../../../src/rules/rule';
import { fixtureCases } from './cases';
import { describeFinding, judgeIn } from './judging';

function edit(from: number, to: number, newText: string): FileEdit {
    return { range: { start: { line: 0, character: from }, end: { line: 0, character: to } }, newText };
}

function finding(preferred: boolean, ...edits: FileEdit[]): Finding {
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    const fixes = [{ title: 'Do it', preferred, edits }];
    return {
        rule: 'x',
        message: 'x',
        range,
        aliases: [],
        severity: 'hint',
        profile: 'recommended',
        fixes,
        related: [],
    };
}

suite('edits', () => {
    test('are applied whatever their order', () => {
        assert.equal(applyEdits('abc', [edit(2, 3, 'C'), edit(0, 1, 'A')]), 'AbC');
    });

    test('at one place keep theirs', () => {
        assert.equal(applyEdits('abc', [edit(1, 1, 'x'), edit(1, 1, 'y'), edit(1, 2, 'B')]), 'axyBc');
    });

    test('that overlap an earlier one, or are for other files, are left out', () => {
        assert.equal(
            applyEdits('abc', [edit(0, 2, 'x'), edit(1, 3, 'y'), { ...edit(2, 3, 'z'), file: 'go.mod' }]),
            'xc',
        );
    });
});

suite('fixing all', () => {
    test('applies preferred fixes only, and none that reaches into other files', () => {
        const others = [
            finding(false, edit(0, 1, 'x')),
            finding(true, edit(0, 1, 'x'), { ...edit(0, 0, ''), file: 'go.mod' }),
        ];
        assert.deepEqual(
            fixAll('abc', () => others),
            { text: 'abc', fixed: 0 },
        );
    });

    test('leaves a fix that touches another one for the next round', () => {
        const judge = (text: string): Finding[] =>
            Array.from(text).flatMap((letter, at) => (letter === 'a' ? [finding(true, edit(at, at + 1, 'b'))] : []));
        assert.deepEqual(fixAll('aaa', judge), { text: 'bbb', fixed: 3 });
    });

    test('ends where fixes undo each other', () => {
        const judge = (text: string): Finding[] => [finding(true, edit(0, 1, text === 'a' ? 'b' : 'a'))];
        assert.deepEqual(fixAll('a', judge), { text: 'b', fixed: 1 });
    });

    test('ends where every fix makes room for another one', () => {
        assert.ok(fixAll('a', () => [finding(true, edit(0, 0, 'a'))]).text.length < 100);
    });

    test('keeps Windows line endings, a BOM and every comment', async () => {
        for (const { text, tree, name } of fixtureCases()) {
            const judge = await judgeIn(tree);
            const windows = `\uFEFF${text.replaceAll('\n', '\r\n')}`;
            assert.deepEqual(
                judge(windows)
                    .map(describeFinding)
                    .map((line) => line.replaceAll(/^1:\d+-\d+/g, '')),
                judge(text)
                    .map(describeFinding)
                    .map((line) => line.replaceAll(/^1:\d+-\d+/g, '')),
                name,
            );
            const fixed = fixAll(windows, judge).text;
            assert.equal(fixed, `\uFEFF${fixAll(text, judge).text.replaceAll('\n', '\r\n')}`, name);
            for (const comment of text.match(/^\s*#.*$/gm) ?? []) assert.ok(fixed.includes(comment.trim()), name);
        }
    });
});
