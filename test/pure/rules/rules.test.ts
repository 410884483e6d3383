import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { suite, test } from 'node:test';
import { parseDockerfile } from '../../../src/dockerfile/parse';
import { offsetAt } from '../../../src/dockerfile/positions';
import { defaultConfig } from '../../../src/rules/config';
import type { Rule } from '../../../src/rules/rule';
import { rules } from '../../../src/rules/index';
import { judge } from '../../../src/rules/lint';
import { fixAll } from '../../../src/rules/fix';
import { applyFirstFix, describeFinding, judgeIn } from './judging';
import { fixtureCases } from './cases';

const families = ['go', 'dockerfile', 'safety', 'shell'];

suite('every rule', () => {
    test('stands in a file of its name and is listed once', () => {
        const files = families
            .flatMap((family) => readdirSync(`src/rules/${family}`))
            .map((name) => name.replace('.ts', ''));
        assert.deepEqual(rules.map(({ id }) => id).sort(), files.sort());
    });

    for (const rule of rules) {
        const { id, summary, why, examples, covers = [], profile } = rule;

        test(`${id} has an id, summary and reason as the house writes them`, () => {
            assert.match(id, /^[a-z]+(-[a-z]+)*$/);
            assert.match(summary, /^[A-Z`].{8,90}[^.!]$/);
            assert.match(why, /^[A-Z`].*\.$/);
            assert.ok(why.split(/(?<=\.) (?=[A-Z`])/).length <= 2, 'two sentences at most');
            assert.doesNotMatch(summary + why, /please|warning:|TODO/i);
            assert.ok(examples.length > 0);
            assert.equal(new Set(covers).size, covers.length);
        });

        for (const [index, { bad, good, files = {}, settings }] of examples.entries()) {
            const config = { ...defaultConfig, settings: { ...defaultConfig.settings, ...settings } };
            test(`${id}: example ${index + 1} shows the rule, and its fix repairs it`, async () => {
                const judgeAtProfile = await judgeIn(files, {
                    config,
                    profile: profile === 'off' ? 'all' : profile,
                });
                // of a rule that runs by its name only, the others of that kind are not the matter
                const findings = judgeAtProfile(bad).filter(
                    (finding) => profile !== 'off' || finding.rule === id || finding.profile !== 'off',
                );
                assert.ok(findings.length > 0, 'the bad example raises nothing');
                const others = findings.filter((finding) => finding.rule !== id);
                assert.deepEqual(others.map(describeFinding), [], 'the bad example raises other rules, too');
                // a fix of other files leaves the Dockerfile as it is
                const fixed = applyFirstFix(bad, findings);
                if (fixed !== bad) assert.equal(fixed, good);
                const judgeStrictly = await judgeIn(files, { config, profile: 'strict' });
                assert.deepEqual(judgeStrictly(good).map(describeFinding), [], 'the good example raises something');
            });
        }

        test(`${id} has a fixture that it judges`, () => {
            assert.ok(existsSync(`test/fixtures/rules/${id}`), 'no folder of that name');
            assert.ok(fixtureCases().some((fixture) => fixture.rule === id));
        });
    }

    test('carries no alias but those that it says it covers, and each of them somewhere', async () => {
        const seen = new Map(rules.map(({ id }) => [id, new Set<string>()]));
        const texts = [
            ...rules.flatMap(({ examples }) => examples.map(({ bad, files = {} }) => ({ text: bad, tree: files }))),
            ...fixtureCases(),
        ];
        for (const { text, tree } of texts)
            for (const { rule, aliases } of (await judgeIn(tree))(text))
                for (const alias of aliases) seen.get(rule)?.add(alias);
        for (const { id, covers = [] } of rules)
            assert.deepEqual([...(seen.get(id) ?? [])].sort(), [...covers].sort(), id);
    });

    test('is run for every profile that a finding of it is in', async () => {
        for (const { text, tree, name } of fixtureCases()) {
            const all = (await judgeIn(tree))(text);
            const recommended = (await judgeIn(tree, { profile: 'recommended' }))(text);
            const strict = (await judgeIn(tree, { profile: 'strict' }))(text);
            assert.deepEqual(
                recommended.map(describeFinding),
                all.filter(({ profile }) => profile === 'recommended').map(describeFinding),
                name,
            );
            assert.deepEqual(
                strict.map(describeFinding),
                all.filter(({ profile }) => profile !== 'off').map(describeFinding),
                name,
            );
        }
    });

    test('writes messages and fix titles as the house does', async () => {
        for (const { text, tree } of fixtureCases())
            for (const { message, fixes } of (await judgeIn(tree))(text)) {
                assert.match(message, /^[^a-z\s].*[^.!\s]$/s, message);
                assert.doesNotMatch(message, /please|warning:|\n/i);
                for (const { title } of fixes) assert.match(title, /^[A-Z][a-z]+ .*[^.]$/, title);
            }
    });

    test('leaves nothing to repair after all fixes were applied, and changes nothing the second time', async () => {
        for (const { text, tree, name } of fixtureCases()) {
            const judgeText = await judgeIn(tree);
            const once = fixAll(text, judgeText);
            const twice = fixAll(once.text, judgeText);
            assert.deepEqual(twice, { text: once.text, fixed: 0 }, name);
        }
    });

    test('gives one fault of one place to one finding', async () => {
        for (const { text, tree, name } of fixtureCases()) {
            const dockerfile = parseDockerfile(text);
            const byPlace = new Map<string, string>();
            const byInstruction = new Map<string, string>();
            for (const finding of (await judgeIn(tree))(text)) {
                const { rule, range, aliases } = finding;
                const offset = offsetAt(dockerfile, range.start);
                const owner = dockerfile.instructions.findIndex(({ start, end }) => start <= offset && offset < end);
                const place = JSON.stringify([rule, range]);
                assert.ok(!byPlace.has(place), `${name}: ${describeFinding(finding)} is told twice`);
                byPlace.set(place, rule);
                for (const alias of aliases) {
                    const other = byInstruction.get(`${owner} ${alias}`) ?? rule;
                    assert.equal(other, rule, `${name}: two rules report ${alias}`);
                    byInstruction.set(`${owner} ${alias}`, rule);
                }
            }
        }
    });

    test('that throws is told, and the others are judged all the same', () => {
        const [first] = rules;
        assert.ok(first !== undefined);
        const broken: Rule = { ...first, id: 'broken', check: () => assert.fail('on purpose') };
        const told: string[] = [];
        const findings = judge(
            {
                dockerfile: parseDockerfile('RUM x\n'),
                project: undefined,
                context: undefined,
                settings: defaultConfig.settings,
            },
            [broken, first],
            { profile: 'all', config: defaultConfig, onRuleError: (rule) => told.push(rule) },
        );
        assert.deepEqual(told, ['broken']);
        assert.ok(findings.some(({ rule }) => rule === first.id));
    });
});
