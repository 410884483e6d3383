import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { isFromForm, isToForm } from '../../../src/editor/webview/form/messages';
import {
    anyOf,
    count,
    flag,
    list,
    object,
    oneOf,
    optional,
    record,
    text,
    type Shape,
} from '../../../src/editor/webview/shape';

const cases: readonly (readonly [
    name: string,
    shape: Shape<unknown>,
    fits: readonly unknown[],
    not: readonly unknown[],
])[] = [
    ['a text is bounded', text(3), ['', 'abc'], ['abcd', 1, null, undefined, ['a']]],
    ['a flag is no text', flag, [true, false], ['true', 0, null]],
    ['a count is whole and not negative', count, [0, 7], [-1, 1.5, NaN, Infinity, 2 ** 60, '1']],
    ['one of several', oneOf('a', 'b'), ['a', 'b'], ['c', '', null]],
    ['what is optional may be missing, and is otherwise right', optional(flag), [undefined, true], [null, 'x']],
    ['a list is bounded, each of its own', list(flag, 2), [[], [true, false]], [[true, true, true], ['x'], {}, 'ab']],
    [
        'a record is bounded, each of its own',
        record(flag, 1),
        [{}, { a: true }],
        [{ a: 1 }, { a: true, b: true }, [], null],
    ],
    [
        'an object has what it needs',
        object({ a: flag }),
        [{ a: true }, { a: true, b: 1 }],
        [{}, { a: 1 }, [], null, 'a'],
    ],
    ['inherited names do not count', object({ toString: optional(flag) }), [{}], [{ toString: 'x' }]],
    ['any of several', anyOf(flag, text()), [true, 'x'], [1, null]],
];

for (const [name, shape, fits, not] of cases)
    test(name, () => {
        for (const value of fits) assert.equal(shape(value), true, JSON.stringify(value));
        for (const value of not) assert.equal(shape(value), false, JSON.stringify(value));
    });

const ready = { kind: 'ready', values: undefined };
const changed = { kind: 'changed', revision: 1, values: { name: 'x', ports: [{ id: 'a', host: '1' }], init: true } };

test('messages of a form are let through', () => {
    for (const message of [
        ready,
        changed,
        { kind: 'secret', row: 'a', value: 'x' },
        { kind: 'act', action: 'submit', path: '' },
    ])
        assert.equal(isFromForm(message), true, JSON.stringify(message));
    assert.equal(isToForm({ kind: 'status', text: 'Copied', isBusy: false }), true);
});

test('what no form sends is not let through', () => {
    const wrong: readonly unknown[] = [
        undefined,
        null,
        'ready',
        {},
        { kind: 'eval', code: '1' },
        { ...changed, revision: '1' },
        { ...changed, values: { name: { toString: 'x' } } },
        { ...changed, values: { ports: [['a']] } },
        { ...changed, values: { name: 'x'.repeat(10_001) } },
        { ...changed, values: { ports: Array.from({ length: 201 }, () => ({ id: 'a' })) } },
        { kind: 'secret', row: 'x'.repeat(65), value: '' },
    ];
    for (const message of wrong) assert.equal(isFromForm(message), false, inspect(message).slice(0, 80));
});
