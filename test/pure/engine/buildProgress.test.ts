import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import type { BuildEvent } from '../../../src/engine/build';
import type { ProgressReader } from '../../../src/engine/buildProgress';
import { classicProgress } from '../../../src/engine/classicProgress';
import { plainProgress } from '../../../src/engine/plainProgress';
import { rawProgress } from '../../../src/engine/rawProgress';

const folder = 'test/fixtures/engine/build';
const readers: Readonly<Record<string, () => ProgressReader>> = {
    rawjson: rawProgress,
    plain: plainProgress,
    classic: classicProgress,
};

function readAll(reader: ProgressReader, text: string, size: number): string {
    const events: BuildEvent[] = [];
    for (let start = 0; start < text.length; start += size)
        events.push(...reader.read(text.slice(start, start + size)));
    events.push(...reader.end());
    return describe(events, reader.error);
}

/** One line an event, steps numbered as they first came. */
function describe(events: readonly BuildEvent[], error: string | undefined): string {
    const numbers = new Map<string, number>();
    const number = (id: string | undefined): string => {
        if (id === undefined) return '-';
        if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
        return String(numbers.get(id));
    };
    const words = (event: BuildEvent): string => {
        if (event.kind === 'line') return `${number(event.step)} | ${event.text}`;
        if (event.kind !== 'step') return event.kind;
        const { id, name, state, started, completed, error: said } = event.step;
        const took = started === undefined || completed === undefined ? '' : ` in ${completed - started} ms`;
        return `${number(id)} ${state}${took}: ${name}${said === undefined ? '' : ` (${said})`}`;
    };
    return `${[...events.map(words), `error: ${error ?? 'none'}`].join('\n')}\n`;
}

/** Each recorded output is read in pieces of several sizes and held against its `.want` file, which `UPDATE=1` writes. */
for (const name of readdirSync(folder).filter((file) => !file.endsWith('.want'))) {
    const [title = '', kind = ''] = name.split('.');
    test(`${title.replaceAll('-', ' ')} (${kind})`, () => {
        const text = readFileSync(`${folder}/${name}`, 'utf8');
        const reader = readers[kind];
        assert.ok(reader !== undefined, `no reader for ${name}`);
        const described = readAll(reader(), text, text.length);
        if (process.env['UPDATE'] === '1') writeFileSync(`${folder}/${name}.want`, described);
        const want = existsSync(`${folder}/${name}.want`) ? readFileSync(`${folder}/${name}.want`, 'utf8') : '';
        assert.equal(described, want);
        for (const size of [1, 7, 4096]) assert.equal(readAll(reader(), text, size), want, `in pieces of ${size}`);
    });
}

test('output without a break is given out at the end, a progress bar as it was last drawn', () => {
    const data = Buffer.from('25%\r50%\r100%\nno break').toString('base64');
    const text = JSON.stringify({ logs: [{ vertex: 'a', stream: 1, data }] });
    assert.equal(readAll(rawProgress(), text, 10), '1 | 100%\n1 | no break\nerror: none\n');
});

test('warnings are lines', () => {
    const warning = { vertex: 'a', level: 1, short: Buffer.from('StageNameCasing: use lower case').toString('base64') };
    assert.equal(
        readAll(rawProgress(), JSON.stringify({ warnings: [warning] }), 999),
        '1 | warning: StageNameCasing: use lower case\nerror: none\n',
    );
});

const garbage: Readonly<Record<string, readonly [text: string, described: string]>> = {
    'braces in text do not end an object': [
        '{"vertexes":[{"digest":"a","name":"} \\" { \\\\"}]}\n',
        '1 waiting: } " { \\\nerror: none\n',
    ],
    'an object without an end is given out as lines': [
        '{"vertexes":\n[{"digest"',
        '- | {"vertexes":\n- | [{"digest"\nerror: none\n',
    ],
    'an object that is no JSON is given out as lines': [
        '{oops}\nERROR: no\n',
        '- | {oops}\n- | ERROR: no\nerror: no\n',
    ],
    'values of other types are passed over': [
        '{"vertexes":[null,7,{"digest":"a","name":5,"started":"soon"}],"logs":{"a":1},"statuses":7}\n{}\n',
        '1 waiting: \nerror: none\n',
    ],
    'blank lines and carriage returns do not matter': [
        '\r\n\r\nhello\r\n\r\n{"vertexes":[{"digest":"a","name":"x"}]}\r\n',
        '- | hello\n1 waiting: x\nerror: none\n',
    ],
    'a name cannot forge another row': [
        '{"vertexes":[{"digest":"a","name":"one\\ntwo\\u202e"}]}',
        '1 waiting: one\uFFFDtwo\uFFFD\nerror: none\n',
    ],
};
for (const [name, [text, described]] of Object.entries(garbage)) {
    test(name, () => {
        for (const size of [1, 3, text.length]) assert.equal(readAll(rawProgress(), text, size), described);
    });
}

test('every beginning of a recorded output is read without a throw', () => {
    for (const [kind, reader] of Object.entries(readers)) {
        const text = readFileSync(`${folder}/a-step-fails.${kind}`, 'utf8');
        for (let end = 0; end < text.length; end += 97) readAll(reader(), text.slice(0, end), 1000);
    }
});
