/** Every fix of every finding by itself, those for a person to look at included. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { suite, test } from 'node:test';
import { parseDockerfile } from '../../../src/dockerfile/parse';
import { defaultConfig } from '../../../src/rules/config';
import { applyEdits } from '../../../src/rules/fix';
import { rules } from '../../../src/rules/index';
import type { Finding, Fix } from '../../../src/rules/rule';
import { fixtureCases } from './cases';
import { applyElsewhere, judgeIn, type Judge } from './judging';

interface Case {
    readonly name: string;
    readonly text: string;
    readonly tree: Readonly<Record<string, string>>;
    readonly judgeWith: (tree: Readonly<Record<string, string>>) => Promise<Judge>;
}

function casesOf(id: string): Case[] {
    const examples = rules.find((rule) => rule.id === id)?.examples ?? [];
    return [
        ...examples.map(({ bad, files = {}, settings = {} }, index) => {
            const config = { ...defaultConfig, settings: { ...defaultConfig.settings, ...settings } };
            const judgeWith: Case['judgeWith'] = (tree) => judgeIn(tree, { config });
            return { name: `example ${index + 1}`, text: bad, tree: files, judgeWith };
        }),
        ...fixtureCases()
            .filter(({ rule }) => rule === id)
            .map(({ name, text, tree }) => ({
                name,
                text,
                tree,
                judgeWith: (changed: typeof tree) => judgeIn(changed),
            })),
    ];
}

/** Their faults keep others from being read: what is told after their fix was there before. */
const hiding = new Set([
    'add-instead-of-copy',
    'apt-instead-of-apt-get',
    'ignore-pragma',
    'instruction-before-from',
    'invalid-syntax',
    'plain-http-download',
    'shell-form-without-shell',
    'sudo-in-run',
]);

/** What is told at all, and how often of each rule. */
function countByRule(findings: readonly Finding[]): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { rule, profile } of findings) if (profile !== 'off') counts.set(rule, (counts.get(rule) ?? 0) + 1);
    return counts;
}

function countLike({ message, profile }: Finding, findings: readonly Finding[]): number {
    return findings.filter((other) => other.message === message && (other.profile !== 'off' || profile === 'off'))
        .length;
}

async function checkFix(
    { text, tree, judgeWith }: Case,
    judge: Judge,
    finding: Finding,
    { edits }: Fix,
    name: string,
): Promise<void> {
    const before = judge(text);
    const fixed = applyEdits(text, edits);
    const reaches = edits.some(({ file }) => file !== undefined);
    const after = (reaches ? await judgeWith(applyElsewhere(tree, edits)) : judge)(fixed);
    const faults = (each: string): number => parseDockerfile(each).errors.length;
    assert.ok(faults(fixed) <= faults(text), `${name}: what it leaves is not read\n${fixed}`);
    assert.ok(countLike(finding, after) < countLike(finding, before), `${name}: the fault stays\n${fixed}`);
    if (hiding.has(finding.rule)) return;
    const counts = countByRule(before);
    for (const [rule, count] of countByRule(after))
        assert.ok(
            rule === finding.rule || count <= (counts.get(rule) ?? 0),
            `${name}: a fault of \`${rule}\` is new\n${fixed}`,
        );
}

suite('a fix by itself', () => {
    for (const { id } of rules)
        test(`of ${id} leaves a file that is read, without the fault and without a new one`, async () => {
            for (const each of casesOf(id)) {
                const judge = await each.judgeWith(each.tree);
                for (const finding of judge(each.text).filter(({ rule }) => rule === id))
                    for (const fix of finding.fixes)
                        await checkFix(each, judge, finding, fix, `${each.name}: ${fix.title}`);
            }
        });
});

/** The families of `src/rules` by their folders, each with its rules and those that offer a fix for an example or fixture. */
test('are offered by nine rules of ten in every family', async () => {
    for (const family of ['dockerfile', 'go', 'safety', 'shell']) {
        const ids = readdirSync(`src/rules/${family}`).map((file) => file.replace('.ts', ''));
        const fixing: string[] = [];
        for (const id of ids) {
            const offers = await Promise.all(
                casesOf(id).map(async ({ text, tree, judgeWith }) =>
                    (await judgeWith(tree))(text).some(({ rule, fixes }) => rule === id && fixes.length > 0),
                ),
            );
            if (offers.includes(true)) fixing.push(id);
        }
        const without = ids.filter((id) => !fixing.includes(id));
        assert.ok(fixing.length >= 0.9 * ids.length, `${family}: ${without.join(', ')} offer none`);
    }
});
