import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { parseDockerfile } from '../../../src/dockerfile/parse';
import { offsetAt, positionAt } from '../../../src/dockerfile/positions';
import { rules } from '../../../src/rules/index';
import type { Alias } from '../../../src/rules/rule';
import { fixtureCases } from './cases';
import { judgeIn } from './judging';

/** Folders are called as the check, with a dash for the colon that not every file system takes: `trivy-DS-0001`. */
const cases = fixtureCases('test/fixtures/parity').filter(({ rule }) => /^(?:trivy|checkov|kics)-/.test(rule));

function aliasOf(folder: string): Alias {
    return folder.replace('-', ':') as Alias;
}

/** The first lines of the instructions that a check is reported at; what it says of the file as a whole is just that. */
async function placesOf(alias: Alias, text: string, tree: Readonly<Record<string, string>>): Promise<string[]> {
    const dockerfile = parseDockerfile(text);
    const judge = await judgeIn(tree);
    const found = judge(text).filter(({ aliases }) => aliases.includes(alias));
    const places = found.map(({ rule, range }) => {
        const offset = offsetAt(dockerfile, range.start);
        const owner = dockerfile.instructions.find(({ start, end }) => start <= offset && offset < end);
        const isOfTheFile = owner?.keyword === 'FROM' && ['final-user-root', 'healthcheck-missing'].includes(rule);
        return isOfTheFile ? 'file' : String(positionAt(dockerfile, owner?.start ?? offset).line + 1);
    });
    return [...new Set(places)];
}

suite('what scanners report is reported where they do', () => {
    for (const { rule: folder, name, text, tree, wantFile } of cases)
        test(`${folder}: ${name}`, async () => {
            const places = await placesOf(aliasOf(folder), text, tree);
            // written by hand from what the tools document, never from what we report
            assert.equal(places.join('\n') || 'nothing', readFileSync(wantFile, 'utf8').trim());
        });

    test('each check that a rule covers has cases for and against', () => {
        const covered = new Set(
            rules.flatMap(({ covers = [] }) => covers.filter((alias) => /^(?:trivy|checkov|kics):/.test(alias))),
        );
        for (const alias of covered) {
            const own = cases.filter(({ rule }) => aliasOf(rule) === alias);
            const against = own.filter(({ wantFile }) => readFileSync(wantFile, 'utf8') === 'nothing\n');
            assert.ok(own.length > against.length && against.length > 0, `${alias} lacks cases`);
        }
        for (const { rule } of cases) assert.ok(covered.has(aliasOf(rule)), `no rule covers ${rule}`);
    });
});
