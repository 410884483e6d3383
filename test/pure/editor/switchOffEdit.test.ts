import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { switchOffEdit } from '../../../src/editor/lint/switchOffEdit';

const rule = 'base-image-latest';

/** Each file before and after; `undefined` where it stays as it is. */
const cases: Readonly<Record<string, readonly [string, string | undefined]>> = {
    'an empty file gets the key': ['', `rules:\n    ${rule}: off\n`],
    'comments alone stay above': ['# ours\n', `# ours\nrules:\n    ${rule}: off\n`],
    'other keys stay, also without a line break at the end': [
        'profile: strict # yes',
        `profile: strict # yes\nrules:\n    ${rule}: off\n`,
    ],
    'one more rule goes below the others, with their indentation': [
        'rules:\n  # why\n  from-as-casing: error # here\nprofile: all\n',
        `rules:\n  # why\n  from-as-casing: error # here\n  ${rule}: off\nprofile: all\n`,
    ],
    'a severity becomes off': [`rules:\n  ${rule}: error # once\n`, `rules:\n  ${rule}: off # once\n`],
    'rules without a value get one': ['rules:\nprofile: all\n', `rules:\n    ${rule}: off\nprofile: all\n`],
    'braces stay braces': ['rules: { from-as-casing: off }\n', `rules: { from-as-casing: off , ${rule}: off}\n`],
    'empty braces are filled': ['rules: {}\n', `rules: {${rule}: off}\n`],
    'CRLF stays CRLF': ['profile: all\r\n', `profile: all\r\nrules:\r\n    ${rule}: off\r\n`],
    'what is broken is left alone': ['rules: [', undefined],
    'a list is left alone': ['- a\n', undefined],
    'rules of another kind are left alone': ['rules: all\n', undefined],
    'braces around all are left alone': ['{ profile: all }\n', undefined],
    'a file that has an end is left alone': ['profile: all\n...\n', undefined],
    'a thousand brackets are left alone': ['['.repeat(100_000), undefined],
};

suite('switching a rule off in .gopherdock.yaml', () => {
    for (const [name, [before, after]] of Object.entries(cases))
        test(name, () => {
            const edit = switchOffEdit(before, rule);
            const changed = edit && TextDocument.applyEdits(TextDocument.create('', '', 0, before), [edit]);
            assert.equal(changed, after);
        });
});
