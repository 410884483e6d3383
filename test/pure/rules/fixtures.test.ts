import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { applyEdits } from '../../../src/rules/fix';
import { rules } from '../../../src/rules/index';
import { checkWant, fixtureCases, type Fixture } from './cases';
import { describeFinding, judgeIn } from './judging';

/** The findings of its rule, and what their first fixes, applied together, make of the text. */
async function describe({ rule, text, tree }: Fixture): Promise<string> {
    const judge = await judgeIn(tree);
    const findings = judge(text).filter((finding) => finding.rule === rule);
    const fixes = findings.flatMap((finding) => finding.fixes.slice(0, 1));
    const fixed = applyEdits(
        text,
        fixes.flatMap(({ edits }) => edits),
    );
    const lines = [
        ...findings.map(describeFinding),
        ...(fixed === text
            ? []
            : [
                  ...new Set(
                      fixes.map(({ title, preferred }) => `-- ${title}${preferred ? '' : ' (for a person)'} --`),
                  ),
                  fixed.trimEnd(),
              ]),
    ];
    return lines.length === 0 ? 'nothing\n' : `${lines.join('\n')}\n`;
}

suite('what rules say of a Dockerfile', () => {
    for (const fixture of fixtureCases())
        test(`${fixture.rule}: ${fixture.name}`, async () => {
            assert.ok(
                rules.some(({ id }) => id === fixture.rule),
                'there is no such rule',
            );
            checkWant(fixture.wantFile, await describe(fixture));
        });
});
