import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextEdit } from 'vscode-languageserver-types';
import { parseDockerfile } from '../../../src/dockerfile/parse';
import { positionAt } from '../../../src/dockerfile/positions';
import { complete } from '../../../src/editor/language/completion/complete';
import { hoverAt } from '../../../src/editor/language/hover';
import type { LanguageService } from '../../../src/editor/language/languageService';
import { imageLinks } from '../../../src/editor/language/links';
import { nameAt, renamePlaces } from '../../../src/editor/language/names';
import { symbolsOf } from '../../../src/editor/language/symbols';
import { ignoreForInstruction, ignoreInFile } from '../../../src/editor/lint/ignoreComment';
import { allCases } from '../dockerfile/cases';
import { readShop } from './shop';

const shop = await readShop();
const service: LanguageService = {
    complete: () => Promise.resolve([]),
    hover: () => undefined,
    signatureHelp: () => undefined,
    fold: () => [],
    format: () => [],
    formatOnType: () => [],
};

/** Asks everything at one place, and applies what is answered as an editor would. */
async function askEverything(text: string, offset: number): Promise<void> {
    const dockerfile = parseDockerfile(text);
    const position = positionAt(dockerfile, offset);
    const document = TextDocument.create('', '', 0, text);
    const apply = (edits: readonly TextEdit[]): string => TextDocument.applyEdits(document, [...edits]);

    hoverAt(dockerfile, position);
    imageLinks(dockerfile);
    symbolsOf(dockerfile);
    const thing = nameAt(dockerfile, offset);
    const places = (thing && renamePlaces(thing)) ?? [];
    for (const [index, { start, end }] of places.entries()) {
        assert.ok(start < end, 'a name has letters');
        assert.ok(start >= (places[index - 1]?.end ?? 0), 'names do not overlap');
    }
    const items = await complete({ dockerfile, position, project: shop, ruleIds: ['some-rule'], service });
    for (const { textEdit } of items) {
        assert.ok(textEdit !== undefined && 'range' in textEdit);
        assert.deepEqual(textEdit.range.end, position, 'what is typed after the cursor stays');
        apply([textEdit]);
    }
    const silenced = ignoreForInstruction(dockerfile, position, 'some-rule');
    for (const edit of [ignoreInFile(dockerfile, 'some-rule'), ...(silenced === undefined ? [] : [silenced])])
        assert.deepEqual(
            parseDockerfile(apply([edit])).instructions.map(({ keyword }) => keyword),
            dockerfile.instructions.map(({ keyword }) => keyword),
            'a comment changes no instruction',
        );
}

suite('any text, any place', () => {
    for (const { name, text } of allCases())
        test(name, async () => {
            for (let offset = 0; offset <= text.length; offset += 3) await askEverything(text, offset);
            for (let end = 0; end <= text.length; end += 7) await askEverything(text.slice(0, end), end);
        });
});
