import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { applyEdits } from '../../../src/rules/fix';
import type { Fix } from '../../../src/rules/rule';
import { rules } from '../../../src/rules/index';
import { checkWant, fixtureCases, type Fixture } from './cases';
import { applyElsewhere, describeFinding, judgeIn } from './judging';

/** The findings of its rule, and what their first fixes, applied together, make of the text and of other files. */
async function describe({ rule, text, tree }: Fixture): Promise<string> {
    const judge = await judgeIn(tree);
    const findings = judge(text).filter((finding) => finding.rule === rule);
    const fixes = distinct(findings.flatMap((finding) => finding.fixes.slice(0, 1)));
    const edits = fixes.flatMap((fix) => fix.edits);
    const fixed = applyEdits(text, edits);
    const titles = fixes.map(({ title, preferred }) => `-- ${title}${preferred ? '' : ' (for a person)'} --`);
    const lines = [
        ...findings.map(describeFinding),
        ...(fixed === text && edits.length === 0 ? [] : new Set(titles)),
        ...(fixed === text ? [] : [fixed.trimEnd()]),
        ...Object.entries(applyElsewhere(tree, edits)).flatMap(([path, changed]) =>
            changed === tree[path] ? [] : [`-- ${path} --`, ...(path in tree ? [changed.trimEnd()] : [])],
        ),
    ];
    return lines.length === 0 ? 'nothing\n' : `${lines.join('\n')}\n`;
}

/** Two findings of one instruction may offer the same. */
function distinct(fixes: readonly Fix[]): Fix[] {
    return [...new Map(fixes.map((fix) => [JSON.stringify(fix), fix])).values()];
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
