import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { checkChoices, scaffold } from '../../../src/scaffold/render';
import type { ScaffoldedFile } from '../../../src/scaffold/scaffold';
import type { Case } from './cases';

/** Holds what is scaffolded for each case against its `.want` file in the same folder, which `UPDATE=1` writes. */
export function checkCases(folder: string, cases: readonly Case[]): void {
    for (const { name, project, choices } of cases)
        void test(name.replaceAll('-', ' '), () => {
            const wantFile = `${folder}/${name}.want`;
            const described = [
                ...checkChoices(project, choices).map((message) => `! ${message}\n`),
                ...scaffold(project, choices).map(describe),
            ].join('\n');
            if (process.env['UPDATE'] === '1') writeFileSync(wantFile, described);
            assert.equal(described, existsSync(wantFile) ? readFileSync(wantFile, 'utf8') : '');
        });

    void test('no expectation is left over from a case that is gone', () => {
        const names = new Set(cases.map(({ name }) => `${name}.want`));
        assert.deepEqual(
            readdirSync(folder).filter((file) => file.endsWith('.want') && !names.has(file)),
            [],
        );
    });
}

/** The file without its hash, which would hide what else changes, and then its reasons. */
function describe({ path, text, reasons }: ScaffoldedFile): string {
    const lines = reasons.map(({ what, because, source }) => {
        const place = source === null ? '' : ` (${source.file}:${source.line + 1})`;
        return `  ${what}: ${because}${place}\n`;
    });
    return `-- ${path} --\n${text.replace(/\n# gopherdock:hash=.*\n$/, '')}-- reasons --\n${lines.join('')}`;
}
