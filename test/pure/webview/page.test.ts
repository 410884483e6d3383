import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pageHtml } from '../../../src/editor/webview/pageHtml';

const page = (title: string): string =>
    pageHtml({
        title,
        language: 'en',
        script: 'https://files/form.js',
        style: 'https://files/form.css',
        source: 'https://files',
    });

test('a page runs one script and loads one style, and nothing else', () => {
    const html = page('Run api');
    const nonce = /'nonce-([^']+)'/.exec(unescape(html))?.[1];
    assert.ok(nonce !== undefined && nonce.length >= 22);
    assert.ok(
        unescape(html).includes(
            `default-src 'none'; script-src 'nonce-${nonce}'; style-src https://files; base-uri 'none'; form-action 'none'`,
        ),
    );
    assert.deepEqual(html.match(/<script[^>]*>/g), [
        `<script nonce="${nonce}" src="https://files/form.js" type="module">`,
    ]);
    assert.doesNotMatch(html, /unsafe|<style|\son\w+=|style="/);
    assert.notEqual(html, page('Run api'));
});

test('a title is no markup', () => {
    const html = page(`"><script>alert('x')</script>&`);
    assert.equal(html.match(/<script/g)?.length, 1);
    assert.ok(html.includes('<title>&#34;&#62;&#60;script'));
});

test('styles of pages have colours of the theme only', () => {
    const folder = 'src/editor/webview/browser/pages';
    const sheets = readdirSync(folder).filter((name) => name.endsWith('.css'));
    assert.notEqual(sheets.length, 0);
    for (const sheet of sheets) {
        const css = readFileSync(`${folder}/${sheet}`, 'utf8').replaceAll(/\/\*[^]*?\*\//g, '');
        assert.doesNotMatch(css, /#[\da-f]{3,8}\b|\b(rgb|hsl|hwb|lab|lch|color)a?\(|url\(|@import/i, sheet);
        for (const [, property = '', value = ''] of css.matchAll(/([\w-]*(?:color|background)):\s*([^;]+);/g))
            assert.match(value, /^(var\(--vscode-|transparent)/, `${sheet}: ${property}: ${value}`);
    }
});

test('pages never parse markup', () => {
    const sources = readdirSync('src/editor/webview/browser', { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.endsWith('.ts'),
    );
    for (const name of sources)
        assert.doesNotMatch(
            readFileSync(`src/editor/webview/browser/${name}`, 'utf8'),
            /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|DOMParser/,
            name,
        );
});

function unescape(html: string): string {
    return html.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}
