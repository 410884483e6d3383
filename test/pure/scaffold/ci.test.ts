import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { checkChoices, scaffold } from '../../../src/scaffold/render';
import type { ScaffoldedFile } from '../../../src/scaffold/scaffold';
import { folder, readCases } from './ciCases';

for (const { name, project, choices } of readCases())
    test(name.replaceAll('-', ' '), () => {
        const wantFile = `${folder}/${name}.want`;
        const described = [
            ...checkChoices(project, choices).map((message) => `! ${message}\n`),
            ...scaffold(project, choices).map(describe),
        ].join('\n');
        if (process.env['UPDATE'] === '1') writeFileSync(wantFile, described);
        assert.equal(described, existsSync(wantFile) ? readFileSync(wantFile, 'utf8') : '');
    });

test('no expectation is left over from a case that is gone', () => {
    const names = new Set(readCases().map(({ name }) => `${name}.want`));
    assert.deepEqual(
        readdirSync(folder).filter((file) => file.endsWith('.want') && !names.has(file)),
        [],
    );
});

function describe({ path, text, reasons }: ScaffoldedFile): string {
    const lines = reasons.map(({ what, because, source }) => {
        const place = source === null ? '' : ` (${source.file}:${source.line + 1})`;
        return `  ${what}: ${because}${place}\n`;
    });
    return `-- ${path} --\n${text.replace(/\n# gopherdock:hash=.*\n$/, '')}-- reasons --\n${lines.join('')}`;
}
