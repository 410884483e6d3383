import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CompletionItem } from 'vscode-languageserver-types';
import { keywords } from '../../../src/dockerfile/parser/keywords';
import { parseDockerfile } from '../../../src/dockerfile/parse';
import { complete } from '../../../src/editor/language/completion/complete';
import { buildChecks } from '../../../src/editor/language/directives';
import { flagDescriptions, goMounts, mountOptions } from '../../../src/editor/language/flags';
import { createLanguageService } from '../../../src/editor/language/languageService';
import { checkCursorCases, cursorCase, type CursorCase } from './dockerfileCases';
import { readShop } from './shop';
import { silentLog } from './silentLog';

const service = createLanguageService({ log: silentLog, mayAskRegistry: () => false });
const shop = await readShop();

function completeAt({ text, position }: CursorCase): Promise<readonly CompletionItem[]> {
    return complete({
        dockerfile: parseDockerfile(text),
        position,
        project: shop,
        ruleIds: ['first-rule', 'second-rule'],
        service,
    });
}

/** The line as each item leaves it, in the order that an editor shows them. */
async function describe(at: CursorCase): Promise<string> {
    const items = [...(await completeAt(at))].sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
    return items
        .map((item) => {
            const edit = item.textEdit;
            assert.ok(edit !== undefined && 'range' in edit, item.label);
            const document = TextDocument.create('', '', 0, at.text);
            const applied = TextDocument.applyEdits(document, [edit]);
            const line = applied
                .split('\n')
                .slice(at.position.line, at.position.line + edit.newText.split('\n').length);
            return `${line.join('⏎')}${item.detail === undefined ? '' : `    (${item.detail})`}\n`;
        })
        .join('');
}

suite('completion', () => {
    checkCursorCases('completion', describe);
});

suite('what completion knows', () => {
    test('every flag that the parser knows is described, and no other', () => {
        for (const [keyword, { flags }] of keywords)
            assert.deepEqual(Object.keys(flagDescriptions[keyword] ?? {}).sort(), Object.keys(flags).sort(), keyword);
    });

    test('every mount option and every whole mount is one that the parser accepts', () => {
        const options = Object.keys(mountOptions).map((name) => `type=cache,${name}`);
        for (const mount of goMounts) {
            const { errors } = parseDockerfile(`FROM golang:1.26\nRUN --mount=${mount.text} go build ./...\n`);
            assert.deepEqual(errors, [], mount.text);
        }
        for (const mount of options) {
            const { errors } = parseDockerfile(`FROM golang:1.26\nRUN --mount=${mount} go build ./...\n`);
            assert.ok(
                errors.every(({ message }) => !message.includes('has no option `' + mount)),
                mount,
            );
        }
    });

    test('the names of build checks are written once each', () => {
        assert.equal(new Set(buildChecks).size, buildChecks.length);
    });

    test('nothing is asked of the network for tags', async () => {
        const items = await completeAt(cursorCase('FROM golang:1.2‸\n'));
        assert.ok(items.every(({ label }) => label.includes('golang:') || !/^\d/.test(label)));
    });
});
