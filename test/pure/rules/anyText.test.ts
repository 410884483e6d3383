import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { fixAll } from '../../../src/rules/fix';
import { fixtureCases } from './cases';
import { judgeIn, type Judge } from './judging';

/** A rule that throws makes `judge` throw; edits must lie in the text. */
function judgeWhole(text: string, judge: Judge): void {
    const lines = text.split(/\r\n|\r|\n/);
    for (const { range, fixes } of judge(text))
        for (const { start, end } of [
            range,
            ...fixes
                .flatMap(({ edits }) => edits)
                .filter(({ file }) => file === undefined)
                .map((edit) => edit.range),
        ]) {
            assert.ok(start.line < end.line || (start.line === end.line && start.character <= end.character));
            assert.ok(end.line < lines.length && end.character <= (lines[end.line]?.length ?? 0) + 1);
        }
}

suite('any text can be judged', () => {
    test('cut anywhere', async () => {
        // every third place of each, so that likenesses between fixtures cover the others
        for (const [index, { text, tree }] of fixtureCases().entries()) {
            const judge = await judgeIn(tree);
            for (let end = index % 3; end <= text.length; end += 3) judgeWhole(text.slice(0, end), judge);
        }
    });

    test('with a piece cut out anywhere, and repaired', async () => {
        for (const { text, tree } of fixtureCases()) {
            const judge = await judgeIn(tree);
            for (let at = 0; at < text.length; at += 7) {
                const damaged = text.slice(0, at) + text.slice(at + 5);
                judgeWhole(damaged, judge);
                judgeWhole(fixAll(damaged, judge).text, judge);
            }
        }
    });

    test('garbage', async () => {
        const judge = await judgeIn({});
        for (const text of [
            '\0\u0001\uFFFE',
            '\uFEFF',
            '[',
            'FROM',
            'FROM ${',
            'FROM x\nCOPY --from= a b',
            'FROM golang:1.\nRUN go',
            'ONBUILD',
        ])
            judgeWhole(text, judge);
    });
});
