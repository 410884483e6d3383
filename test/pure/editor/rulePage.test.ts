import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { describeRule } from '../../../src/rules/describeRule';
import { rules } from '../../../src/rules/index';

suite('the page about a rule', () => {
    for (const rule of rules)
        test(rule.id, () => {
            const page = describeRule(rule);
            for (const told of [rule.id, rule.summary, rule.why, `# gopherdock ignore=${rule.id}`])
                assert.ok(page.includes(told), told);
            for (const { bad, good } of rule.examples)
                assert.ok(page.indexOf(bad.trimEnd()) < page.lastIndexOf(good.trimEnd()), 'the bad before the good');
            assert.equal((page.match(/^```/gm) ?? []).length % 2, 0, 'every block of code ends');
        });
});
