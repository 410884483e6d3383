import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextEdit } from 'vscode-languageserver-types';
import { parseDockerfile } from '../../../src/dockerfile/parse';
import { ignoreForInstruction, ignoreInFile } from '../../../src/editor/lint/ignoreComment';
import { readSuppressions } from '../../../src/rules/suppressions';
import { checkCursorCases, type CursorCase } from './dockerfileCases';

const rule = 'some-rule';

function apply(text: string, edit: TextEdit): string {
    return TextDocument.applyEdits(TextDocument.create('', '', 0, text), [edit]);
}

/** Both ways to silence a rule, each held against what the linter makes of it. */
function describe({ text, position }: CursorCase): string {
    const dockerfile = parseDockerfile(text);
    const here = ignoreForInstruction(dockerfile, position, rule);
    const everywhere = apply(text, ignoreInFile(dockerfile, rule));
    const isSilent = (changed: string, line: number): boolean => {
        const place = { line, character: position.character };
        return readSuppressions(parseDockerfile(changed), true).silences({
            rule,
            aliases: [],
            range: { start: place, end: place },
        });
    };
    const moved = (changed: string): number => position.line + changed.split('\n').length - text.split('\n').length;
    assert.ok(isSilent(everywhere, moved(everywhere)), 'silent in the file');
    if (here === undefined) return `--- nothing for an instruction; in the file\n${everywhere}`;
    const silenced = apply(text, here);
    assert.ok(isSilent(silenced, moved(silenced)), 'silent for the instruction');
    return `--- for the instruction\n${silenced}--- in the file\n${everywhere}`;
}

suite('comments that silence a rule', () => {
    checkCursorCases('ignore', describe);

    test('a byte order mark stays first', () => {
        const text = '\uFEFFFROM golang\n';
        const edit = ignoreForInstruction(parseDockerfile(text), { line: 0, character: 1 }, rule);
        assert.ok(edit);
        assert.equal(apply(text, edit), `\uFEFF# gopherdock ignore=${rule}\nFROM golang\n`);
    });
});
