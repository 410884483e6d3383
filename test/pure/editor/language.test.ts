import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { DocumentSymbol } from 'vscode-languageserver-types';
import { parseImageReference } from '../../../src/dockerfile/image';
import { parseDockerfile } from '../../../src/dockerfile/parse';
import { shellOf } from '../../../src/dockerfile/shell';
import { harmlessEdits } from '../../../src/editor/language/formatting';
import { hoverAt } from '../../../src/editor/language/hover';
import { createLanguageService } from '../../../src/editor/language/languageService';
import { pageOf } from '../../../src/editor/language/links';
import { isValidName, nameAt, renamePlaces } from '../../../src/editor/language/names';
import { symbolsOf } from '../../../src/editor/language/symbols';
import { allCases } from '../dockerfile/cases';
import { checkCursorCases, type CursorCase } from './dockerfileCases';
import { silentLog } from './silentLog';

const service = createLanguageService({ log: silentLog, mayAskRegistry: () => false });
const style = { tabSize: 4, insertSpaces: true };

function format(text: string): string {
    const edits = harmlessEdits(parseDockerfile(text), service.format(text, style));
    return TextDocument.applyEdits(TextDocument.create('', '', 0, text), edits);
}

/** The text with what a rename would touch in `«»`, and what only counts as a use in `‹›`. */
function describeNames({ text, offset }: CursorCase): string {
    const thing = nameAt(parseDockerfile(text), offset);
    if (thing === undefined) return 'nothing\n';
    const renamed = renamePlaces(thing);
    const marks = [
        ...(renamed ?? [...thing.definitions, ...thing.uses]).map((span) => ({ ...span, open: '«', close: '»' })),
        ...thing.numbers.map((span) => ({ ...span, open: '‹', close: '›' })),
    ].sort((a, b) => b.start - a.start);
    let marked = text;
    for (const { start, end, open, close } of marks)
        marked = marked.slice(0, start) + open + marked.slice(start, end) + close + marked.slice(end);
    return `${thing.kind} ${thing.name}${renamed === undefined ? ', not to be renamed' : ''}\n${marked}`;
}

function describeSymbol({ name, detail, children, range, selectionRange }: DocumentSymbol, indentation = ''): string {
    const { start, end } = range;
    assert.ok(
        start.line <= selectionRange.start.line && selectionRange.end.line <= end.line,
        'the selection is inside',
    );
    const own = `${indentation}${name} ${detail ?? ''} [${String(start.line)}-${String(end.line)}]\n`;
    return own + (children ?? []).map((child) => describeSymbol(child, `${indentation}    `)).join('');
}

suite('names of stages and variables', () => {
    checkCursorCases('names', describeNames);

    test('a new name must be one that a builder accepts', () => {
        const stage = nameAt(parseDockerfile('FROM golang AS build\n'), 17);
        const argument = nameAt(parseDockerfile('ARG VERSION=1\n'), 5);
        assert.ok(stage && argument);
        assert.ok(isValidName(stage, 'run-time') && !isValidName(stage, '1st') && !isValidName(stage, 'a b'));
        assert.ok(!isValidName(stage, 'scratch'));
        assert.ok(isValidName(argument, 'GO_VERSION') && !isValidName(argument, 'GO-VERSION'));
    });
});

suite('hover', () => {
    checkCursorCases('hover', ({ text, position }) => {
        const hover = hoverAt(parseDockerfile(text), position);
        if (hover?.range === undefined) return 'nothing\n';
        const { contents, range } = hover;
        const over = TextDocument.create('', '', 0, text).getText(range);
        return `${over}: ${(contents as { value: string }).value}\n`;
    });
});

suite('symbols', () => {
    checkCursorCases('symbols', ({ text }) =>
        symbolsOf(parseDockerfile(text))
            .map((symbol) => describeSymbol(symbol))
            .join(''),
    );
});

suite('formatting', () => {
    checkCursorCases('format', ({ text }) => format(text));

    for (const { name, text } of allCases())
        test(`changes nothing that a builder reads: ${name}`, () => {
            const formatted = format(text);
            assert.deepEqual(meaningOf(formatted), meaningOf(text));
            assert.equal(format(formatted), formatted, 'formatting again changes nothing');
        });
});

/** What is left of a Dockerfile when looks do not count. */
function meaningOf(text: string): unknown {
    const dockerfile = parseDockerfile(text);
    return dockerfile.instructions.map((instruction) => {
        const { keyword, words, flags, heredocs, json } = instruction;
        return {
            keyword,
            words: words.map(({ value }) => value),
            flags: flags.map(({ name, value }) => [name, value?.value]),
            heredocs: heredocs.map(({ body }) => text.slice(body.start, body.end)),
            json: json?.items.map(({ value }) => value),
            commands: shellOf(dockerfile, instruction).commands.map(({ name, args }) =>
                [name, ...args].map(({ value }) => value),
            ),
        };
    });
}

suite('links', () => {
    for (const [image, page] of [
        ['golang:1.26', 'https://hub.docker.com/_/golang'],
        ['grafana/grafana', 'https://hub.docker.com/r/grafana/grafana'],
        ['gcr.io/distroless/static-debian13:nonroot', 'https://github.com/GoogleContainerTools/distroless'],
        ['ghcr.io/owner/name/part:v1', 'https://github.com/owner/name'],
        ['registry.example.com/team/app:1', undefined],
        ['golang:${VERSION}', undefined],
        ['scratch', undefined],
    ] as const)
        test(`${image} leads to ${page ?? 'no page'}`, () => {
            assert.equal(pageOf(parseImageReference(image)), page);
        });
});

suite('the language service answers whatever the text', () => {
    const texts = [
        `FROM a\nRUN ${'$('.repeat(5000)}\n`,
        `FROM ${'${a:-'.repeat(5000)}\n`,
        `RUN <<EOF\n${'x\n'.repeat(2000)}`,
        'FROM a\nCOPY <<\n',
        '\0\uFFFD\uD800 garbage \u0001\n'.repeat(100),
        '# escape=`\nFROM a`\n`\n',
        'ONBUILD ONBUILD\nONBUILD',
    ];
    for (const [index, text] of texts.entries())
        test(`odd text ${String(index + 1)}`, async () => {
            const lines = text.split('\n').length;
            for (const line of [0, 1, lines - 1])
                for (const character of [0, 4, 7]) {
                    const position = { line, character };
                    await service.complete(text, position);
                    service.hover(text, position);
                    service.signatureHelp(text, position);
                    service.formatOnType(text, position, '\\', style);
                    hoverAt(parseDockerfile(text), position);
                }
            service.fold(text);
            format(text);
            symbolsOf(parseDockerfile(text));
        });
});
