import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { configSchema } from '../../../src/contributions/configSchema';
import { createManifest } from '../../../src/contributions/manifest';
import { fillReadme, readmeParts } from '../../../src/contributions/readme';
import { assertUpToDate } from '../upToDate';

const manifest = createManifest();
const json = (value: unknown): string => `${JSON.stringify(value, undefined, 4)}\n`;
const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

void test('package.json contributes what the code declares', () => {
    const described = readJson('package.json') as Record<string, unknown>;
    const capabilities = described['capabilities'] as { untrustedWorkspaces: Record<string, unknown> };
    capabilities.untrustedWorkspaces['restrictedConfigurations'] = manifest.restrictedConfigurations;
    assertUpToDate('package.json', json({ ...described, contributes: manifest.contributes }));
});

void test('package.nls.json has the texts', () => {
    assertUpToDate('package.nls.json', json(manifest.texts));
});

void test('the README has a table of rules, failures, commands and settings', () => {
    assertUpToDate('README.md', fillReadme(readFileSync('README.md', 'utf8'), readmeParts()));
});

void test('the schema of .gopherdock.yaml follows its reader', () => {
    assertUpToDate('schemas/gopherdock.schema.json', json(configSchema()));
});

void test('the Chinese package.json has every text and no more', () => {
    const translated = readJson('package.nls.zh-cn.json') as Record<string, string>;
    assert.deepEqual(Object.keys(translated).sort(), Object.keys(manifest.texts).sort());
    for (const [key, text] of Object.entries(manifest.texts)) {
        assert.deepEqual(commandLinks(translated[key] ?? ''), commandLinks(text), `the links of ${key}`);
    }
});

void test('the Chinese editor has every text and no more', () => {
    const translated = readJson('l10n/bundle.l10n.zh-cn.json') as Record<string, string>;
    const said = textsOfEditor();
    assert.deepEqual(Object.keys(translated).sort(), [...said].sort());
    for (const text of said) assert.deepEqual(holes(translated[text] ?? ''), holes(text), text);
});

void test('every file that package.json names is there', () => {
    const text = readFileSync('package.json', 'utf8');
    const paths = [...text.matchAll(/"((?:\.\/)?(?:media|snippets|schemas|l10n)(?:\/[^"%]+)?)"/g)].map(
        ([, path]) => path ?? '',
    );
    assert.ok(paths.length >= 5);
    assert.deepEqual(
        paths.filter((path) => !existsSync(path)),
        [],
    );
});

function commandLinks(text: string): string[] {
    return [...text.matchAll(/\]\((command:[^)]*)\)/g)].map(([, link]) => link ?? '');
}

function holes(text: string): string[] {
    return [...new Set(text.match(/\{\d+\}/g))].sort();
}

/** What the editor says through `vscode.l10n.t('…')`: a literal, so that it can be found. */
function textsOfEditor(): Set<string> {
    const files = readdirSync('src/editor', { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.endsWith('.ts'),
    );
    const texts = new Set<string>();
    for (const name of files) {
        const source = readFileSync(`src/editor/${name}`, 'utf8');
        for (const [, single, double] of source.matchAll(
            /\bl10n\s*\.t\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/g,
        )) {
            texts.add((single ?? double ?? '').replaceAll(/\\(['"\\])/g, '$1'));
        }
        const calls = source.match(/\bl10n\s*\.t\(/g)?.length ?? 0;
        const literal = source.match(/\bl10n\s*\.t\(\s*['"]/g)?.length ?? 0;
        assert.equal(literal, calls, `${name} says something that is no literal`);
    }
    return texts;
}
